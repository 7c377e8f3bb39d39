package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PositiveSumTest {

  @Test
  void isTheNearestDoubleButForOneUlp() {
    isNearTheExactSum(300);
  }

  @Test
  @Tag("slow")
  void isTheNearestDoubleButForOneUlpInManyCases() {
    isNearTheExactSum(100_000);
  }

  private static void isNearTheExactSum(int cases) {
    long seed = 1965;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      PositiveSum sum = new PositiveSum();
      BigDecimal exact = BigDecimal.ZERO;
      double sign = run % 2 == 0 ? 1 : -1;
      for (int terms = random.nextInt(200); terms > 0; terms--) {
        double term = sign * Math.scalb(random.nextDouble(), -random.nextInt(60));
        sum.add(term);
        exact = exact.add(new BigDecimal(term));
      }
      double expected = exact.doubleValue();
      assertThat(Math.abs(sum.value() - expected))
          .as("seed %d, run %d", seed, run)
          .isLessThanOrEqualTo(Math.ulp(expected));
    }
  }

  /** Each of the small ones is lost by itself. */
  @Test
  void keepsAMillionTermsThatAreLostOneByOne() {
    PositiveSum sum = new PositiveSum();
    sum.add(1);
    for (int i = 0; i < 1_000_000; i++) {
      sum.add(0x1p-54);
    }
    assertThat(sum.value()).isEqualTo(1 + 1_000_000 * 0x1p-54);
  }

  @Test
  void isZeroWithoutTerms() {
    assertThat(new PositiveSum().value()).isZero();
  }
}
