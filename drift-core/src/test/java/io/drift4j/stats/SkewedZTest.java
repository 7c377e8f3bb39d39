package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SkewedZTest {

  /** What is called further out has no larger p, whatever the skewness and degrees of both. */
  @Test
  void isCertainOnlyOfWhatIsSo() {
    long seed = 20261205;
    SplittableRandom random = new SplittableRandom(seed);
    int certain = 0;
    for (int i = 0; i < 60_000; i++) {
      SkewedZ near = near(random);
      SkewedZ far = beyond(near, random);
      if (far.isCertainlyBeyond(near)) {
        certain++;
        double p = near.logPValue();
        assertThat(far.logPValue())
            .as("seed %d, case %d", seed, i)
            .isLessThanOrEqualTo(p + 1e-12 * Math.abs(p));
      }
    }
    assertThat(certain).isBetween(10_000, 50_000);
  }

  @Test
  void findsTheLargestPOfSeveral() {
    long seed = 20261206;
    SplittableRandom random = new SplittableRandom(seed);
    int nearest = 0;
    for (int i = 0; i < 10_000; i++) {
      SkewedZ first = near(random);
      SkewedZ second = beyond(first, random);
      SkewedZ third = beyond(first, random);
      List<SkewedZ> all = List.of(third, first, second);
      double largest =
          Collections.max(Stream.of(first, second, third).map(SkewedZ::logPValue).toList());
      SkewedZ found = SkewedZ.largest(all, Function.identity());
      assertThat(found.logPValue())
          .as("seed %d, case %d", seed, i)
          .isGreaterThanOrEqualTo(largest + 1e-12 * largest);
      nearest += found == first ? 1 : 0;
    }
    assertThat(nearest).isBetween(5_000, 9_990);
  }

  @Test
  void hasNoEvidenceWhereNothingDiffersOrVaries() {
    assertThat(new SkewedZ(0, 0, 37.5).logPValue()).isZero();
    assertThat(List.of(new SkewedZ(0, 0, 9), new SkewedZ(0, 0, 8)))
        .extracting(z -> z.isCertainlyBeyond(new SkewedZ(0, 0, 8)))
        .containsExactly(true, true);
  }

  private static SkewedZ near(SplittableRandom random) {
    double sign = random.nextInt(2) * 2 - 1;
    double z = sign * Math.exp(6 * random.nextDouble() - 3.5);
    return new SkewedZ(z, 1.2 * (random.nextDouble() - 0.5), Math.exp(6 * random.nextDouble()));
  }

  private static SkewedZ beyond(SkewedZ near, SplittableRandom random) {
    double product = random.nextDouble() * random.nextDouble() * random.nextDouble();
    return new SkewedZ(
        near.z() * (1 + product),
        near.skewness() * (1 + 0.5 * (random.nextDouble() - 0.5)),
        near.degrees() * (1 + random.nextInt(2) * 8 * random.nextDouble()));
  }
}
