package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QuotientSumTest {

  @Test
  void isTheExactSumRoundedOnce() {
    isTheExactSum(200);
  }

  @Test
  @Tag("slow")
  void isTheExactSumRoundedOnceInManyCases() {
    isTheExactSum(100_000);
  }

  /** Up to 12 quotients of numbers up to 2^126, as Pearson's chi-square adds them. */
  private static void isTheExactSum(int cases) {
    long seed = 256;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      QuotientSum sum = new QuotientSum();
      Fraction exact = Fraction.ZERO;
      for (int terms = random.nextInt(13); terms > 0; terms--) {
        BigInteger numerator = integer(random).multiply(integer(random));
        BigInteger denominator = integer(random).multiply(integer(random));
        sum.add(numerator, denominator);
        exact = exact.plus(new Fraction(numerator, denominator));
      }
      BigInteger by = integer(random);
      BigInteger under = integer(random);
      Fraction product =
          new Fraction(exact.numerator().multiply(by), exact.denominator().multiply(under));
      assertThat(sum.times(by, under)).as("seed %d, run %d", seed, run).isEqualTo(product.value());
    }
  }

  private static BigInteger integer(SplittableRandom random) {
    return BigInteger.valueOf(1 + (random.nextLong() >>> random.nextInt(1, 64)));
  }

  @Test
  void isZeroWithoutQuotients() {
    assertThat(new QuotientSum().times(BigInteger.TEN, BigInteger.ONE)).isZero();
  }

  @Test
  void addsThirdsToOne() {
    QuotientSum sum = new QuotientSum();
    for (int i = 0; i < 3; i++) {
      sum.add(BigInteger.ONE, BigInteger.valueOf(3));
    }
    assertThat(sum.times(BigInteger.valueOf(7), BigInteger.TWO)).isEqualTo(3.5);
  }
}
