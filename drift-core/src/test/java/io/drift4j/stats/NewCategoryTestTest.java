package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Categories that no earlier day had. */
class NewCategoryTestTest {

  private static final int HISTORY = 364;
  private static final int CURRENT = 7;
  private static final int DAYS = HISTORY + CURRENT;

  private static NewCategoryTest.Result test(DayCategories all) {
    return NewCategoryTest.withDefaults().test(all.part(0, HISTORY), all.part(HISTORY, DAYS));
  }

  /** Ten a day of the first category. */
  private static DayCategories.Builder tenADay(int categories) {
    DayCategories.Builder all = DayCategories.builder(0, DAYS, categories);
    for (int day = 0; day < DAYS; day++) {
      all.add(day, 0, 10);
    }
    return all;
  }

  /**
   * Nothing ever appeared: λ = ½ · 75 / 1820, P(5) = .5 / 1.5 · 1.5 / 2.5 · 2.5 / 3.5 · 3.5 / 4.5.
   */
  @Test
  void whereNothingEverAppearedThePriorSpeaks() {
    NewCategoryTest.Result result = test(tenADay(3).add(HISTORY + 3, 2, 5).build());
    double byChance = 0.5 * 75 / 1820 * 0.5 / 4.5;
    assertThat(result.byChance()).isCloseTo(byChance, within(1e-15));
    assertThat(result.logPValue()).isCloseTo(Math.log(-Math.expm1(-byChance)), within(1e-12));
    assertThat(result.category()).isEqualTo(2);
    assertThat(result.statistic()).isEqualTo(5);
    assertThat(result.categories()).isEqualTo(1);
    assertThat(result.appeared()).isZero();
  }

  /** Two that appeared in the last 182 days, with 3 and 1 in their week: S = 2, N = 1826. */
  @Test
  void whatAppearedBeforeIsWhatIsUsual() {
    DayCategories all =
        tenADay(5)
            .add(100, 1, 50) // in the earlier half, and what follows is not new
            .add(300, 1, 50)
            .add(HISTORY - 14, 2, 1)
            .add(HISTORY - 8, 2, 2)
            .add(HISTORY - 1, 3, 1)
            .add(DAYS - 1, 4, 2)
            .build();
    NewCategoryTest.Result result = test(all);
    assertThat(result.appeared()).isEqualTo(2);
    assertThat(result.byChance())
        .isCloseTo(2.5 * 72 / (1820 + 50 + 4) * 2.5 / (2 + 2 + 1.5), within(1e-15));
  }

  @Test
  void nothingNewIsNothing() {
    NewCategoryTest.Result result = test(tenADay(2).add(0, 1, 1).add(DAYS - 1, 1, 900).build());
    assertThat(result.logPValue()).isZero();
    assertThat(result.category()).isEqualTo(-1);
    assertThat(result.byChance()).isZero();
  }

  @Test
  void ofSeveralTheMostFrequentIsJudgedAndOfEqualOnesTheFirst() {
    DayCategories all = tenADay(4).add(HISTORY, 1, 2).add(HISTORY, 2, 3).add(HISTORY, 3, 3).build();
    assertThat(test(all).category()).isEqualTo(2);
    assertThat(test(all).categories()).isEqualTo(3);
  }

  @Test
  void moreRecordsAreLessByChance() {
    double last = 0;
    for (long records : new long[] {1, 2, 5, 20, 1_000, 10_000_000}) {
      double logP = test(tenADay(2).add(HISTORY, 1, records).build()).logPValue();
      assertThat(logP).as("of %s", records).isFinite();
      if (records > 1 && records < 1_000) { // at last all records are of it
        assertThat(logP).isLessThan(last);
      }
      last = logP;
    }
  }

