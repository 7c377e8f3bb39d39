package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.HistoryScoreTest.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** {@link HistoryScoreTest#overOverlappingSums}. */
class OverlappingScoreTestTest {

  private static final HistoryScoreTest TEST = HistoryScoreTest.overOverlappingSums();

  // ---- beside the formulas

  @Test
  void agreesWithTheFormulasToTenDigitsAndIsTheLargestOfItsThree() {
    long seed = 20261201;
    Random random = new Random(seed);
    int[] chosen = new int[3];
    int exact = 0;
    for (int i = 0; i < 600; i++) {
      Rows rows = Rows.random(random);
      Result result = rows.test();
      List<Part> parts = rows.parts();
      double largest = parts.stream().mapToDouble(Part::logP).max().orElseThrow();
      String what = "seed " + seed + ", case " + i;
      assertThat(result.logPValue()).as(what).isCloseTo(largest, within(tolerance(largest)));
      for (Part part : parts) {
        assertThat(result.logPValue())
            .as(what)
            .isGreaterThanOrEqualTo(part.logP - tolerance(part.logP));
      }
      int which = 0;
      while (Math.abs(parts.get(which).degrees - result.degrees()) > 1e-9) {
        which++;
      }
      chosen[which]++;
      exact += result.isExact() ? 1 : 0;
      parts.get(which).assertIs(result, what);
    }
    System.out.printf(
        "largest p by days %d, by 7 days %d, by 14 days %d, of these exact %d%n",
        chosen[0], chosen[1], chosen[2], exact);
    assertThat(Arrays.stream(chosen).min().orElseThrow()).isGreaterThan(20);
    assertThat(exact).isGreaterThan(20);
  }

  private static double tolerance(double logP) {
    return 1e-10 * Math.max(1, Math.abs(logP));
  }

  /**
   * A year of ones, 182 events and then 182 others: e is ½ or −½ and W / n is ¼. A sum over 7 days
   * is 3.5 or −3.5 but for six in the middle, 2.5, 1.5, .5, −.5, −1.5, −2.5: of 358 starts 352 have
   * the square 12.25, and six 17.5 together. So φ_7 = (352 · 12.25 + 17.5) / (358 · 7 / 4) · 364 /
   * 357. In the same way φ_14 = (338 · 49 + 182) / (351 · 14 / 4) · 364 / 350.
   */
  @Test
  void hasTheDispersionThatAPencilFinds() {
    DayScores days = ones(364 + 14, day -> day < 182 || day >= 364 && day % 2 == 0);
    Result result = TEST.test(days.part(0, 364), days.part(0, 364), days.part(364, 378));
    double ofDays = 364 / 363.0;
    double ofWeeks = (352 * 12.25 + 17.5) / (358 * 7 / 4.0) * (364 / 357.0);
    double ofFortnights = (338 * 49 + 182) / (351 * 14 / 4.0) * (364 / 350.0);
    assertThat(result.degrees()).isEqualTo(37.5);
    assertThat(result.dispersion()).isCloseTo(ofFortnights, within(1e-12));
    OverlappingDispersion dispersion =
        new OverlappingDispersion(days.part(0, 364), days.part(0, 364).totals());
    assertThat(dispersion.parts()).extracting(part -> part.degrees()).contains(357.0, 76.5, 37.5);
    assertThat(dispersion.parts().get(0).bySize().applyAsDouble(1))
        .isCloseTo(ofDays, within(1e-13));
    assertThat(dispersion.parts().get(1).bySize().applyAsDouble(1))
        .isCloseTo(ofWeeks, within(1e-13));
  }

  private static DayScores ones(int days, IntPredicate isEvent) {
    DayScores.Builder builder = DayScores.builder(0, days);
    for (int day = 0; day < days; day++) {
      builder.add(day, isEvent.test(day) ? 1 : 0, 1);
    }
    return builder.build();
  }

  // ---- laws

  @Test
  void readsNoMoreOfDaysThatWereCutOutThanIfTheyHadNeverBeen() {
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      Rows rows = Rows.of(random, 364, 14, 20, 0.1);
      Rows later = rows.withGap(150 + random.nextInt(50), 40);
      Result result = rows.test();
      Result cut = later.test();
      assertThat(cut.difference()).isEqualTo(result.difference());
      assertThat(cut.degrees()).isIn(357.0, 76.5, 37.5);
      assertThat(cut.standardError())
          .isCloseTo(result.standardError(), within(0.03 * result.standardError()));
    }
  }

  @Test
  void turnsWithTheSignOfTheScores() {
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      Rows rows = Rows.random(random);
      Result result = rows.test();
      Result turned = rows.turned().test();
      if (!result.isExact()) {
        assertThat(turned.statistic()).isEqualTo(-result.statistic());
        assertThat(turned.logPValue()).isEqualTo(result.logPValue());
        assertThat(turned.degrees()).isEqualTo(result.degrees());
      }
    }
  }

  @Test
  void leavesOutSumsOfWhichAShortHistoryHasTooFew() {
    Random random = new Random(4);
    assertThat(degrees(Rows.of(random, 364, 14, 20, 0.1))).containsExactly(357.0, 76.5, 37.5);
    assertThat(degrees(Rows.of(random, 196, 14, 20, 0.1))).containsExactly(189.0, 40.5, 19.5);
    assertThat(degrees(Rows.of(random, 182, 14, 20, 0.1))).containsExactly(175.0, 37.5);
    assertThat(degrees(Rows.of(random, 97, 14, 20, 0.1))).containsExactly(90.0);
    assertThat(degrees(Rows.of(random, 16, 2, 20, 0.1))).containsExactly(9.0);
    assertThat(degrees(Rows.of(random, 6, 2, 20, 0.1))).containsExactly(1.0);
  }

  private static List<Double> degrees(Rows rows) {
    DayScores history = rows.history();
    return new OverlappingDispersion(history, history.totals())
        .parts().stream().map(part -> part.degrees()).toList();
  }

  @Test
  void testsWheneverItIsPossible() {
    Random random = new Random(5);
    int possible = 0;
    for (int i = 0; i < 300; i++) {
      Rows rows = Rows.of(random, 1 + random.nextInt(40), 1 + random.nextInt(14), 1, 0.3);
      DayScores history = rows.history();
      if (history.count() > 0 && rows.current().count() > 0) {
        if (HistoryScoreTest.isPossible(history, rows.current())) {
          possible++;
          assertThat(rows.test().logPValue()).isFinite().isNotPositive();
        } else {
          assertThatIllegalArgumentException()
              .isThrownBy(rows::test)
              .withMessageStartingWith("dispersion needs more days of history");
        }
      }
    }
    assertThat(possible).isBetween(50, 250);
  }

  @Test
  void hasNoEvidenceWhereNothingVaries() {
    DayScores days = ones(120, day -> true);
    Result result = TEST.test(days.part(0, 100), days.part(0, 100), days.part(100, 120));
    assertThat(result.pValue()).isOne();
    assertThat(result.standardError()).isZero();
    assertThat(result.dispersion()).isOne();
  }

  // ---- a year of nights

  @Test
  void hasAboutItsSizeWhereDaysAreIndependent() {
    long seed = 20261202;
    Dice dice = new Dice(seed);
    int runs = 4_000;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      found += new Year(dice, 364 + 28, 20, 0, 0).test(TEST, 28).pValue() <= 0.05 ? 1 : 0;
    }
    System.out.printf("seed %d: size at 0.05 %.4f%n", seed, found / (double) runs);
    assertThat(found / (double) runs).isBetween(0.028, 0.05);
  }

  /** Day effects with a correlation of 0.05 within days, of which 0.5 is left the day after. */
  @Test
  void isSeldomBelowAThousandthWhereDaysResembleTheirNeighbours() {
    long seed = 20261203;
    Dice dice = new Dice(seed);
    int runs = 2_000;
    int plain = 0;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      Year year = new Year(dice, 364 + 112, 60, 0.05, 0.5);
      plain += year.test(HistoryScoreTest.withDefaults(), 112).pValue() <= 0.001 ? 1 : 0;
      found += year.test(TEST, 112).pValue() <= 0.001 ? 1 : 0;
    }
    System.out.printf(
        "seed %d: below 0.001 plain %.4f, over overlapping sums %.4f%n",
        seed, plain / (double) runs, found / (double) runs);
    assertThat(plain / (double) runs).isGreaterThan(0.006);
    assertThat(found / (double) runs).isLessThan(0.004);
  }

  @Test
  void findsWhatHasChanged() {
    Dice dice = new Dice(20261204);
    int found = 0;
    for (int run = 0; run < 200; run++) {
      Year year = new Year(dice, 364 + 56, 20, 0.01, 0.5, 0.08);
      found += year.test(TEST, 56).pValue() <= 1e-4 ? 1 : 0;
    }
    System.out.printf("10 to 18 %% in 56 days found at 1e-4: %.3f%n", found / 200.0);
    assertThat(found).isGreaterThan(160);
  }

  /** Events of a tenth, with an effect of each day. */
  private static final class Year {

    private final DayScores days;

    Year(Dice dice, int days, double volume, double correlation, double next) {
      this(dice, days, volume, correlation, next, 0);
    }

    Year(Dice dice, int days, double volume, double correlation, double next, double change) {
      long[] counts = new long[days];
      long[] events = new long[days];
      double effect = dice.normal();
      for (int day = 0; day < days; day++) {
        double rate = 0.1 + StrictMath.sqrt(correlation * 0.09) * effect;
        counts[day] = dice.poisson(volume);
        for (int i = 0; i < counts[day]; i++) {
          events[day] += dice.uniform() < rate + (day >= 364 ? change : 0) ? 1 : 0;
        }
        effect = next * effect + StrictMath.sqrt(1 - next * next) * dice.normal();
      }
      this.days = DayScores.ofEvents(0, counts, events);
    }

    Result test(HistoryScoreTest test, int length) {
      DayScores history = days.part(0, 364);
      return test.test(history, history, days.part(364, 364 + length));
    }
  }

  // ---- written from the formulas

  /** What the formulas say of one dispersion. */
  private record Part(
      double first,
      double second,
      double phi,
      double error,
      double z,
      double skewness,
      double degrees,
      double logP) {

    void assertIs(Result result, String what) {
      assertThat(result.dispersionOfBaseline()).as(what).isCloseTo(first, within(1e-10 * first));
      assertThat(result.dispersionOfCurrent()).as(what).isCloseTo(second, within(1e-10 * second));
      assertThat(result.dispersion()).as(what).isCloseTo(phi, within(1e-10 * phi));
      assertThat(result.standardError()).as(what).isCloseTo(error, within(1e-10 * error));
      assertThat(result.statistic()).as(what).isCloseTo(z, within(1e-9));
      assertThat(result.skewness()).as(what).isCloseTo(skewness, within(1e-9));
    }
  }

  /** The scores of each day; the first days are the history, whose last are the baseline. */
  private record Rows(List<List<Integer>> days, int end, int baseline) {

    static Rows random(Random random) {
      int history = random.nextInt(3) == 0 ? 60 + random.nextInt(170) : 364;
      int length = 7 * (1 + random.nextInt(4));
      boolean isProportion = random.nextInt(3) > 0;
      double volume = StrictMath.exp(5 * random.nextDouble() - 2);
      double rate = random.nextDouble() * 0.3;
      double common = random.nextInt(2) * random.nextDouble() * 0.8;
      List<List<Integer>> days = new ArrayList<>();
      double effect = 0;
      for (int day = 0; day < history + length; day++) {
        effect = 0.7 * effect + 0.7 * random.nextGaussian();
        List<Integer> scores = new ArrayList<>();
        boolean isEnd = day >= history - 45;
        int count = day % 7 > 4 && !isEnd ? 0 : (int) (volume * 2 * random.nextDouble());
        for (int i = isEnd ? -1 : 0; i < count; i++) {
          double odds = rate / (1 - rate) * StrictMath.exp(common * effect);
          int event = random.nextDouble() < odds / (1 + odds) ? 1 : 0;
          scores.add(isProportion ? event : event * random.nextInt(50) - random.nextInt(3));
        }
        days.add(scores);
      }
      Rows rows = new Rows(days, history, random.nextInt(3) == 0 ? history / 2 : history);
      return history == 364 && random.nextInt(3) == 0 ? rows.withGap(100, 9) : rows;
    }

    static Rows of(Random random, int history, int length, int most, double rate) {
      List<List<Integer>> days = new ArrayList<>();
      for (int day = 0; day < history + length; day++) {
        List<Integer> scores = new ArrayList<>();
        for (int i = random.nextInt(2 * most); i >= (most > 1 ? 0 : 1); i--) {
          scores.add(random.nextDouble() < rate ? 1 : 0);
        }
        days.add(scores);
      }
      return new Rows(days, history, history);
    }

    Rows turned() {
      return new Rows(
          days.stream().map(day -> day.stream().map(score -> -score).toList()).toList(),
          end,
          baseline);
    }

    /** With days that nobody counted put in. */
    Rows withGap(int at, int length) {
      List<List<Integer>> longer = new ArrayList<>(days.subList(0, at));
      for (int i = 0; i < length; i++) {
        longer.add(List.of());
      }
      longer.addAll(days.subList(at, days.size()));
      int more = baseline == end ? length : 0;
      return new Rows(longer, end + length, baseline + more);
    }

    DayScores scores() {
      DayScores.Builder builder = DayScores.builder(0, days.size());
      for (int day = 0; day < days.size(); day++) {
        for (int score : days.get(day)) {
          builder.add(day, score, 1);
        }
      }
      return builder.build();
    }

    DayScores history() {
      return scores().part(0, end);
    }

    DayScores current() {
      return scores().part(end, days.size());
    }

    Result test() {
      DayScores all = scores();
      return TEST.test(all.part(0, end), all.part(end - baseline, end), all.part(end, days.size()));
    }

    List<Part> parts() {
      List<List<Integer>> past = days.subList(0, end);
      double count = count(past);
      double mean = sum(past, 1) / count;
      double within = 0;
      double ofDays = 0;
      for (List<Integer> day : past) {
        double e = 0;
        for (int score : day) {
          within += (score - mean) * (score - mean);
          e += score - mean;
        }
        ofDays += e * e;
      }
      double filled = past.stream().filter(day -> !day.isEmpty()).count();
      double k = size(past) - 1;
      double first = size(days.subList(end - baseline, end)) - 1;
      double second = size(days.subList(end, days.size())) - 1;
      boolean varies = within > 1e-9;
      double moreOfDays = varies ? Math.max(0, ofDays / within * filled / (filled - 1) - 1) : 0;
      List<Part> parts = new ArrayList<>();
      parts.add(
          part(
              1 + moreOfDays * (k > 0.05 ? first / k : 1),
              1 + moreOfDays * (k > 0.05 ? second / k : 1),
              Math.max(1, filled - 7)));
      for (int length : new int[] {7, 14}) {
        int there = daysThatWereNotCutOut(past);
        if (there >= 14 * length) {
          double more =
              varies ? Math.max(0, ofSums(past, mean, within / count, length, there) - 1) : 0;
          parts.add(
              part(
                  1 + more * Math.max(1, (first + 1) / (k + 1)),
                  1 + more * Math.max(1, (second + 1) / (k + 1)),
                  1.5 * (there / (double) length - 1)));
        }
      }
      return parts;
    }

    private static double ofSums(
        List<List<Integer>> past, double mean, double variance, int length, double there) {
      double squares = 0;
      double units = 0;
      for (int t = firstFilled(past); t + length <= lastFilled(past) + 1; t++) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
          for (int score : past.get(t + i)) {
            sum += score - mean;
            units += variance;
          }
        }
        squares += sum * sum;
      }
      return squares / units * there / (there - length);
    }

    private static int daysThatWereNotCutOut(List<List<Integer>> past) {
      int there = 0;
      int empty = 0;
      for (int day = firstFilled(past); day <= lastFilled(past); day++) {
        if (past.get(day).isEmpty()) {
          empty++;
        } else {
          there += 1 + (empty < 7 ? empty : 0);
          empty = 0;
        }
      }
      return there;
    }

    private static int firstFilled(List<List<Integer>> past) {
      int day = 0;
      while (past.get(day).isEmpty()) {
        day++;
      }
      return day;
    }

    private static int lastFilled(List<List<Integer>> past) {
      int day = past.size() - 1;
      while (past.get(day).isEmpty()) {
        day--;
      }
      return day;
    }

    private Part part(double first, double second, double degrees) {
      List<List<Integer>> before = days.subList(end - baseline, end);
      List<List<Integer>> now = days.subList(end, days.size());
      double n = count(before);
      double m = count(now);
      double all = n + m;
      double mean = (sum(before, 1) + sum(now, 1)) / all;
      double squares = about(before, mean, 2) + about(now, mean, 2);
      double cubes = about(before, mean, 3) + about(now, mean, 3);
      double phi = Math.max(1, (m * first + n * second) / all);
      double error = StrictMath.sqrt(phi * squares / (all - 1) * (1 / n + 1 / m));
      if (squares < 1e-9) {
        return new Part(first, second, phi, 0, 0, 0, degrees, 0);
      }
      double z = (sum(now, 1) / m - sum(before, 1) / n) / error;
      double third = n * m * (n - m) / ((all - 1) * (all - 2)) * cubes / all;
      double variance = squares / (all - 1) * n * m / all;
      double skewness = third * phi * (2 * phi - 1) / StrictMath.pow(phi * variance, 1.5);
      boolean isExact =
          phi == 1
              && days.stream().allMatch(day -> day.stream().allMatch(x -> x == 0 || x == 1))
              && Math.min(n, m) * Math.min(mean, 1 - mean) < 5;
      double logP =
          isExact
              ? FisherExactTest.withDefaults()
                  .withMidP(true)
                  .test(
                      new TwoProportions(
                          (long) sum(before, 1), (long) n, (long) sum(now, 1), (long) m))
                  .logPValue()
              : twoSided(z, skewness, degrees);
      return new Part(first, second, phi, error, z, skewness, degrees, logP);
    }

    private static double twoSided(double z, double skewness, double degrees) {
      double above = PearsonThree.upperAtStudent(z, skewness, degrees);
      double below = PearsonThree.upperAtStudent(-z, -skewness, degrees);
      return Math.min(0, Math.log(2) + Math.min(above, below));
    }

    private static double count(List<List<Integer>> days) {
      return days.stream().mapToInt(List::size).sum();
    }

    private static double sum(List<List<Integer>> days, int power) {
      return about(days, 0, power);
    }

    private static double about(List<List<Integer>> days, double mean, int power) {
      double sum = 0;
      for (List<Integer> day : days) {
        for (int score : day) {
          sum += StrictMath.pow(score - mean, power);
        }
      }
      return sum;
    }

    /** n̄, at least 1. */
    private static double size(List<List<Integer>> days) {
      double squares = days.stream().mapToDouble(day -> day.size() * (double) day.size()).sum();
      return Math.max(1, squares / count(days));
    }
  }
}
