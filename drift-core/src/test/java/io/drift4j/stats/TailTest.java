package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class TailTest {

  // ---- other programs

  @Test
  void agreesWithFiftyDigitsAboutTheNormal() {
    agrees("normal", 1000, fields -> 2e-14, f -> Tail.normal(number(f, 1)));
  }

  @Test
  void agreesWithFiftyDigitsAboutTheGamma() {
    agrees("gamma", 1000, fields -> 1e-12, f -> Tail.gamma(number(f, 1), number(f, 2)));
  }

  @Test
  void agreesWithFiftyDigitsAboutTheHeadOfTheGamma() {
    agrees("lower gamma", 1150, any -> 3e-13, f -> Tail.lowerGamma(number(f, 1), number(f, 2)));
  }

  @Test
  void agreesWithFiftyDigitsAboutStudent() {
    agrees(
        "student",
        1450,
        TailTest::toleranceOfStudent,
        fields -> Tail.twoSidedStudent(number(fields, 1), number(fields, 2)));
  }

  /** The library's function loses digits of p; where ln p is far below 0 it is ours. */
  private static double toleranceOfStudent(List<String> fields) {
    double degrees = number(fields, 2);
    double few = number(fields, 3) < -646 && degrees < 4.9e5 ? 5e-14 : 3e-13;
    return degrees < 1e3 || degrees > 1e8 || few < 1e-13 ? few : 3e-11;
  }

  private static void agrees(
      String name,
      int cases,
      ToDoubleFunction<List<String>> tolerance,
      ToDoubleFunction<List<String>> tail) {
    List<List<String>> lines =
        OracleFile.lines("tail.csv").filter(fields -> fields.get(0).equals(name)).toList();
    assertThat(lines).hasSize(cases);
    double worst = 0;
    for (List<String> fields : lines) {
      double expected = number(fields, fields.size() - 1);
      double deviation =
          Math.abs(tail.applyAsDouble(fields) - expected)
              / Math.max(Double.MIN_NORMAL, Math.abs(expected));
      assertThat(deviation).as("%s", fields).isLessThan(tolerance.applyAsDouble(fields));
      worst = Math.max(worst, deviation);
    }
    System.out.printf("%s: largest relative deviation of ln p %.2g%n", name, worst);
  }

  private static double number(List<String> fields, int index) {
    return Double.parseDouble(fields.get(index));
  }

  // ---- laws

  /** Twice the normal tail, twice that of Student's t, and chi-square with one degree, are one. */
  @Test
  void isTheSameByTheRelativesOfADistribution() {
    long seed = 1908;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 2_000; run++) {
      double z = Math.exp(random.nextDouble() * 12 - 6);
      double degrees = Math.exp(random.nextDouble() * 20);
      String what = String.format("seed %d, run %d: %s, %s", seed, run, z, degrees);
      double two = Tail.twoSidedNormal(z);
      assertIsClose(Tail.normal(z) + Math.log(2), two, what);
      assertIsClose(Tail.twoSidedNormal(-z), two, what);
      assertIsClose(Tail.chiSquare(z * z, 1), two, what);
      assertIsClose(Tail.gamma(0.5, z * z / 2), two, what);
      assertIsClose(Tail.chiSquare(z, degrees), Tail.gamma(degrees / 2, z / 2), what);
      assertIsClose(Tail.chiSquare(z, 2), -z / 2, what);
      double student = Tail.twoSidedStudent(z, degrees);
      assertIsClose(Tail.twoSidedStudent(-z, degrees), student, what);
      assertIsClose(Tail.student(z, degrees) + Math.log(2), student, what);
      assertIsClose(
          Math.exp(Tail.student(z, degrees)) + Math.exp(Tail.student(-z, degrees)), 1, what);
      assertIsClose(Math.exp(Tail.normal(z)) + Math.exp(Tail.normal(-z)), 1, what);
    }
  }

  private static void assertIsClose(double one, double other, String what) {
    assertThat(one).as(what).isCloseTo(other, within(1e-13 * Math.max(1e-2, Math.abs(other))));
  }

  @Test
  void findsTheNormalDeviateOfATail() {
    SplittableRandom random = new SplittableRandom(1959);
    for (int run = 0; run < 5_000; run++) {
      double z =
          random.nextBoolean() ? random.nextDouble() * 45 - 5 : Math.exp(random.nextDouble() * 18);
      double error = 1e-14 * Math.max(1, z) + 1e-15 / Math.exp(-z * z / 2 * (z < 0 ? 1 : 0));
      assertThat(Tail.inverseNormal(Tail.normal(z))).as("%s", z).isCloseTo(z, within(error));
    }
  }

  // ---- extremes

  @Test
  void knowsTheEndsOfTheDistributions() {
    assertThat(Tail.twoSidedNormal(0)).isZero();
    assertThat(Tail.twoSidedStudent(0, 3)).isZero();
    assertThat(Tail.twoSidedStudent(0, 1e9)).isZero();
    assertThat(Double.doubleToRawLongBits(Tail.gamma(2, 0))).isZero();
    assertThat(Tail.gamma(2, -1)).isZero();
    assertThat(Tail.lowerGamma(2, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Tail.lowerGamma(2, -1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Tail.beta(0, 1, 2, 3)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Tail.normal(-40)).isZero();
  }

  @Test
  void staysFiniteFarOut() {
    assertThat(Tail.normal(1e100)).isEqualTo(-0.5e200);
    assertThat(Tail.twoSidedNormal(-1e100)).isEqualTo(-0.5e200);
    assertThat(Tail.chiSquare(1e200, 7)).isCloseTo(-0.5e200, within(1e188));
    assertThat(Tail.lowerGamma(1e6, 1e-300)).isFinite().isLessThan(-6e8);
    // Cauchy: P(|T| > t) = 2 / (π t)
    assertThat(Tail.twoSidedStudent(1e120, 1)).isCloseTo(Math.log(2e-120 / Math.PI), within(1e-12));
    assertThat(Tail.twoSidedStudent(1e120, 30)).isFinite().isLessThan(-8000);
    assertThat(Tail.twoSidedStudent(1e9, 1e12)).isFinite().isLessThan(-1e12);
  }
}
