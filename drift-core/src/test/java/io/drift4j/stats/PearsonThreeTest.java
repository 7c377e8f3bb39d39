package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PearsonThreeTest {

  @Test
  void agreesWithFiftyDigits() {
    assertThat(OracleFile.lines("pearson-three.csv"))
        .hasSize(1000)
        .allSatisfy(
            fields -> {
              double z = Double.parseDouble(fields.get(0));
              double skewness = Double.parseDouble(fields.get(1));
              double degrees = Double.parseDouble(fields.get(2));
              double tail = Double.parseDouble(fields.get(3));
              // A gamma tail with k = 4 / skewness² loses digits where k is 4e8 and p below 1e-21.
              double relative = Math.abs(skewness) < 1e-3 && tail < -50 ? 2e-9 : 1e-10;
              assertThat(PearsonThree.upperAtStudent(z, skewness, degrees))
                  .isCloseTo(tail, within(relative * Math.abs(tail) + 1e-15));
            });
  }

  @Test
  void hasTheTailThatWasAskedForAtItsCriticalValue() {
    hasTheTailAtTheCriticalValue(1_000);
  }

  @Test
  @Tag("slow")
  void hasTheTailThatWasAskedForAtThousandsOfCriticalValues() {
    hasTheTailAtTheCriticalValue(10_000);
  }

  private static void hasTheTailAtTheCriticalValue(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      double tail =
          random.nextInt(2) == 0 ? -30 * random.nextDouble() : -2 - 2 * random.nextDouble();
      double skewness = 3 * (random.nextDouble() - 0.5) * random.nextDouble();
      double degrees = 1 + random.nextInt(150);
      double z = PearsonThree.criticalAtStudent(tail, skewness, degrees);
      double found = PearsonThree.upperAtStudent(z, skewness, degrees);
      boolean agrees = z == 0 ? found <= tail : z > 0 && Math.abs(found - tail) <= 1e-10 * -tail;
      if (!agrees) {
        assertThat(found).as("seed %d, case %d: z %s, %s", seed, i, z, skewness).isEqualTo(tail);
      }
    }
  }

  @Test
  void reachesItsCriticalValueToFourteenDigitsWhereTheTailIsThatExact() {
    for (double tail : new double[] {-0.7, -1, -3.7, -9, -50}) {
      double z = PearsonThree.criticalAtStudent(tail, 0, 1e9);
      assertThat(z).isCloseTo(Tail.inverseNormal(tail), within(1e-6));
      assertThat(PearsonThree.upperAtStudent(z, 0, 1e9)).isCloseTo(tail, within(-2e-14 * tail));
    }
  }

  /** The exponential distribution, less 1: its lower tail ends at −1. */
  @Test
  void isTheExponentialDistributionWhereTheSkewnessIsTwo() {
    assertThat(PearsonThree.upper(3, 2)).isCloseTo(-4, within(1e-14));
    assertThat(PearsonThree.upper(-0.5, 2)).isCloseTo(-0.5, within(1e-14));
    assertThat(PearsonThree.upper(-0.9, 2)).isCloseTo(-0.1, within(1e-14));
    assertThat(PearsonThree.upper(0.5, -2)).isCloseTo(Math.log(-Math.expm1(-0.5)), within(1e-14));
  }

  /** Further out than 0.9 of the shorter tail it falls on, and never ends. */
  @Test
  void hasLessSkewnessBeyondTheEndOfItsShorterTail() {
    double before = PearsonThree.upper(0.9, -2);
    for (double z = 1; z < 40; z += 0.5) {
      double tail = PearsonThree.upper(z, -2);
      assertThat(tail).isFinite().isLessThan(before).isEqualTo(PearsonThree.upper(z, -1.8 / z));
      before = tail;
    }
  }

  @Test
  void isNormalWithoutSkewnessAndNearlySoWithLittle() {
    for (double z = -8; z < 6; z += 0.25) {
      double normal = Tail.normal(z);
      assertThat(PearsonThree.upper(z, 0)).isEqualTo(normal);
      assertThat(PearsonThree.upper(z, 9e-6)).isEqualTo(normal);
      double skewed = normal + Math.log1p(1e-3 / 6 * (z * z - 1) * hazard(z, normal));
      assertThat(PearsonThree.upper(z, 1e-3)).isCloseTo(skewed, within(1e-3));
    }
  }

  /** The density by the tail, in Edgeworth's first term. */
  private static double hazard(double z, double logTail) {
    return Math.exp(-z * z / 2 - logTail) / Math.sqrt(2 * Math.PI);
  }

  @Test
  void hasNoCriticalValueBelowZero() {
    assertThat(PearsonThree.criticalAtStudent(Math.log(0.45), 2, 30)).isZero();
    assertThat(PearsonThree.criticalAtStudent(Math.log(0.45), -2, 30)).isPositive();
  }
}
