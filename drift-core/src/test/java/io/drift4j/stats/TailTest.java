package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class TailTest {

  // ---- other programs

  @Test
  void agreesWithFiftyDigitsAboutTheNormal() {
    agrees("normal", 1000, fields -> Tail.normal(number(fields, 1)));
  }

  @Test
  void agreesWithFiftyDigitsAboutTheGamma() {
    agrees("gamma", 1000, fields -> Tail.gamma(number(fields, 1), number(fields, 2)));
  }

  @Test
  void agreesWithFiftyDigitsAboutTheHeadOfTheGamma() {
    agrees("lower gamma", 1000, fields -> Tail.lowerGamma(number(fields, 1), number(fields, 2)));
  }

  @Test
  void agreesWithFiftyDigitsAboutStudent() {
    agrees("student", 1100, f -> Tail.twoSidedStudent(number(f, 1), number(f, 2)));
  }

  private static void agrees(String name, int cases, ToDoubleFunction<List<String>> tail) {
    double worst = 0;
    String at = "";
    int read = 0;
    for (List<String> fields : OracleFile.lines("tail.csv").toList()) {
      if (fields.get(0).equals(name)) {
        double expected = number(fields, fields.size() - 1);
        double deviation = Math.abs(tail.applyAsDouble(fields) - expected);
        double relative = deviation / Math.abs(expected);
        if (!(relative <= worst)) {
          worst = relative;
          at = fields.toString();
        }
        read++;
      }
    }
    System.out.printf("%s: largest relative deviation of ln p %.2g at %s%n", name, worst, at);
    assertThat(read).isEqualTo(cases);
    assertThat(worst).as(at).isLessThan(1e-10);
  }

  private static double number(List<String> fields, int index) {
    return Double.parseDouble(fields.get(index));
  }
}
