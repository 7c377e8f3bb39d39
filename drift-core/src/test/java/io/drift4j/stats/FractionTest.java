package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FractionTest {

  @Test
  void addsAndDividesLikeFractionsOfTheSchool() {
    addsAndDivides(1_000);
  }

  @Test
  @Tag("slow")
  void addsAndDividesLikeFractionsOfTheSchoolInManyCases() {
    addsAndDivides(100_000);
  }

  /** On quotients of small integers, which doubles hold exactly once multiplied out. */
  private static void addsAndDivides(int cases) {
    long seed = 5;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      long a = random.nextInt(-1000, 1000);
      long b = 1 + random.nextInt(1000);
      long c = 1 + random.nextInt(1000);
      long d = 1 + random.nextInt(1000);
      String what = String.format("seed %d, run %d: %d/%d, %d/%d", seed, run, a, b, c, d);
      assertThat(fraction(a, b).plus(fraction(c, d)).value())
          .as(what)
          .isEqualTo((double) (a * d + c * b) / (b * d));
      assertThat(fraction(a, b).minus(fraction(c, d)).value())
          .as(what)
          .isEqualTo((double) (a * d - c * b) / (b * d));
      assertThat(Fraction.sum(List.of(fraction(a, b), fraction(c, d), fraction(a, d))).value())
          .as(what)
          .isEqualTo((double) (a * d + c * b + a * b) / (b * d));
      assertThat(fraction(a, b).dividedBy(fraction(c, d)).value())
          .as(what)
          .isEqualTo((double) (a * d) / (b * c));
      assertThat(fraction(a, b).isZero()).as(what).isEqualTo(a == 0);
    }
  }

  private static Fraction fraction(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  @Test
  void hasAZero() {
    assertThat(Fraction.sum(List.of())).isEqualTo(Fraction.ZERO);
    assertThat(Fraction.ZERO.isZero()).isTrue();
    assertThat(Fraction.ZERO.plus(fraction(3, 4)).value()).isEqualTo(0.75);
  }
}
