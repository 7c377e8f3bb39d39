package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class FalseCoverageIntervalTest {

  @Test
  void isOneMinusQTimesTheSelectedShare() {
    assertThat(FalseCoverageInterval.level(0.05, 10, 10)).isEqualTo(0.95);
    assertThat(FalseCoverageInterval.level(0.05, 1, 10)).isEqualTo(0.995);
    assertThat(FalseCoverageInterval.level(0.05, 1, 1)).isEqualTo(0.95);
    assertThat(FalseCoverageInterval.level(0.5, 1L << 61, 1L << 62)).isEqualTo(0.75);
  }

  /** 100 normal means, of which 20 are 2, selected by Benjamini-Hochberg at 0.1. */
  @Test
  void keepsTheShareOfSelectedIntervalsThatMissBelowQ() {
    SplittableRandom random = new SplittableRandom(2005);
    double q = 0.1;
    int runs = 4_000;
    double adjusted = 0;
    double plain = 0;
    for (int run = 0; run < runs; run++) {
      double[] z = new double[100];
      double[] logs = new double[100];
      for (int i = 0; i < z.length; i++) {
        z[i] = random.nextGaussian() + (i < 20 ? 2 : 0);
        logs[i] = Tail.twoSidedNormal(z[i]);
      }
      double[] logAdjusted = Adjustment.BENJAMINI_HOCHBERG.adjust(logs);
      int selected = 0;
      for (double log : logAdjusted) {
        selected += log <= Math.log(q) ? 1 : 0;
      }
      if (selected > 0) {
        double wide = halfWidth(FalseCoverageInterval.level(q, selected, z.length));
        double narrow = halfWidth(1 - q);
        for (int i = 0; i < z.length; i++) {
          if (logAdjusted[i] <= Math.log(q)) {
            double miss = Math.abs(z[i] - (i < 20 ? 2 : 0));
            adjusted += miss > wide ? 1.0 / selected / runs : 0;
            plain += miss > narrow ? 1.0 / selected / runs : 0;
            assertThat(Math.abs(z[i])).isGreaterThan(wide * (1 - 1e-9));
          }
        }
      }
    }
    System.out.printf("false coverage rate %.4f, plain intervals %.4f%n", adjusted, plain);
    assertThat(adjusted).isLessThan(q);
    assertThat(plain).isGreaterThan(q);
  }

  private static double halfWidth(double level) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
  }

  @Test
  void refusesWhatIsNoSelectionByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseCoverageInterval.level(0.05, 0, 10))
        .withMessage("selected effects must be 1 to the total 10, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseCoverageInterval.level(0.05, 11, 10))
        .withMessage("selected effects must be 1 to the total 10, not 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseCoverageInterval.level(0.05, 1, Long.MAX_VALUE))
        .withMessageEndingWith("is 1: use a larger rate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseCoverageInterval.level(0, 1, 2))
        .withMessage("level must be in (0, 1), not 0.0");
  }
}
