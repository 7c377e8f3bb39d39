package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Shares and ratios of amounts, by hand. */
class RatioLensTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 6);
  private static final int YEAR = 378;
  private static final int CURRENT = 14;

  private static final Metric BILLED =
      Metric.amount("billed", 1, Measure.amount("day", "billed", 0));
  private static final Metric SHARE =
      Metric.amount("share", 1, Measure.amount("day", "refused", 0)).withCompanions(BILLED);
  private static final Metric RATIO =
      Metric.amount("ratio", 1, Measure.amount("day", "refused", 0).minus("billed"))
          .withCompanions(BILLED);

  private static final Metric LESS =
      Metric.amount("less", 1, Measure.amount("day", "refused", 0)).withCompanions(BILLED);

  /** What was billed, and the same where it was refused. */
  private record Row(LocalDate day, String kind, long billed, Long refused) {}

  private static Evidence look(Lens lens, Metric metric, List<Row> rows, String... strata) {
    SortedMap<Segment, Evidence> seen = new TreeMap<>();
    CountSource source =
        RecordCounts.of(rows, row -> "acme")
            .date("day", Row::day)
            .text("kind", Row::kind)
            .decimal("billed", row -> BigDecimal.valueOf(row.billed))
            .decimal(
                "refused", row -> row.refused == null ? null : BigDecimal.valueOf(row.refused));
    Definition definition =
        Definition.of(
                "ratios",
                1,
                List.of(),
                List.of(metric.testedThrough(lens)),
                Lookback.ofDays(90, CURRENT),
                DriftPolicy.controlled())
            .withStrata(List.of(strata));
    Detection detection =
        DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source);
    detection.verdicts().forEach(verdict -> seen.put(verdict.segment(), verdict.evidence()));
    return seen.get(Segment.of(List.of(), List.of()));
  }

  /** Of 100, 200 and 300 a day the second is refused, and now the third. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int back = YEAR; back > 0; back--) {
      long refused = back <= CURRENT ? 300 : 200;
      for (long billed = 100; billed <= 300; billed += 100) {
        rows.add(new Row(AS_OF.minusDays(back), "any", billed, billed == refused ? billed : null));
      }
    }
    return rows;
  }

  @Test
  void aShareIsWeightedByTheAmounts() {
    Evidence seen = look(Lens.weightedShare(BILLED, 0), SHARE, rows());
    assertThat(seen.baselineValue()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(seen.currentValue()).isCloseTo(0.5, within(1e-15));
    assertThat(seen.baselineSize()).isEqualTo(270);
    assertThat(seen.currentSize()).isEqualTo(42);
    assertThat(seen.figure(Figure.AMOUNT_BELOW)).hasValue(14 * 600.0);
    double r = (90 * 200 + 14 * 300) / (104 * 600.0);
    double squares =
        104 * r * r * (1e4 + 4e4 + 9e4) + (1 - 2 * r) * (90 * 4e4 + 14 * 9e4); // Σ a² (event − r)²
    double ofNow = 14 * 300 - r * 14 * 600;
    double difference = ofNow / 42 + ofNow / 270; // the scores of both add to 0
    double error = Math.sqrt(squares / 311 * (1 / 42.0 + 1 / 270.0));
    double z = difference / error;
    assertThat(seen.dispersion()).hasValue(1);
    assertThat(seen.delta() / seen.standardError().orElseThrow()).isCloseTo(z, within(1e-9));
    assertThat(seen.logPValue().orElseThrow()).isBetween(-3.5, -2.5);
    assertThat(seen.intervalLow().orElseThrow()).isBetween(-0.05, 0.0); // as p is above 0.05
    assertThat(seen.intervalHigh().orElseThrow()).isBetween(0.25, 0.35);
  }

  @Test
  void oneLargeAmountIsNoDrift() {
    List<Row> rows = new ArrayList<>(rows());
    rows.removeIf(row -> !row.day.isBefore(AS_OF.minusDays(CURRENT)));
    for (int back = CURRENT; back > 0; back--) {
      rows.add(new Row(AS_OF.minusDays(back), "any", 100, null));
      rows.add(new Row(AS_OF.minusDays(back), "any", 200, 200L));
      rows.add(
          new Row(
              AS_OF.minusDays(back), "any", back == 3 ? 30_000 : 300, back == 3 ? 30_000L : null));
    }
    Evidence seen = look(Lens.weightedShare(BILLED, 0), SHARE, rows);
    assertThat(seen.currentValue()).isGreaterThan(0.8);
    assertThat(seen.logPValue().orElseThrow()).isGreaterThan(Math.log(0.05));
  }

  @Test
  void theOrderOfRecordsDoesNotMatter() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(5);
    for (int back = YEAR; back > 0; back--) {
      for (int i = 0; i < 5; i++) {
        long billed = Math.round(Math.exp(9 + 3 * random.nextGaussian()));
        Long refused = random.nextInt(4) == 0 ? (Long) billed : null;
        rows.add(new Row(AS_OF.minusDays(back), i < 2 ? "a" : "b", billed, refused));
      }
    }
    Evidence seen = look(Lens.weightedShare(BILLED, 0), SHARE, rows);
    Evidence ratio = look(Lens.ratio(BILLED, 0, "kind"), LESS, rows, "kind");
    Collections.shuffle(rows, random);
    assertThat(seen.delta()).isNotZero();
    assertThat(look(Lens.weightedShare(BILLED, 0), SHARE, rows)).isEqualTo(seen);
    assertThat(look(Lens.ratio(BILLED, 0, "kind"), LESS, rows, "kind")).isEqualTo(ratio);
  }

  /** A tenth of a percent less and then ten percent less is not a hundred times as much. */
  @Test
  void noFactorIsToldOfARatioThatMayAsWellBeZero() {
    for (long offset : new long[] {-1, 0, 1}) {
      List<Row> rows = new ArrayList<>();
      for (int back = YEAR; back > 0; back--) {
        for (int i = 0; i < 4; i++) {
          long around = (i % 2 == 0 ? 5 : -5) + (back % 40 == 0 ? offset : 0);
          rows.add(
              new Row(AS_OF.minusDays(back), "any", 100, back <= CURRENT ? 90L : 100L + around));
        }
      }
      Evidence seen = look(Lens.ratio(BILLED, 0), RATIO, rows);
      assertThat(seen.delta()).isCloseTo(-0.1, within(0.01));
      assertThat(seen.effect()).isEmpty();
    }
  }

  @Test
  void aFactorIsToldOfARatioThatIsSurelyAboveZero() {
    Evidence seen = look(Lens.ratio(BILLED, 0), LESS, rows());
    assertThat(seen.effectMeasure()).isEqualTo("ratio");
    assertThat(seen.effect().orElseThrow()).isCloseTo(1.5, within(1e-12));
  }

  /** Of half a baseline of 0 nothing can be said to be less: it was a failure of the run. */
  @Test
  void amountsThatAreAlwaysZeroAreJudged() {
    List<Row> rows = new ArrayList<>();
    for (int back = YEAR; back > 0; back--) {
      for (int i = 0; i < 4; i++) {
        rows.add(new Row(AS_OF.minusDays(back), "any", 100, 100L));
      }
    }
    assertThat(look(Lens.ratio(BILLED, 0), RATIO, rows).delta()).isZero();
    assertThat(look(Lens.location(), RATIO, rows).delta()).isZero();
  }

  /** Of a, all is paid 10 % less, and of b 50 %; there is more of b now. */
  @Test
  void aRatioIsStandardisedToWhatBothWindowsHave() {
    List<Row> rows = new ArrayList<>();
    for (int back = YEAR; back > 0; back--) {
      for (int i = 0; i < 4; i++) {
        boolean isB = i < (back <= CURRENT ? 3 : 1);
        rows.add(new Row(AS_OF.minusDays(back), isB ? "b" : "a", 100, isB ? 50L : 90L));
      }
      if (back > CURRENT) {
        rows.add(new Row(AS_OF.minusDays(back), "only before", 1_000_000, 0L));
      }
    }
    Evidence seen = look(Lens.ratio(BILLED, 0, "kind"), RATIO, rows, "kind");
    assertThat(seen.delta()).isCloseTo(0, within(1e-15));
    assertThat(seen.baselineValue()).isBetween(-0.5, -0.1);
    assertThat(seen.baselineSize()).isEqualTo(450);
    assertThat(look(Lens.ratio(BILLED, 0), RATIO, rows, "kind").delta()).isPositive();
  }
}
