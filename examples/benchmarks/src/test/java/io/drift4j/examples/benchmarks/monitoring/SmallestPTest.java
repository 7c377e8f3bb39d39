package io.drift4j.examples.benchmarks.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SmallestPTest {

  /** Of p with the law of a smallest of 100 independent ones, nearly 100 x are at most x. */
  @Test
  void looksThatAreIndependentAreWorthTheirNumber() {
    SmallestP years = new SmallestP();
    for (int i = 0; i < 100_000; i++) {
      double share = (i + 0.5) / 100_000;
      years.add(StrictMath.log(-StrictMath.expm1(StrictMath.log1p(-share) / 100)));
    }
    assertThat(years.years()).isEqualTo(100_000);
    assertThat(years.looks(1e-4)).isCloseTo(99.5, within(0.5));
    assertThat(years.looks(7e-4)).isCloseTo(96.6, within(0.5));
  }

  @Test
  void aLineOfTheResultsHoldsAllOfIt() {
    Measured measured = Measured.of("row | cell, ρ 0.01");
    measured.append("delays", 3, -1);
    measured.append("delays", 5);
    measured.append("a = b", 7);
    Measured read = Measured.parse(measured.line());
    assertThat(read.cell()).isEqualTo("row | cell, ρ 0.01");
    assertThat(read.get("delays")).containsExactly(3, -1, 5);
    assertThat(read.get("a = b")).containsExactly(7);
    assertThat(read.get("nothing")).isEmpty();
    assertThat(read.line()).isEqualTo(measured.line());
  }

  @Test
  void nightsAreSkippedByTheRhythm() {
    double[] nights = new double[365];
    Arrays.setAll(nights, night -> -night);
    assertThat(Rhythm.NIGHTLY.smallest(nights, 1)).isEqualTo(-364);
    assertThat(Rhythm.WEEKLY.smallest(nights, 1)).isBetween(-364.0, -358.0);
    assertThat(Rhythm.IRREGULAR.smallest(nights, 1)).isBetween(-364.0, -360.0);
  }
}
