package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.Dice;
import io.drift4j.stats.FrequencyTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the lenses of amounts, categories and counts say. */
class AmountsAndCategoriesTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 6);
  private static final Metric AMOUNT =
      Metric.amount("amount", 1, Measure.amount("submitted", "cents", 2));
  private static final Metric REASON =
      Metric.category("reason", 1, Measure.category("submitted", "reason"));
  private static final Metric RECORDS = Metric.count("records", 1, Measure.count("submitted"));
  private static final int YEAR = 378;
  private static final int CURRENT = 14;

  private static LocalDate day(int back) {
    return AS_OF.minusDays(back);
  }

  // ---- amounts

  /** 100, 200 and 300 a day; in the current window twice as much. */
  private static void doubled(Through.Told told) {
    for (int back = YEAR; back > 0; back--) {
      for (int cents = 100; cents <= 300; cents += 100) {
        told.add(day(back), back <= CURRENT ? 2 * cents : cents, null, 1);
      }
    }
  }

  @Test
  void amountsAreToldAsMeansAndTestedByRanks() {
    Evidence seen = Through.look(Lens.location(), AMOUNT, AS_OF, AmountsAndCategoriesTest::doubled);
    assertThat(seen.baselineValue()).isEqualTo(200);
    assertThat(seen.currentValue()).isEqualTo(400);
    assertThat(seen.baselineSize()).isEqualTo(270);
    assertThat(seen.currentSize()).isEqualTo(42);
    assertThat(seen.effectMeasure()).isEqualTo("mean-ratio");
    assertThat(seen.effect()).hasValue(2);
    assertThat(seen.test()).isEqualTo("history-ranks");
    assertThat(seen.dispersion()).hasValue(1);
    // of 312 observations: 90 of 100, 104 of 200, 90 of 300, 14 of 400 and 14 of 600
    double[] ranks = {
      90 - 312, 180 + 104 - 312, 388 + 90 - 312, 568 + 14 - 312, 596 + 14 + 2 - 314
    };
    double squares = 0;
    double[] counts = {90, 104, 90, 14, 14};
    for (int i = 0; i < 5; i++) {
      squares += counts[i] * ranks[i] * ranks[i];
    }
    double difference =
        14 * (ranks[1] + ranks[3] + ranks[4]) / 42 - 90 * (ranks[0] + ranks[1] + ranks[2]) / 270;
    double z = difference / Math.sqrt(squares / 311 * (1 / 42.0 + 1 / 270.0));
    assertThat(z).isCloseTo(7.2668, within(1e-4));
    assertThat(seen.logPValue().getAsDouble()).isBetween(-26.0, -20.0);
    assertThat(seen.intervalLow().getAsDouble()).isBetween(130.0, 170.0);
    assertThat(seen.intervalHigh().getAsDouble()).isBetween(230.0, 290.0);
    assertThat(seen.figure(Figure.MEDIAN_RATIO).getAsDouble()).isCloseTo(2, within(0.01));
    assertThat(seen.series().column("baseline")).hasSize(40).startsWith(100).endsWith(300);
  }

  /** What else there is, is as if it were not there. */
  @Test
  void amountsOfSomeRecordsAreThoseOfThemAlone() {
    Measure measure = Measure.amount("submitted", "cents", 2).withOutcome("outcome", "PAID", "NO");
    Metric paid = Metric.amount("paid", 1, measure, Observation.valueOf("PAID"));
    Evidence alone = Through.look(Lens.location(), paid, AS_OF, told -> amounts(told, false));
    Evidence among = Through.look(Lens.location(), paid, AS_OF, told -> amounts(told, true));
    assertThat(among).isEqualTo(alone);
    assertThat(alone.baselineValue()).isEqualTo(200);
    assertThat(alone.currentValue()).isEqualTo(400);
    assertThat(alone.baselineSize()).isEqualTo(270);
    assertThatThrownBy(() -> Metric.amount("paid", 1, measure, Observation.valueOf("PIAD")))
        .hasMessageContaining("metric paid is of outcomes [PIAD]");
    assertThatThrownBy(() -> Metric.amount("paid", 1, Measure.count("submitted"), Reading::value))
        .hasMessageContaining("metric paid is of amounts and its measure is not");
  }

  private static void amounts(Through.Told told, boolean withOthers) {
    doubled((day, value, outcome, count) -> told.add(day, value, "PAID", count));
    for (int back = YEAR; withOthers && back > 0; back--) {
      told.add(day(back), 0, "NO", back <= CURRENT ? 9 : 1);
    }
  }

  /** A negative one too: what was paid less than expected. */
  @Test
  void differencesAreToldAsAmountsAre() {
    Metric shortfall =
        Metric.amount("shortfall", 1, Measure.amount("submitted", "paid", 2).minus("expected"));
    Evidence seen =
        Through.look(
            Lens.location(),
            shortfall,
            AS_OF,
            told -> doubled((day, value, outcome, n) -> told.add(day, -value, null, n)));
    assertThat(seen.baselineValue()).isEqualTo(-200);
    assertThat(seen.currentValue()).isEqualTo(-400);
    assertThat(seen.intervalHigh().getAsDouble()).isNegative();
  }

  @Test
  void theOrderOfCellsDoesNotMatter() {
    List<Runnable> cells = new ArrayList<>();
    Through.Told[] to = new Through.Told[1];
    Random random = new Random(3);
    for (int back = YEAR; back > 0; back--) {
      LocalDate day = day(back);
      for (int i = 0; i < 5; i++) {
        long cents = Math.round(Math.exp(7 + 3 * random.nextGaussian()));
        cells.add(() -> to[0].add(day, cents, null, 1));
      }
    }
    Through.Cells telling =
        told -> {
          to[0] = told;
          cells.forEach(Runnable::run);
        };
    Evidence seen = Through.look(Lens.location(), AMOUNT, AS_OF, telling);
    Collections.shuffle(cells, random);
    assertThat(Through.look(Lens.location(), AMOUNT, AS_OF, telling)).isEqualTo(seen);
  }

  @Test
  void ranksThatGoTheOtherWayAreNoEvidenceOfTheMean() {
    Evidence seen =
        Through.look(
            Lens.location(),
            AMOUNT,
            AS_OF,
            told -> {
              for (int back = YEAR; back > 0; back--) {
                told.add(day(back), 1000, null, 9);
                told.add(day(back), back <= CURRENT ? 900_000 : 1001, null, 1);
                told.add(day(back), back <= CURRENT ? 900 : 1002, null, 9);
              }
            });
    assertThat(seen.delta()).isPositive();
    assertThat(seen.logPValue()).hasValue(0);
    assertThat(seen.figure(Figure.RANKS_LOG_P).getAsDouble()).isLessThan(Math.log(0.001));
    assertThat(seen.notes()).contains("most values went the other way than their summary");
    assertThat(seen.intervalLow().getAsDouble()).isLessThanOrEqualTo(0);
  }

  /** The three that moved most are told with their shares; one of two records is not told. */
  @Test
  void categoriesThatAreNewAreNamedThoughFew() {
    Evidence seen =
        Through.look(
            Lens.mix(),
            REASON,
            AS_OF,
            told -> {
              for (int back = YEAR; back > 0; back--) {
                told.add(day(back), 0, "usual", 20);
                told.add(day(back), 0, "other", 20);
              }
              told.add(day(3), 0, "C", 3);
              told.add(day(3), 0, "B", 4);
              told.add(day(3), 0, "A", 5);
              told.add(day(3), 0, "D", 6);
              told.add(day(3), 0, "E", 2);
            });
    assertThat(seen.notes()).last().asString().isEqualTo("also new: C (3)");
    assertThat(seen.notes()).hasSize(4).first().asString().startsWith("D 0.0 -> 1.0 %, new: ");
  }

  /** Nothing of the newest 30 days is looked at; of the rest less is known than of the baseline. */
  @Test
  void amountsThatAreKnownLaterAreLookedAtLater() {
    Measure late = CountSourceContract.PAID_CENTS;
    List<View> views =
        DriftPolicy.controlled().views(Metric.amount("paid", 1, late), Lookback.ofDays(90, 14));
    assertThat(views).singleElement().extracting(view -> view.lens().lagDays()).isEqualTo(30);
    assertThat(
            DriftPolicy.controlled()
                .views(ContractMetrics.REASONS, Lookback.ofDays(90, 14))
                .get(0)
                .lens()
                .settings())
        .containsEntry("lag-days", "30");
    Evidence same = known(AS_OF.minusDays(31));
    assertThat(same.figure(Figure.KNOWN_CURRENT)).hasValue(1);
    assertThat(same.notes()).anyMatch(note -> note.contains("what is known late may differ"));
    Evidence less = known(AS_OF.minusDays(40));
    assertThat(less.undecidedBecause())
        .isEqualTo("less is known of the current window than of the baseline");
    assertThat(less.figure(Figure.KNOWN_CURRENT).getAsDouble()).isLessThan(0.9);
  }

  /** Amounts of records that began until a day are known. */
  private static Evidence known(LocalDate last) {
    List<ContractRecord> records = new ArrayList<>();
    for (int back = YEAR; back > 0; back--) {
      ContractRecord record = ContractRecord.of(day(back));
      records.add(day(back).isAfter(last) ? record : record.paid(day(1), "1" + back % 7));
    }
    return Through.look(
            Lens.location(30),
            ContractMetrics.CENTS,
            List.of(CountSourceContract.PAYER),
            AS_OF,
            ContractRecord.inMemory(records))
        .values()
        .iterator()
        .next();
  }

  @Test
  void scoresAreTwiceTheMidranksAndAddToNothing() {
    RankScores scores = new RankScores(FrequencyTable.of(5, 5, 7, 9));
    assertThat(List.of(scores.of(5), scores.of(7), scores.of(9))).containsExactly(-2L, 1L, 3L);
    assertThat(List.of(scores.of(4), scores.of(6), scores.of(8), scores.of(10)))
        .as("between their neighbours")
        .containsExactly(-4L, 0L, 2L, 4L);
    RankScores many =
        new RankScores(FrequencyTable.builder().add(1, 10_000).add(2, 20_000).build());
    assertThat(List.of(many.of(1), many.of(2))).containsExactly(-5000L, 2500L);
  }

  /** Wherever values lie, one far from all others included. */
  @Test
  void scoresAreLookedUpAsCountingGives() {
    Random random = new Random(14);
    for (int i = 0; i < 200; i++) {
      int bits = 1 + random.nextInt(63);
      FrequencyTable.Builder builder = FrequencyTable.builder().add(random.nextLong());
      for (int row = random.nextInt(60); row > 0; row--) {
        builder.add(random.nextLong() >> bits);
      }
      FrequencyTable all = builder.build();
      RankScores scores = new RankScores(all);
      all.forEach((value, count) -> assertScored(scores, all, value));
      List.of(Long.MIN_VALUE, -1L, 0L, 1L, random.nextLong() >> bits, Long.MAX_VALUE)
          .forEach(value -> assertScored(scores, all, value));
    }
  }

  private static void assertScored(RankScores scores, FrequencyTable all, long scored) {
    long[] score = {0}; // those below less those above
    all.forEach((value, count) -> score[0] += Long.compare(scored, value) * count);
    assertThat(scores.of(scored)).as("%d among %s", scored, all).isEqualTo(score[0]);
  }

  // ---- simulated amounts

  /** Lognormal with median 100.00 and σ 1, two of a day correlated by rho in their logarithms. */
  private static void draw(Dice dice, double aDay, double rho, double factor, Through.Told told) {
    for (int back = YEAR; back > 0; back--) {
      double common = Math.sqrt(rho) * dice.normal();
      for (int i = dice.poisson(aDay); i > 0; i--) {
        double log = common + Math.sqrt(1 - rho) * dice.normal();
        double cents = 10_000 * StrictMath.exp(log) * (back <= CURRENT ? factor : 1);
        told.add(day(back), Math.round(cents), null, 1);
      }
    }
  }

  /** Per mille of p at most .05 and .001, and of intervals that cover. */
  private static double[] amounts(int streams, double aDay, double rho, double factor) {
    Dice dice = new Dice(streams + Math.round(1000 * (aDay + rho + factor)));
    double[] found = new double[3];
    double change = 10_000 * Math.exp(0.5) * (factor - 1);
    for (int i = 0; i < streams; i++) {
      Evidence seen =
          Through.look(Lens.location(), AMOUNT, AS_OF, told -> draw(dice, aDay, rho, factor, told));
      double logP = seen.logPValue().getAsDouble();
      found[0] += logP <= Math.log(0.05) ? 1000.0 / streams : 0;
      found[1] += logP <= Math.log(0.001) ? 1000.0 / streams : 0;
      found[2] += seen.intervalAt(0.95).orElseThrow().contains(change) ? 1000.0 / streams : 0;
    }
    return found;
  }

  @Test
  void simulatedAmountsThatDoNotChangeAreQuietAndCovered() {
    for (double rho : new double[] {0, 0.05}) {
      double[] found = amounts(250, 20, rho, 1);
      assertThat(found[0]).as("per mille at .05, rho %s", rho).isBetween(10.0, 65 + 52.0);
      assertThat(found[1]).as("per mille at .001, rho %s", rho).isLessThanOrEqualTo(3 + 13.0);
      assertThat(found[2]).as("coverage, rho %s", rho).isBetween(930 - 53.0, 1000.0);
    }
  }

  @Test
  void amountsThatFallByAFifthAreFound() {
    double[] found = amounts(100, 20, 0, 0.8);
    assertThat(found[0]).isBetween(700.0, 1000.0);
    assertThat(found[2]).as("coverage").isBetween(870.0, 1000.0);
  }

  /** The whole grid, printed. */
  @Tag("proof")
  @Test
  void simulatedAmountsOfTheWholeGrid() {
    for (double aDay : new double[] {5, 20, 100}) {
      int streams = aDay > 50 ? 200 : 800;
      for (double rho : new double[] {0, 0.01, 0.05}) {
        double[] same = amounts(streams, aDay, rho, 1);
        double[] less = amounts(streams / 2, aDay, rho, 0.8);
        System.out.printf(
            Locale.ROOT,
            "amounts %.0f a day, rho %.2f: %.1f / %.2f per mille, covered %.1f;"
                + " a fifth less %.1f / %.1f, covered %.1f%n",
            aDay,
            rho,
            same[0],
            same[1],
            same[2],
            less[0],
            less[1],
            less[2]);
        assertThat(same[0]).isLessThan(65 + 3.3 * Math.sqrt(65 * 935.0 / streams));
        assertThat(same[1]).isLessThan(3 + 3.3 * Math.sqrt(3 * 997.0 / streams));
      }
    }
  }

  // ---- categories

  /** Twenty a day: 10 a, 6 b, 4 others; in the current window 6 of a are of a new kind. */
  private static void shifted(Through.Told told) {
    for (int back = YEAR; back > 0; back--) {
      boolean isNew = back <= CURRENT;
      told.add(day(back), 0, "a", isNew ? 4 : 10);
      told.add(day(back), 0, "b", 6);
      told.add(day(back), 0, "rare-" + back % 9, 4);
      if (isNew) {
        told.add(day(back), 0, "new\nkind", 6);
      }
    }
  }

  @Test
  void aMixTellsWhatMovedAndWhatIsNew() {
    Evidence seen = Through.look(Lens.mix(), REASON, AS_OF, AmountsAndCategoriesTest::shifted);
    assertThat(seen.baselineValue()).isZero();
    assertThat(seen.currentValue()).isBetween(0.3, 0.34);
    assertThat(seen.effectMeasure()).isEqualTo("total-variation");
    assertThat(seen.test()).isEqualTo("history-mix");
    assertThat(seen.logPValue().getAsDouble()).isLessThan(Math.log(1e-9));
    assertThat(seen.notes())
        .hasSize(2)
        .anyMatch(note -> note.equals("a 50.0 -> 20.0 %"))
        .anyMatch(note -> note.equals("new kind 0.0 -> 30.0 %, new: none of 1800 before"));
    assertThat(seen.figure(Figure.VARIATION_BY_CHANCE).getAsDouble()).isBetween(0.05, 0.15);
    assertThat(seen.intervalAt(0.9)).isEmpty();
  }

  /** How far two mixes are apart is no share of anything. */
  @Test
  void aHeadlineSaysWhichCategoryMoved() {
    Evidence mix = Through.look(Lens.mix(), REASON, AS_OF, AmountsAndCategoriesTest::shifted);
    assertThat(headline(mix))
        .matches("Aetna: reason 3[0-9]\\.[0-9] points of the mix, .* [0-9.]+ -> [0-9.]+ %.*")
        .endsWith(mix.notes().get(0))
        .doesNotContain("reason 0.0 -> ");
    Evidence summary =
        Through.look(Lens.summary(), REASON, AS_OF, AmountsAndCategoriesTest::shifted);
    assertThat(headline(summary)).contains(" points of the mix, new kind 0.0 -> 30.0 %, new: none");
    Evidence isNew =
        Through.look(Lens.newCategory(), REASON, AS_OF, AmountsAndCategoriesTest::shifted);
    assertThat(headline(isNew))
        .isEqualTo("Aetna: reason 0.0 -> 30.0 %, new kind is new: 84 of 280, none of 7280 before");
    Evidence same =
        Evidence.of("mix", mix.windows()).values(0, 0).effect("total-variation", 0).build();
    assertThat(headline(same)).isEqualTo("Aetna: reason 0.0 points of the mix");
  }

  private static String headline(Evidence seen) {
    Segment aetna = Segment.of(List.of("payer"), List.of("Aetna"));
    return Wording.headline(aetna, "reason", "share", seen, Assessment.builder().build());
  }

  /** What is told of the other views names no category: their notes do. */
  @Test
  void anExplanationOfAMixSaysHowFarTheyAreApart() {
    Evidence mix = Through.look(Lens.mix(), REASON, AS_OF, AmountsAndCategoriesTest::shifted);
    Examination seen =
        new Examination(REASON, Segment.of(List.of("payer"), List.of("Aetna")), List.of(mix));
    Verdict verdict = Verdict.of(seen, Decision.DRIFT, mix).build();
    assertThat(verdict.explain())
        .contains("The mix of 280 records of ", " points away from that of 1,800 records of ")
        .contains("new kind 0.0 -> 30.0 %")
        .doesNotContain("It was 0.0 %");
  }

  /** To the bit, and a name is nothing but a name. */
  @Test
  void aMixOfCategoriesThatAreMadeIsThatOfThoseThatAreRead() {
    Evidence read = Through.look(Lens.mix(), REASON, AS_OF, AmountsAndCategoriesTest::shifted);
    assertThat(mix(Reading::outcome)).isEqualTo(read);
    Evidence renamed = mix(reading -> "called " + reading.outcome());
    assertThat(renamed.logPValue()).isEqualTo(read.logPValue());
    assertThat(renamed.currentValue()).isEqualTo(read.currentValue());
    assertThat(renamed.dispersion()).isEqualTo(read.dispersion());
    assertThat(renamed.notes()).contains("called a 50.0 -> 20.0 %");
    Evidence some = mix(r -> r.outcome().startsWith("rare") ? null : r.outcome());
    assertThat(some.baselineSize()).isEqualTo(90 * 16);
    assertThat(some.notes()).contains("a 62.5 -> 25.0 %");
    Evidence together = mix(r -> r.outcome().startsWith("rare") ? "rare" : r.outcome());
    assertThat(together.baselineSize()).isEqualTo(90 * 20);
  }

  private static Evidence mix(Function<Reading, String> category) {
    Metric metric = Metric.category("reason", 1, REASON.measure(), category);
    return Through.look(Lens.mix(), metric, AS_OF, AmountsAndCategoriesTest::shifted);
  }

  @Test
  void aMixThatStaysIsNothingAndHasNoWords() {
    Evidence seen =
        Through.look(
            Lens.mix(),
            REASON,
            AS_OF,
            told -> {
              for (int back = YEAR; back > 0; back--) {
                told.add(day(back), 0, "b", 6 + back % 2);
                told.add(day(back), 0, back > 200 ? "only long ago" : "a", 4);
              }
            });
    assertThat(seen.logPValue().getAsDouble()).isGreaterThan(Math.log(0.5));
    assertThat(seen.notes()).isEmpty();
    assertThat(seen.dispersion().getAsDouble())
        .as("it did change within the year")
        .isGreaterThan(5);
  }

  @Test
  void rareCategoriesAreTogether() {
    FrequencyTable before =
        FrequencyTable.builder().add(0, 800).add(1, 60).add(2, 90).add(3, 10).add(4, 40).build();
    FrequencyTable now = FrequencyTable.builder().add(0, 90).add(2, 5).add(4, 5).build();
    // a tenth of 100 a window: 1 has 5.5, 2 has 8.6, 3 has .9 and is joined by 4, which has 4.1
    CategoryGroups groups = new CategoryGroups(before, now, 6);
    assertThat(groups.size()).isEqualTo(4);
    assertThat(groups.of(3)).isEqualTo(groups.of(4)).isEqualTo(3);
    assertThat(groups.of(5)).isEqualTo(CategoryGroups.NONE);
    FrequencyTable few = FrequencyTable.builder().add(0, 9).add(3, 1).build();
    assertThat(new CategoryGroups(before, few, 5).size()).isEqualTo(1);
  }

  // ---- counts

  @Test
  void aStopOfRecordsIsSeen() {
    Evidence seen =
        Through.look(
            Lens.volume(),
            RECORDS,
            AS_OF,
            told -> {
              for (int back = YEAR; back > CURRENT; back--) {
                told.add(day(back), 0, null, 4);
              }
            });
    assertThat(seen.baselineValue()).isEqualTo(4);
    assertThat(seen.currentValue()).isZero();
    assertThat(seen.effect()).hasValue(0);
    assertThat(seen.logPValue().getAsDouble()).isLessThan(Math.log(1e-9));
    assertThat(seen.intervalHigh().getAsDouble()).isNegative();
    assertThat(seen.baselineSize()).isEqualTo(360);
    assertThat(seen.series().column("records")).contains(28).endsWith(0);
  }
}
