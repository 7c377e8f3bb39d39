package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QuotientTest {

  /** Twice as many digits as the largest of the random quotients needs for its rounding. */
  private static final MathContext DIGITS = new MathContext(120);

  @Test
  void isTheNearestDoubleOfAnyTwoIntegers() {
    isTheNearestDouble(2_000);
  }

  @Test
  @Tag("slow")
  void isTheNearestDoubleOfAnyTwoIntegersInManyCases() {
    isTheNearestDouble(100_000);
  }

  private static void isTheNearestDouble(int cases) {
    long seed = 754;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      BigInteger numerator = integer(random, 160);
      BigInteger denominator = integer(random, 160).abs().add(BigInteger.ONE);
      double expected =
          new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS).doubleValue();
      assertThat(Quotient.of(numerator, denominator))
          .as("seed %d, run %d: %s / %s", seed, run, numerator, denominator)
          .isEqualTo(expected);
    }
  }

  private static BigInteger integer(SplittableRandom random, int mostBits) {
    byte[] bytes = new byte[1 + random.nextInt(mostBits / 8)];
    random.nextBytes(bytes);
    return new BigInteger(bytes);
  }

  /** Halfway between two doubles the even one, a hair above or below it the nearer one. */
  @Test
  void roundsHalfToEvenAndAllElseToTheNearest() {
    BigInteger scale = BigInteger.ONE.shiftLeft(200);
    for (long odd : new long[] {(1L << 53) + 1, (1L << 53) + 3, (1L << 54) - 1}) {
      BigInteger half = BigInteger.valueOf(odd).multiply(scale);
      double below = odd - 1;
      double above = odd + 1;
      double even = (odd - 1) / 2 % 2 == 0 ? below : above;
      assertThat(Quotient.of(half, scale)).isEqualTo(even);
      assertThat(Quotient.of(half.add(BigInteger.ONE), scale)).isEqualTo(above);
      assertThat(Quotient.of(half.subtract(BigInteger.ONE), scale)).isEqualTo(below);
      assertThat(Quotient.of(half.negate().subtract(BigInteger.ONE), scale)).isEqualTo(-above);
    }
  }

  /** Below the smallest normal double there are fewer digits, and still one rounding. */
  @Test
  void roundsOnceWhereDoublesLoseDigits() {
    long seed = 1074;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 5_000; run++) {
      // m + ½ units of the last place, and a hair that no double of 53 digits can see
      long m = 1 + (random.nextLong() >>> random.nextInt(12, 60));
      BigInteger half = BigInteger.valueOf(2 * m + 1).shiftLeft(100);
      BigInteger denominator = BigInteger.ONE.shiftLeft(1075 + 100);
      assertThat(Quotient.of(half.add(BigInteger.ONE), denominator))
          .as("seed %d, run %d: just above %d and a half", seed, run, m)
          .isEqualTo((m + 1) * Double.MIN_VALUE);
      assertThat(Quotient.of(half.subtract(BigInteger.ONE), denominator))
          .as("seed %d, run %d: just below %d and a half", seed, run, m)
          .isEqualTo(m * Double.MIN_VALUE);
      assertThat(Quotient.of(half, denominator))
          .as("seed %d, run %d: %d and a half", seed, run, m)
          .isEqualTo((m + (m & 1)) * Double.MIN_VALUE);
    }
  }

  @Test
  void goesToTheEndsOfADoublesRange() {
    BigInteger one = BigInteger.ONE;
    assertThat(Quotient.of(one, one.shiftLeft(1074))).isEqualTo(Double.MIN_VALUE);
    assertThat(Quotient.of(one.negate(), one.shiftLeft(1074))).isEqualTo(-Double.MIN_VALUE);
    assertThat(Quotient.of(one, one.shiftLeft(5000))).isZero();
    assertThat(Quotient.of(one.shiftLeft(1023), one)).isEqualTo(0x1p1023);
    assertThat(Quotient.of(one.shiftLeft(1024), one)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Quotient.of(BigInteger.ZERO, one)).isEqualTo(0.0);
    assertThat(Quotient.of(one.shiftLeft(9000), one.shiftLeft(9001))).isEqualTo(0.5);
  }
}