  @Test
  void aShortHistoryIsRefused() {
    DayCategories.Builder late = DayCategories.builder(0, DAYS, 2);
    late.add(HISTORY - 55, 0, 5);
    DayCategories all = late.build();
    assertThat(NewCategoryTest.isPossible(all.part(0, HISTORY), all.part(HISTORY, DAYS))).isFalse();
    assertThatThrownBy(() -> test(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 windows of 7 days");
    assertThatThrownBy(
            () -> NewCategoryTest.withDefaults().test(all.part(0, 300), all.part(HISTORY, DAYS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must follow the history");
  }

  /** Days by categories would be 742 million numbers. */
  @Test
  void memoryIsThatOfWhatWasSeen() {
    int categories = 2_000_000;
    DayCategories.Builder all = DayCategories.builder(0, DAYS, categories);
    for (int day = 0; day < DAYS; day++) {
      all.add(day, 0, 10).add(day, 0, 5);
    }
    DayCategories days = all.add(HISTORY, categories - 1, 2).add(HISTORY, 7, 0).build();
    assertThat(days.count(3, 0)).isEqualTo(15);
    assertThat(days.count(3)).isEqualTo(15);
    assertThat(days.count(HISTORY)).isEqualTo(17);
    assertThat(days.count(HISTORY, categories - 1)).isEqualTo(2);
    assertThat(days.count(HISTORY, 7)).isZero();
    assertThat(test(days).category()).isEqualTo(categories - 1);
  }

  @Test
  void whatIsNoDayOrCategoryIsRefused() {
    DayCategories.Builder all = DayCategories.builder(10, 2, 3);
    for (long[] wrong : new long[][] {{9, 0}, {12, 0}, {10, 3}, {11, -1}}) {
      assertThatThrownBy(() -> all.add(wrong[0], (int) wrong[1], 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /**
   * A few categories for ever, and others that appear at a rate a week, each with a geometric
   * number in a few days, and come back now and then.
   */
  private static DayCategories draw(
      Dice dice, double aDay, double aWeek, double size, int planted) {
    int most = 400;
    DayCategories.Builder all = DayCategories.builder(0, DAYS, most);
    for (int day = 0; day < DAYS; day++) {
      for (int c = 0; c < 4; c++) {
        all.add(day, c, dice.poisson(aDay / 4));
      }
    }
    int next = 4;
    for (int week = 0; week < DAYS / 7; week++) {
      for (int i = dice.poisson(aWeek); i > 0 && next < most - 1; i--, next++) {
        do {
          all.add(week * 7 + (int) (7 * dice.uniform()), next, 1);
        } while (dice.uniform() < 1 - 1 / size);
        int again = week * 7 - (int) (120 * Math.log(dice.uniform()));
        if (again < DAYS) {
          all.add(again, next, 1);
        }
      }
    }
    return all.add(DAYS - 3, most - 1, planted).build();
  }

  /** Codes with a long tail, of which some are seen for the first time every week. */
  private static DayCategories longTail(Dice dice, double aDay, double steepness) {
    int most = 2_000;
    DayCategories.Builder all = DayCategories.builder(0, DAYS, most);
    for (int day = 0; day < DAYS; day++) {
      for (int i = dice.poisson(aDay); i > 0; i--) {
        double rank = Math.pow(1 - dice.uniform(), -1 / (steepness - 1)); // Pareto
        all.add(day, (int) Math.min(most - 1, rank - 1), 1);
      }
    }
    return all.build();
  }

  private static double[] share(int runs, Supplier<DayCategories> drawn) {
    double[] found = new double[2];
    for (int run = 0; run < runs; run++) {
      double logP = test(drawn.get()).logPValue();
      found[0] += logP <= Math.log(0.05) ? 1000.0 / runs : 0;
      found[1] += logP <= Math.log(0.002) ? 1000.0 / runs : 0;
    }
    return found;
  }

  private static double[] appearing(int runs, double aDay, double aWeek, double size, int planted) {
    Dice dice = new Dice(Math.round(runs + 100 * (aDay + 3 * aWeek + 7 * size + planted)));
    return share(runs, () -> draw(dice, aDay, aWeek, size, planted));
  }

  @Test
  void falseAlarmsAreNoMoreThanSaid() {
    double[] rare = appearing(1500, 10, 0.1, 2, 0);
    assertThat(rare[0]).as("per mille at .05").isLessThan(50 + 19.0);
    assertThat(rare[1]).as("per mille at .002").isLessThan(2 + 5.0);
    double[] often = appearing(1000, 10, 1, 2, 0);
    assertThat(often[0]).as("per mille at .05").isLessThan(50 + 23.0);
    Dice dice = new Dice(5);
    assertThat(share(500, () -> longTail(dice, 10, 2))[0]).isLessThan(50 + 33.0);
  }

  @Test
  void tenOfANewCategoryAreFound() {
    assertThat(appearing(200, 10, 0.02, 1.5, 10)[1]).isGreaterThan(800);
  }

  /** The whole grid, printed. */
  @Tag("proof")
  @Test
  void falseAlarmsOfTheWholeGrid() {
    int runs = 2000;
    for (double aWeek : new double[] {0.02, 0.1, 0.5, 2}) {
      for (double size : new double[] {1, 1.5, 3, 6}) {
        double[] found = appearing(runs, 10, aWeek, size, 0);
        double[] ten = appearing(runs / 8, 10, aWeek, size, 10);
        System.out.printf(
            Locale.ROOT,
            "new categories %.2f a week of %.1f: %.1f / %.2f per mille; one of ten more %.0f / %.0f%n",
            aWeek,
            size,
            found[0],
            found[1],
            ten[0],
            ten[1]);
        assertThat(found[0]).isLessThan(50 + 3.3 * Math.sqrt(50 * 950.0 / runs));
        assertThat(found[1]).isLessThan(6 + 3.3 * Math.sqrt(6 * 994.0 / runs));
      }
    }
    for (double steepness : new double[] {1.7, 2, 3}) {
      Dice dice = new Dice(Math.round(steepness * 10));
      double[] found = share(runs / 4, () -> longTail(dice, 10, steepness));
      System.out.printf(
          Locale.ROOT, "long tail %.1f: %.1f / %.2f per mille%n", steepness, found[0], found[1]);
      assertThat(found[0]).isLessThan(50 + 3.3 * Math.sqrt(50 * 950.0 * 4 / runs));
    }
  }
}
