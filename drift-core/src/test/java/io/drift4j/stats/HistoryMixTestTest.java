package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Chi-square of a mix whose days resemble each other. */
class HistoryMixTestTest {

  private static final int HISTORY = 364;
  private static final int BASELINE = 90;
  private static final int CURRENT = 14;
  private static final HistoryMixTest TEST = HistoryMixTest.withDefaults();

  private static HistoryMixTest.Result test(DayCategories all) {
    return TEST.test(
        all.part(0, HISTORY),
        all.part(HISTORY - BASELINE, HISTORY),
        all.part(HISTORY, HISTORY + CURRENT));
  }

  /** Shares like those of reasons: each rarer than the one before. */
  private static double[] shares(int categories) {
    double[] shares = new double[categories];
    Arrays.setAll(shares, c -> 1 / (2.0 + c));
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  /** Draws days; categories too rare for this volume are put together as a lens does. */
  private static DayCategories draw(
      Dice dice, double[] usual, double[] changed, double aDay, double rho) {
    int groups = groups(usual, aDay);
    DayCategories.Builder days = DayCategories.builder(0, HISTORY + CURRENT, Math.max(2, groups));
    for (int day = 0; day < HISTORY + CURRENT; day++) {
      double[] p = dice.dirichlet(day < HISTORY ? usual : changed, rho);
      for (int i = dice.poisson(aDay); i > 0; i--) {
        days.add(day, Math.min(groups - 1, dice.place(p)), 1);
      }
    }
    return days.build();
  }

  private static int groups(double[] shares, double aDay) {
    int groups = 0;
    while (groups < shares.length && shares[groups] * aDay * CURRENT >= 6) {
      groups++;
    }
    double rest = 0;
    for (int c = groups; c < shares.length; c++) {
      rest += shares[c];
    }
    return rest * aDay * CURRENT >= 6 ? groups + 1 : groups;
  }

  /** How many per mille of runs have p at most .05 and .001. */
  private static double[] found(
      int runs, double[] usual, double[] changed, double aDay, double rho) {
    Dice dice = new Dice(31 * runs + usual.length + Math.round(1000 * (aDay + rho)));
    double[] found = new double[2];
    for (int run = 0; run < runs; run++) {
      double logP = test(draw(dice, usual, changed, aDay, rho)).logPValue();
      found[0] += logP <= Math.log(0.05) ? 1000.0 / runs : 0;
      found[1] += logP <= Math.log(0.001) ? 1000.0 / runs : 0;
    }
    return found;
  }

  /** By the formula, product by product; some days are larger, so that categories vary alike. */
  @Test
  void moreCategoriesThanDaysAreTakenByDays() {
    int days = 40;
    int categories = 60;
    SplittableRandom random = new SplittableRandom(11);
    DayCategories.Builder counts = DayCategories.builder(0, days + 5, categories);
    double[][] x = new double[categories][days];
    for (int day = 0; day < days + 5; day++) {
      for (int c = 0; c < categories; c++) {
        int count = 1 + random.nextInt(day % 7 == 0 && c % 3 == 0 ? 60 : 20);
        counts.add(day, c, count);
        if (day < days) {
          x[c][day] = count;
        }
      }
    }
    DayCategories all = counts.build();
    double freedom = (categories - 1) / (1 + unevenness(x));
    assertThat(freedom).isBetween(5.0, 0.9 * categories);
    assertThat(
            TEST.test(all.part(0, days), all.part(20, days), all.part(days, days + 5))
                .degreesAbove())
        .isCloseTo(freedom, within(1e-12 * freedom));
  }

  /** a². */
  private static double unevenness(double[][] x) {
    int days = x[0].length;
    double[] sizes = new double[days];
    Arrays.stream(x).forEach(of -> Arrays.setAll(sizes, j -> sizes[j] + of[j]));
    double all = Arrays.stream(sizes).sum();
    double[][] z = new double[x.length][days];
    double[] squares = new double[days];
    for (int c = 0; c < x.length; c++) {
      double p = Arrays.stream(x[c]).sum() / all;
      for (int j = 0; j < days; j++) {
        z[c][j] = (x[c][j] - sizes[j] * p) / Math.sqrt(p);
        squares[j] += z[c][j] * z[c][j];
      }
    }
    double q = Arrays.stream(squares).map(square -> square * square).sum();
    double sum = Arrays.stream(squares).sum();
    return (x.length - 1) * (squaredProducts(z) - q) / (sum * sum - q) - 1;
  }

  private static double squaredProducts(double[][] z) {
    double sum = 0;
    for (double[] one : z) {
      for (double[] other : z) {
        double product = 0;
        for (int j = 0; j < one.length; j++) {
          product += one[j] * other[j];
        }
        sum += product * product;
      }
    }
    return sum;
  }

  @Test
  void twoCategoriesAreAProportion() {
    DayScores.Builder scores = DayScores.builder(0, HISTORY + CURRENT);
    DayCategories.Builder days = DayCategories.builder(0, HISTORY + CURRENT, 2);
    SplittableRandom random = new SplittableRandom(7);
    for (int day = 0; day < HISTORY + CURRENT; day++) {
      long denied = random.nextInt(9);
      scores.add(day, 1, denied).add(day, 0, 20 - denied);
      days.add(day, 1, denied).add(day, 0, 20 - denied);
    }
    DayScores all = scores.build();
    HistoryScoreTest.Result score =
        HistoryScoreTest.withDefaults()
            .test(
                all.part(0, HISTORY),
                all.part(HISTORY - BASELINE, HISTORY),
                all.part(HISTORY, HISTORY + CURRENT));
    HistoryMixTest.Result mix = test(days.build());
    double square = score.statistic() * score.statistic() * score.dispersion();
    assertThat(mix.statistic()).isCloseTo(square, within(1e-9));
    assertThat(mix.dispersion())
        .as("about one mean and not each quarter's, with an allowance of its own")
        .isCloseTo(score.dispersion(), within(0.1))
        .isGreaterThan(1.2);
    assertThat(mix.degreesAbove()).isEqualTo(1);
    assertThat(mix.logPValue())
        .as("Student's, without skewness")
        .isCloseTo(
            Tail.twoSidedStudent(StrictMath.sqrt(square / mix.dispersion()), mix.degreesBelow()),
            within(1e-9));
  }

  /** 30, 20, 10 of 60 and 10, 10, 20 of 40: shares .4, .3, .3 of 100. */
  @Test
  void chiSquareIsThatOfHomogeneity() {
    DayCategories.Builder days = DayCategories.builder(0, HISTORY + CURRENT, 3);
    for (int day = 0; day < 60; day++) {
      days.add(HISTORY - 60 + day, day % 6 < 3 ? 0 : day % 6 < 5 ? 1 : 2, 1);
    }
    days.add(HISTORY, 0, 10).add(HISTORY + 5, 1, 10).add(HISTORY + 9, 2, 20);
    double pearson =
        40.0
            * 60
            / 100
            * (0.25 * 0.25 / 0.4
                + Math.pow(1 / 3.0 - 0.25, 2) / 0.3
                + Math.pow(1 / 6.0 - 0.5, 2) / 0.3);
    assertThat(test(days.build()).statistic()).isCloseTo(pearson * 99 / 100, within(1e-12));
  }

  @Test
  void theOrderOfCategoriesAndOfCellsDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(11);
    DayCategories.Builder one = DayCategories.builder(0, HISTORY + CURRENT, 3);
    DayCategories.Builder other = DayCategories.builder(0, HISTORY + CURRENT, 3);
    for (int day = 0; day < HISTORY + CURRENT; day++) {
      for (int c = 0; c < 3; c++) {
        long count = random.nextInt(10);
        one.add(day, c, count);
        other.add(HISTORY + CURRENT - 1 - day, 2 - c, 0).add(day, 2 - c, 1).add(day, 2 - c, count);
        one.add(day, c, 1);
      }
    }
    HistoryMixTest.Result result = test(one.build());
    assertThat(test(other.build()).logPValue()).isCloseTo(result.logPValue(), within(1e-12));
    assertThat(result.logPValue()).isLessThan(0);
  }

