package io.drift4j;

import io.drift4j.ShareForesight.Amounts;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.HistoryScoreTest;
import io.drift4j.stats.Interval;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Ratios of amounts in two windows, standardised to the strata that both have, and the test between
 * them. Of stratum g, with P and E above and below the line, 1 in the baseline and 2 in the current
 * window:
 *
 * <pre>
 *   r_g   = (P₁ + P₂) / (E₁ + E₂)          w_g = E₁ E₂ / (E₁ + E₂)
 *   score = p − r_g e of each record       Σ scores of the current window = Σ w_g (P₂ / E₂ − P₁ / E₁)
 *   value = Σ w_g P_i / E_i / Σ w_g        i = 1, 2
 * </pre>
 */
final class Ratios {

  /** So many standard errors above 0 is a value of which another is a multiple. */
  private static final double SURELY = 2;

  private final HistoryDays days;
  private final List<RatioStratum> strata;
  private final DayScores scores;
  private final double weight; // Σ w

  Ratios(HistoryDays days, List<RatioStratum> strata) {
    this.days = days;
    this.strata = strata.stream().filter(RatioStratum::isInBoth).toList();
    this.scores = scores();
    this.weight = sum(RatioStratum::weight);
  }

  private DayScores scores() {
    long[] counts = new long[days.size()];
    double[] sums = new double[days.size()];
    double[] squares = new double[days.size()];
    double[] cubes = new double[days.size()];
    for (RatioStratum stratum : strata) {
      double ratio = stratum.ratio();
      for (int day = 0; day < counts.length; day++) {
        counts[day] += stratum.count(day);
        sums[day] += stratum.scores(day, ratio);
        squares[day] += stratum.squares(day, ratio);
        cubes[day] += stratum.cubes(day, ratio);
      }
    }
    return DayScores.ofSums(days.first(), counts, sums, squares, cubes);
  }

  private double sum(ToDoubleFunction<RatioStratum> number) {
    double sum = 0;
    for (RatioStratum stratum : strata) {
      sum += number.applyAsDouble(stratum);
    }
    return sum;
  }

  boolean areThere() {
    return !strata.isEmpty();
  }

  boolean canBeTested() {
    return HistoryScoreTest.isPossible(days.history(scores), days.current(scores));
  }

  void tell(Evidence.Builder evidence) {
    HistoryScoreTest.Result result =
        HistoryScoreTest.withDefaults()
            .test(days.history(scores), days.baseline(scores), days.current(scores));
    double before = sum(s -> s.weight() * s.before()) / weight;
    double now = sum(s -> s.weight() * s.now()) / weight;
    evidence
        .values(before, now)
        .test("history-score", result.logPValue())
        .dispersion(result.dispersion())
        .figure(Figure.AMOUNT_BELOW, sum(RatioStratum::belowInCurrent))
        .intervals(level -> interval(now - before, result, level))
        .series(series());
    if (result.standardError() > 0) {
      evidence.standardError(error(result));
      if (strata.size() == 1 && strata.get(0).isShare()) {
        Amounts amounts = strata.get(0).amounts(days);
        evidence.foresight(sign -> new ShareForesight(before, amounts, result, sign));
      }
    }
    if (now >= 0 && before > 0 && before > SURELY * errorOfBefore(result)) {
      evidence.effect("ratio", now / before);
    }
  }

  /** Of the difference of the values where there is none: that of Σ scores, divided by Σ w. */
  private double error(HistoryScoreTest.Result result) {
    double n = days.baseline(scores).count();
    double m = days.current(scores).count();
    return result.standardError() / (1 / n + 1 / m) / weight;
  }

  /** Of the value of the baseline, with the variance about its own ratios. */
  private double errorOfBefore(HistoryScoreTest.Result result) {
    double variance =
        result.dispersionOfBaseline()
            * sum(
                s ->
                    square(s.weight() / s.belowInBaseline())
                        * days.sumInBaseline(day -> s.squares(day, s.before())));
    return StrictMath.sqrt(variance) / weight;
  }

  /** With the variance of either window about its own ratios. */
  private Interval interval(double delta, HistoryScoreTest.Result result, double level) {
    double ofBefore = square(errorOfBefore(result) * weight);
    double ofNow =
        result.dispersionOfCurrent()
            * sum(
                s ->
                    square(s.weight() / s.belowInCurrent())
                        * days.sumInCurrent(day -> s.squares(day, s.now())));
    double error = StrictMath.sqrt(ofBefore + ofNow) / weight;
    return Proportions.agreeing(
        result.interval(delta, error, level), result.logPValue() > StrictMath.log(1 - level));
  }

  private static double square(double number) {
    return number * number;
  }

  /** What is above the line as events, what is below it as records. */
  private Series series() {
    long[] below = new long[days.size()];
    double[] above = new double[days.size()];
    for (RatioStratum stratum : strata) {
      for (int day = 0; day < below.length; day++) {
        below[day] += stratum.below(day);
        above[day] += stratum.above(day);
      }
    }
    return DaySeries.of(days, DayScores.ofSums(days.first(), below, above, above, above));
  }
}
