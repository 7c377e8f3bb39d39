package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Sum128Test {

  /** Products of every size, so that carries and signs of the upper half all occur. */
  @Test
  void isTheSumOfProductsWhateverTheirSigns() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      Sum128 sum = new Sum128();
      BigInteger expected = BigInteger.ZERO;
      for (int j = random.nextInt(4); j >= 0; j--) {
        long a = random.nextLong() >> random.nextInt(2, 64);
        long b = random.nextLong() >> random.nextInt(2, 64);
        sum.addProduct(a, b);
        expected = expected.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
        assertThat(sum.value()).isEqualTo(expected);
      }
    }
  }

  @Test
  void goesBeyondALongAndComesBack() {
    Sum128 sum = new Sum128();
    sum.addProduct(Long.MAX_VALUE, 2);
    assertThat(sum.value()).isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.TWO));
    sum.addProduct(1, 2);
    assertThat(sum.value()).isEqualTo(BigInteger.TWO.pow(64));
    sum.addProduct(Long.MIN_VALUE, 4);
    assertThat(sum.value()).isEqualTo(BigInteger.TWO.pow(64).negate());
    sum.addProduct(Long.MAX_VALUE, 2);
    sum.addProduct(1, 1);
    assertThat(sum.value()).isEqualTo(-1);
  }
}
