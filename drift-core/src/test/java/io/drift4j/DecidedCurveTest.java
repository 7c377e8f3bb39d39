package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a hazard ratio makes of the share that has ended, or has had the event, by each age. */
class DecidedCurveTest {

  private static DecidedCurve curve(double... hazards) {
    return new DecidedCurve(hazards, hazards.length - 1);
  }

  /** A half of what is open, three times: 50, 75, 87.5 %. */
  @Test
  void isWhatAPencilFinds() {
    DecidedCurve curve = curve(0.5, 0.5, 0.5);
    assertThat(curve.byAge()).containsExactly(0.5, 0.75, 0.875);
    assertThat(curve.decided()).isEqualTo(0.875);
    assertThat(curve.quantile(0.75)).isEqualTo(1);
    assertThat(curve.quantile(0.625)).isEqualTo(0.5);
    assertThat(curve.quantile(0.99)).isEqualTo(2);
    assertThat(curve.reached()).isEqualTo(2);
    assertThat(curve.restrictedMean()).isEqualTo(0.875);
    double slow = 1 - Math.sqrt(1 / 8.0); // is decided at half the hazard
    assertThat(curve.shift(0.5)).isCloseTo(2 - (slow - 0.5) / 0.25, within(1e-15));
    assertThat(curve.shift(2)).isCloseTo(-curve.shift(0.5), within(1e-15));
  }

  @Test
  void doesNotShiftWhereNothingChanges() {
    assertThat(curve(0.5, 0.5, 0.5).shift(1)).isZero();
    assertThat(curve(0.1, 0.2, 0, 0).shift(1)).as("nobody decides at weekends").isZero();
    assertThat(curve(0.6, 0, 0, 0).shift(1)).as("only at once").isZero();
    assertThat(curve(0.2, 1, 0).shift(1)).as("all").isZero();
  }

  /** A level that is reached at the first age is reached at age 0, and not before. */
  @Test
  void hasNoNegativeAge() {
    DecidedCurve curve = curve(0.6, 0.05, 0.05);
    assertThat(curve.quantile(0.3)).isZero();
    assertThat(curve.quantile(0)).isZero();
    assertThat(curve.shift(0)).isEqualTo(2);
    assertThat(curve.shift(0.01)).isEqualTo(2);
    assertThat(curve.shift(Double.POSITIVE_INFINITY)).isEqualTo(-2);
  }

  @Test
  void shiftsTheMoreTheFurtherTheRatioIsFromOne() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      double[] hazards = random.doubles(1 + random.nextInt(14), 0, 0.3).toArray();
      hazards[random.nextInt(hazards.length)] = 0;
      DecidedCurve curve = curve(hazards);
      double last = curve.reached();
      for (double ratio = 0; ratio < 4; ratio += 0.125) {
        double shift = curve.shift(ratio);
        assertThat(shift).as("case %d, ratio %s", i, ratio).isLessThanOrEqualTo(last + 1e-12);
        assertThat((ratio <= 1 ? shift : -shift) + 0.0).isBetween(0.0, curve.reached());
        last = shift;
      }
    }
  }

  /** 10 % have the event of 100, then of the 70 that are left: 10 + 7. */
  @Test
  void ofOneCauseIsWhatAPencilFinds() {
    Incidence incidence = new Incidence(new double[] {0.1, 0.1}, new double[] {0.2, 0.2}, 1);
    assertThat(incidence.of(1)).isCloseTo(0.17, within(1e-15));
    assertThat(incidence.of(2)).isCloseTo(0.2 + 0.6 * 0.2, within(1e-15));
    assertThat(incidence.of(0)).isZero();
    assertThat(incidence.of(Double.POSITIVE_INFINITY)).isCloseTo(0.8, within(1e-15));
    assertThat(incidence.decided()).isCloseTo(1 - 0.49, within(1e-15));
    assertThat(new Incidence(new double[] {0}, new double[] {1}, 0).of(Double.POSITIVE_INFINITY))
        .isZero();
  }

  // ---- intervals say what the test says

  @Test
  void intervalsHoldNoChangeExactlyIfTheTestDoesNotRefuseIt() {
    Interval beyond = new Interval(0.01, 0.05, 0.95);
    assertThat(Proportions.agreeing(beyond, false)).isEqualTo(beyond);
    assertThat(Proportions.agreeing(beyond, true)).isEqualTo(new Interval(0, 0.05, 0.95));
    Interval below = new Interval(-0.05, -0.01, 0.95);
    assertThat(Proportions.agreeing(below, false)).isEqualTo(below);
    assertThat(Proportions.agreeing(below, true)).isEqualTo(new Interval(-0.05, 0, 0.95));
    Interval about = new Interval(-0.01, 0.05, 0.95);
    assertThat(Proportions.agreeing(about, true)).isEqualTo(about);
    assertThat(Proportions.agreeing(about, false).contains(0)).isFalse();
    assertThat(Proportions.agreeing(about, false).high()).isEqualTo(0.05);
    Interval other = new Interval(-0.05, 0.01, 0.95);
    assertThat(Proportions.agreeing(other, false).contains(0)).isFalse();
    assertThat(Proportions.agreeing(other, false).low()).isEqualTo(-0.05);
  }
}
