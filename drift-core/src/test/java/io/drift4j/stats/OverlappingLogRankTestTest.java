package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.HistoryLogRankTest.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link HistoryLogRankTest#overOverlappingSums}. */
class OverlappingLogRankTestTest {

  private static final HistoryLogRankTest TEST = HistoryLogRankTest.overOverlappingSums();

  // ---- beside the formulas

  @Test
  void agreesWithTheFormulasToTenDigitsAndIsTheLargestOfItsThree() {
    long seed = 20261211;
    Random random = new Random(seed);
    int[] chosen = new int[3];
    for (int i = 0; i < 200; i++) {
      Windows windows = Windows.random(random);
      Result result = windows.test(TEST);
      if (!result.isTested()) {
        continue; // too few events
      }
      List<Part> parts = new Formulas(windows).parts();
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
      parts.get(which).assertIs(result, what);
    }
    System.out.printf(
        "largest p by days %d, by 7 days %d, by 14 days %d%n", chosen[0], chosen[1], chosen[2]);
    assertThat(Arrays.stream(chosen).min().orElseThrow()).isGreaterThan(15);
    assertThat(Arrays.stream(chosen).sum()).isGreaterThan(150);
  }

  private static double tolerance(double logP) {
    return 1e-10 * Math.max(1, Math.abs(logP));
  }

  // ---- laws

  @Test
  void neverContradictsItsInterval() {
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      Result result = Windows.random(random).test(TEST);
      for (double level : new double[] {0.5, 0.9, 0.95, 0.999}) {
        Interval interval = result.hazardRatioInterval(level);
        assertThat(interval.contains(1))
            .as("case %d at %s", i, level)
            .isEqualTo(result.logPValue() > StrictMath.log1p(-level));
        refused += interval.contains(1) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(60);
  }

  @Test
  void hasNoMoreEvidenceThanTheOtherWhereDaysDoNotDiffer() {
    Result plain = halves(HistoryLogRankTest.withDefaults());
    Result result = halves(TEST);
    assertThat(result.statistic()).isEqualTo(plain.statistic()).isEqualTo(2);
    assertThat(result.ownVariance()).isEqualTo(plain.ownVariance());
    assertThat(result.dispersion()).isOne();
    assertThat(result.degrees()).isEqualTo(14);
    assertThat(plain.degrees()).isEqualTo(HistoryLogRankTest.DEGREES);
    assertThat(result.logPValue()).isCloseTo(Tail.twoSidedStudent(2, 14), within(1e-12));
  }

  /** As in HistoryLogRankTestTest: 21 days of 16, half of them decided at once; then 12 of 16. */
  private static Result halves(HistoryLogRankTest test) {
    DayAges.Builder days = DayAges.builder(0, 22, 1, 1);
    for (int day = 0; day < 22; day++) {
      int events = day < 21 ? 8 : 12;
      days.add(day, 0, true, events).addOpen(day, 0, 16 - events);
    }
    DayAges all = days.build();
    return test.test(all.part(0, 21), all.part(0, 21), all.part(21, 22), 21);
  }

  @Test
  void saysWhyNothingIsTested() {
    Windows few = Windows.of(new Dice(7), 7, 14, 30, 0, 0, 1);
    assertThat(few.test(TEST).reason()).isEqualTo("the history has too few days with records");
    assertThat(few.test(TEST).degrees()).isZero();
    Windows rare = Windows.of(new Dice(7), 100, 14, 0.02, 0, 0, 1);
    assertThat(rare.test(TEST).reason()).isEqualTo("fewer than 5 events are expected");
    Windows enough = Windows.of(new Dice(7), 10, 14, 30, 0, 0, 1);
    assertThat(enough.test(TEST).isTested()).isTrue();
    assertThat(enough.test(TEST).degrees()).isEqualTo(3);
  }

  @Test
  void hasNoEvidenceWhereEverythingIsDecidedAtOnce() {
    DayAges.Builder days = DayAges.builder(0, 214, 14, 1);
    for (int day = 0; day < 214; day++) {
      days.add(day, 0, true, 10);
    }
    DayAges all = days.build();
    Result result = TEST.test(all.part(0, 200), all.part(0, 200), all.part(200, 214), 213);
    assertThat(result.pValue()).isOne();
    assertThat(result.hazardRatioInterval(0.95)).isEqualTo(new Interval(1, 1, 0.95));
  }

  // ---- a year of nights

  @Test
  void hasAboutItsSizeWhereDaysAreIndependent() {
    long seed = 20261212;
    Dice dice = new Dice(seed);
    int runs = 1_000;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      found += Windows.of(dice, 364, 28, 10, 0, 0, 1).test(TEST).pValue() <= 0.05 ? 1 : 0;
    }
    System.out.printf("seed %d: size at 0.05 %.4f%n", seed, found / (double) runs);
    assertThat(found / (double) runs).isBetween(0.025, 0.06);
  }