  @Test
  void aHistoryThatIsTooShortIsRefused() {
    DayCategories few = DayCategories.builder(0, 28, 2).add(0, 0, 9).add(20, 1, 9).build();
    assertThat(HistoryMixTest.isPossible(few.part(0, 14), few.part(14, 28))).isFalse();
    assertThatThrownBy(() -> TEST.test(few.part(0, 14), few.part(0, 14), few.part(14, 28)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more days of history");
  }

  /** Where one category alone varies from day to day, its freedom is near 1. */
  @Test
  void whatVariesByItselfHasFewDegreesOfFreedom() {
    Dice dice = new Dice(5);
    DayCategories.Builder one = DayCategories.builder(0, HISTORY + CURRENT, 5);
    DayCategories.Builder all = DayCategories.builder(0, HISTORY + CURRENT, 5);
    double[] even = {0.2, 0.2, 0.2, 0.2, 0.2};
    for (int day = 0; day < HISTORY + CURRENT; day++) {
      double first = dice.uniform() < 0.5 ? 0.05 : 0.35;
      double rest = (1 - first) / 4;
      double[] p = {first, rest, rest, rest, rest};
      for (int i = 0; i < 100; i++) {
        one.add(day, dice.place(p), 1);
        all.add(day, dice.place(even), 1);
      }
    }
    assertThat(test(one.build()).degreesAbove()).isBetween(1.0, 1.5);
    assertThat(test(all.build()).degreesAbove()).isBetween(3.8, 4.0);
  }

  /** At 99.9 % significance: 2,000 runs. */
  @Test
  void falseAlarmsAreAsManyAsSaid() {
    for (double rho : new double[] {0, 0.05}) {
      double[] found = found(2000, shares(10), shares(10), 20, rho);
      assertThat(found[0]).as("per mille at .05, rho %s", rho).isBetween(20.0, 65 + 17.0);
      assertThat(found[1]).as("per mille at .001, rho %s", rho).isLessThanOrEqualTo(3 + 4.0);
    }
  }

  @Test
  void aCategoryThatGrowsByTenPointsIsFound() {
    double[] usual = shares(10);
    double[] changed = usual.clone();
    changed[0] -= 0.1;
    changed[4] += 0.1;
    assertThat(found(300, usual, changed, 20, 0)[1]).isBetween(780.0, 960.0);
    assertThat(found(300, usual, changed, 20, 0.05)[0]).isBetween(500.0, 1000.0);
  }

  /** The whole grid, printed. */
  @Tag("proof")
  @Test
  void falseAlarmsOfTheWholeGrid() {
    for (int categories : new int[] {3, 10, 40}) {
      for (double aDay : new double[] {5, 20, 100}) {
        for (double rho : new double[] {0, 0.01, 0.05}) {
          int runs = aDay == 100 ? 600 : 2000;
          double[] found = found(runs, shares(categories), shares(categories), aDay, rho);
          System.out.printf(
              java.util.Locale.ROOT,
              "mix of %d, %.0f a day, rho %.2f: %.1f / %.2f per mille of %d%n",
              categories,
              aDay,
              rho,
              found[0],
              found[1],
              runs);
          double at = 3.3 * Math.sqrt(65 * 935.0 / runs);
          double far = 3.3 * Math.sqrt(3 * 997.0 / runs);
          assertThat(found[0]).isLessThan(65 + at);
          assertThat(found[1]).isLessThan(3 + far);
        }
      }
    }
  }
}