  /**
   * Of the logarithm of time, 0.05 of the variance is of days, and half of it of the day before.
   */
  @Test
  void isSeldomBelowAThousandthWhereDaysResembleTheirNeighbours() {
    long seed = 20261213;
    Dice dice = new Dice(seed);
    int runs = 500;
    int byDays = 0;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      Windows windows = Windows.of(dice, 364, 28, 60, 0.05, 0.5, 1);
      byDays += new Formulas(windows).parts().get(0).logP <= StrictMath.log(0.001) ? 1 : 0;
      found += windows.test(TEST).pValue() <= 0.001 ? 1 : 0;
    }
    System.out.printf(
        "seed %d: below 0.001 by days %.4f, over overlapping sums %.4f%n",
        seed, byDays / (double) runs, found / (double) runs);
    assertThat(byDays / (double) runs).isGreaterThan(0.01);
    assertThat(found / (double) runs).isLessThan(0.005);
  }

  @Test
  void findsASlowdown() {
    Dice dice = new Dice(20261214);
    int found = 0;
    for (int run = 0; run < 100; run++) {
      Result result = Windows.of(dice, 364, 28, 20, 0.01, 0.5, 1.3).test(TEST);
      found += result.pValue() <= 1e-4 && result.statistic() < 0 ? 1 : 0;
    }
    System.out.printf("times × 1.3 in 28 days found at 1e-4: %d of 100%n", found);
    assertThat(found).isGreaterThan(80);
  }

  /** Of each stratum; the baseline is the end of the history. */
  private record Windows(List<AgedWindows> strata, long lastSeen) {

    /** Of one stratum: times of a lognormal law with median 12 and σ ½. */
    static Windows of(
        Dice dice,
        int history,
        int length,
        double volume,
        double correlation,
        double next,
        double slower) {
      DayAges.Builder days = DayAges.builder(0, history + length, length, 1);
      double effect = dice.normal();
      for (int day = 0; day < history + length; day++) {
        for (int i = dice.poisson(volume); i > 0; i--) {
          double normal =
              StrictMath.sqrt(correlation) * effect
                  + StrictMath.sqrt(1 - correlation) * dice.normal();
          double time = 12 * (day < history ? 1 : slower) * StrictMath.exp(normal / 2);
          add(days, day, (int) time, true, history, length);
        }
        effect = next * effect + StrictMath.sqrt(1 - next * next) * dice.normal();
      }
      DayAges all = days.build();
      DayAges before = all.part(0, history);
      return new Windows(
          List.of(new AgedWindows(before, before, all.part(history, history + length))),
          history + length - 1);
    }

    private static void add(
        DayAges.Builder days, int day, int age, boolean isEvent, int history, int length) {
      int seen = history + length - 1 - day;
      if (day < history || age <= seen) {
        days.add(day, age, isEvent, 1);
      } else {
        days.addOpen(day, seen, 1);
      }
    }

    static Windows random(Random random) {
      int history = random.nextInt(2) == 0 ? 364 : 60 + random.nextInt(200);
      int length = 7 * (1 + random.nextInt(4));
      int strata = 1 + random.nextInt(2);
      int baseline = random.nextInt(4) == 0 ? history * 2 / 3 : history;
      int gap = random.nextInt(3) == 0 ? 5 + random.nextInt(15) : 0;
      double median = 1 + 8 * random.nextDouble();
      double slower = random.nextInt(2) == 0 ? 1 : 0.7 + 0.6 * random.nextDouble();
      double common = random.nextInt(2) * 0.5 * random.nextDouble();
      double[] effects = effects(random, history + length, common);
      List<AgedWindows> list = new ArrayList<>();
      for (int s = 0; s < strata; s++) {
        DayAges.Builder days = DayAges.builder(100, history + length, length, 1);
        if (random.nextInt(3) == 0) {
          days.close(100 + random.nextInt(history + length));
        }
        for (int day = 0; day < history + length; day++) {
          boolean isCut = day >= 30 && day < 30 + gap || day % 7 == s;
          for (int i = isCut ? 0 : 2 + random.nextInt(9); i > 0; i--) {
            double law = effects[day] + random.nextGaussian() / 2;
            double time = median * (day < history ? 1 : slower) * StrictMath.exp(law);
            int age = (int) time;
            int seen = day < history ? Integer.MAX_VALUE : history + length - 1 - day;
            if (age <= seen) {
              days.add(100 + day, age, random.nextInt(5) > 0, 1);
            } else {
              days.addOpen(100 + day, seen, 1);
            }
          }
        }
        DayAges all = days.build();
        list.add(
            new AgedWindows(
                all.part(100, 100 + history),
                all.part(100 + history - baseline, 100 + history),
                all.part(100 + history, 100 + history + length)));
      }
      return new Windows(list, 100 + history + length - 1);
    }

    private static double[] effects(Random random, int days, double deviation) {
      double[] effects = new double[days];
      double next = random.nextDouble();
      for (int day = 0; day < days; day++) {
        double before = day == 0 ? random.nextGaussian() * deviation : effects[day - 1];
        effects[day] =
            next * before + Math.sqrt(1 - next * next) * deviation * random.nextGaussian();
      }
      return effects;
    }

    Result test(HistoryLogRankTest test) {
      return test.test(strata, lastSeen);
    }
  }

  // ---- written from the formulas

  /** What the formulas say of one dispersion. */
  private record Part(
      double phi,
      double own,
      double baseline,
      double z,
      double skewness,
      double degrees,
      double logP) {

    void assertIs(Result result, String what) {
      assertThat(result.dispersion()).as(what).isCloseTo(phi, within(1e-10 * phi));
      assertThat(result.ownVariance()).as(what).isCloseTo(own, within(1e-10 * own));
      assertThat(result.baselineVariance()).as(what).isCloseTo(baseline, within(1e-9 * own));
      assertThat(result.statistic()).as(what).isCloseTo(z, within(1e-9));
      assertThat(result.skewness()).as(what).isCloseTo(skewness, within(1e-9));
    }
  }

  /** All of it by day, stratum and age, in loops. */
  private static final class Formulas {

    private final Windows windows;
    private final List<AgedWindows> strata;
    private final int ages;

    Formulas(Windows windows) {
      this.windows = windows;
      this.strata = windows.strata;
      this.ages = strata.get(0).current().ages();
    }

    private enum Of {
      HISTORY,
      BASELINE,
      CURRENT
    }

    private DayAges days(int part, Of which) {
      return switch (which) {
        case HISTORY -> strata.get(part).history();
        case BASELINE -> strata.get(part).baseline();
        case CURRENT -> strata.get(part).current();
      };
    }

    /** Σ d and Σ R of a stratum, weekday and age. */
    private final double[][] known = new double[6][];

    private double total(boolean isEvents, Of which, int part, int weekday, int u) {
      int kind = which.ordinal() * 2 + (isEvents ? 1 : 0);
      if (known[kind] == null) {
        double[] all = new double[strata.size() * 7 * ages];
        for (int p = 0; p < strata.size(); p++) {
          DayAges days = days(p, which);
          for (int j = 0; j < days.size(); j++) {
            for (int age = 0; age < ages; age++) {
              all[(p * 7 + weekday(days, j)) * ages + age] +=
                  isEvents ? days.events(j, age) : days.atRisk(j, age);
            }
          }
        }
        known[kind] = all;
      }
      return known[kind][(part * 7 + weekday) * ages + u];
    }

    private static int weekday(DayAges days, int j) {
      return (int) ((days.firstDay() + j) % 7);
    }

    private double h(Of which, int part, int weekday, int u) {
      double r = total(false, which, part, weekday, u);
      return r > 0 ? total(true, which, part, weekday, u) / r : 0;
    }

    private double w(int part, int weekday, int u) {
      double r1 = total(false, Of.BASELINE, part, weekday, u);
      return r1 > 0 ? r1 / (r1 + total(false, Of.CURRENT, part, weekday, u)) : 0;
    }

    /** T_j(k), or G_j of all ages. */
    private double score(Of which, int j, int k, boolean isBaseline) {
      double sum = 0;
      for (int part = 0; part < strata.size(); part++) {
        DayAges days = days(part, which);
        int weekday = weekday(days, j);
        for (int u = 0; u <= k; u++) {
          double w = w(part, weekday, u);
          double more = days.events(j, u) - days.atRisk(j, u) * h(which, part, weekday, u);
          double r1 = total(false, Of.BASELINE, part, weekday, u);
          double r2 = total(false, Of.CURRENT, part, weekday, u);
          sum += isBaseline ? (r1 > 0 ? w * r2 / r1 * more : 0) : w * more;
        }
      }
      return sum;
    }

    /** V_j(k) of a day, with h of the history or of the baseline. */
    private double variance(Of which, Of hazards, int j, int k) {
      double sum = 0;
      for (int part = 0; part < strata.size(); part++) {
        DayAges days = days(part, which);
        int weekday = weekday(days, j);
        for (int u = 0; u <= k; u++) {
          double w = w(part, weekday, u);
          double h = h(hazards, part, weekday, u);
          sum += w * w * days.atRisk(j, u) * h * (1 - h);
        }
      }
      return sum;
    }

    private double cases(Of which, int j) {
      double all = 0;
      for (int part = 0; part < strata.size(); part++) {
        double most = 0;
        for (int u = 0; u < ages; u++) {
          most = Math.max(most, days(part, which).atRisk(j, u));
        }
        all += most;
      }
      return all;
    }

    private double size(Of which) {
      double squares = 0;
      double all = 0;
      for (int j = 0; j < days(0, which).size(); j++) {
        squares += cases(which, j) * cases(which, j);
        all += cases(which, j);
      }
      return squares / all;
    }

    private double ofDays(int k, double filled, double weekdays) {
      double squares = 0;
      double units = 0;
      for (int j = 0; j < days(0, Of.HISTORY).size(); j++) {
        double score = score(Of.HISTORY, j, k, false);
        squares += score * score;
        units += variance(Of.HISTORY, Of.HISTORY, j, k);
      }
      return units > 0 ? Math.max(1, squares / units * filled / (filled - weekdays)) : 1;
    }

    private static int daysThatWereNotCutOut(double[] variances) {
      int there = 0;
      int empty = 7;
      for (double v : variances) {
        if (v > 0) {
          there += 1 + (empty < 7 ? empty : 0);
          empty = 0;
        } else {
          empty++;
        }
      }
      return there;
    }

    private static double ofSums(double[] scores, double[] variances, int length, double there) {
      int first = 0;
      while (variances[first] == 0) {
        first++;
      }
      int last = variances.length - 1;
      while (variances[last] == 0) {
        last--;
      }
      double squares = 0;
      double units = 0;
      for (int t = first; t + length <= last + 1; t++) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
          sum += scores[t + i];
          units += variances[t + i];
        }
        squares += sum * sum;
      }
      return squares / units * there / (there - length);
    }

    List<Part> parts() {
      int size = days(0, Of.HISTORY).size();
      double[] s = new double[size];
      double[] v = new double[size];
      double filled = 0;
      boolean[] seen = new boolean[7];
      for (int j = 0; j < size; j++) {
        s[j] = score(Of.HISTORY, j, ages - 1, false);
        v[j] = variance(Of.HISTORY, Of.HISTORY, j, ages - 1);
        if (cases(Of.HISTORY, j) > 0) {
          filled++;
          seen[weekday(days(0, Of.HISTORY), j)] = true;
        }
      }
      int weekdays = 0;
      for (boolean isSeen : seen) {
        weekdays += isSeen ? 1 : 0;
      }
      int own = days(0, Of.BASELINE).size();
      double[] g = new double[own];
      double[] ofBaseline = Arrays.copyOfRange(v, size - own, size);
      double squares = 0;
      double cubes = 0;
      for (int j = 0; j < own; j++) {
        g[j] = score(Of.BASELINE, j, ages - 1, true);
        squares += g[j] * g[j];
        cubes += g[j] * g[j] * g[j];
      }
      double unit = 0;
      double ofDays = 0;
      for (int j = 0; j < days(0, Of.CURRENT).size(); j++) {
        long seenTo = windows.lastSeen - (days(0, Of.CURRENT).firstDay() + j);
        int k = (int) Math.min(ages - 1, seenTo);
        double variance = variance(Of.CURRENT, Of.BASELINE, j, ages - 1);
        unit += variance;
        ofDays += ofDays(k, filled, weekdays) * variance;
      }
      List<Part> parts = new ArrayList<>();
      parts.add(part(ofDays / unit, unit, squares, cubes, filled - 7));
      int there = daysThatWereNotCutOut(v);
      int thereOfBaseline = daysThatWereNotCutOut(ofBaseline);
      for (int length : new int[] {7, 14}) {
        if (there >= 14 * length) {
          double phi = Math.max(1, ofSums(s, v, length, there));
          double baseline = squares;
          if (thereOfBaseline >= 14 * length) {
            double all = Arrays.stream(ofBaseline).sum();
            baseline = Math.max(squares, ofSums(g, ofBaseline, length, thereOfBaseline) * all);
          }
          double more = baseline / squares;
          parts.add(
              part(phi, unit, baseline, cubes * more * more, 1.5 * (there / (double) length - 1)));
        }
      }
      return parts;
    }

    private Part part(double unscaled, double unit, double before, double cubes, double degrees) {
      double phi = 1 + (unscaled - 1) * size(Of.CURRENT) / size(Of.HISTORY);
      double score = 0;
      double third = 0;
      for (int part = 0; part < strata.size(); part++) {
        for (int weekday = 0; weekday < 7; weekday++) {
          for (int u = 0; u < ages; u++) {
            double w = w(part, weekday, u);
            double h = h(Of.BASELINE, part, weekday, u);
            double r2 = total(false, Of.CURRENT, part, weekday, u);
            score += w * (total(true, Of.CURRENT, part, weekday, u) - r2 * h);
            third += w * w * w * r2 * h * (1 - h) * (1 - 2 * h);
          }
        }
      }
      double own = phi * unit;
      double root = StrictMath.sqrt(own + before);
      double z = score / root;
      double skewness = (phi * (2 * phi - 1) * third - cubes) / (root * root * root);
      double above = PearsonThree.upperAtStudent(z, skewness, degrees);
      double below = PearsonThree.upperAtStudent(-z, -skewness, degrees);
      double logP = Math.min(0, Math.log(2) + Math.min(above, below));
      return new Part(phi, own, before, z, skewness, degrees, logP);
    }
  }
}
