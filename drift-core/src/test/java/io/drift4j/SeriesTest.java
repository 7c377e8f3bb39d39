package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drift4j.stats.DayScores;
import io.drift4j.stats.Interval;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a picture, and how grave a change is: what is kept with an event. */
class SeriesTest {

  private static final LocalDate FIRST = LocalDate.of(2025, 10, 1);

  @Test
  void isACompactText() {
    Series series = Series.ofDays(FIRST, 7).with("records", 40, 38.5).with("events", 4, -0.0);
    assertThat(series).hasToString("DAYS 2025-10-01 7 events=4,0 records=40,38.5");
    assertThat(Series.ofAges(24).with("decided", 1e300)).hasToString("AGES - 24 decided=1.0E300");
    assertThat(Series.ofQuantiles()).hasToString("QUANTILES - 1");
    assertThat(series.names()).containsExactly("events", "records");
    assertThat(series.size()).isEqualTo(2);
    assertThat(series.first()).isEqualTo(FIRST);
    assertThat(series.step()).isEqualTo(7);
    assertThat(series.axis()).isEqualTo(Series.Axis.DAYS);
  }

  @Test
  void comesBackFromItsTextWithTheSameBits() {
    SplittableRandom random = new SplittableRandom(20261127);
    for (int i = 0; i < 300; i++) {
      int size = random.nextInt(5);
      Series series =
          switch (random.nextInt(3)) {
            case 0 -> Series.ofDays(FIRST.plusDays(random.nextInt(9_999)), 1 + random.nextInt(9));
            case 1 -> Series.ofAges(1 + random.nextInt(24));
            default -> Series.ofQuantiles();
          };
      for (int column = random.nextInt(4); column >= 0; column--) {
        double[] numbers = new double[size];
        Arrays.setAll(numbers, j -> number(random));
        series = series.with("column-" + column, numbers);
      }
      Series back = Series.parse(series.toString());
      assertThat(back).as("case %d", i).isEqualTo(series).hasSameHashCodeAs(series);
      for (String name : series.names()) {
        assertThat(back.column(name)).containsExactly(series.column(name));
      }
    }
  }

  private static double number(SplittableRandom random) {
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(any) ? random.nextBoolean() ? any : Math.rint(any % 1e6) : 0;
  }

  @Test
  void isNobodysToChange() {
    double[] numbers = {1, 2};
    Series one = Series.ofAges(1).with("a", numbers);
    Series two = one.with("b", 3, 4);
    numbers[0] = 7;
    one.column("a")[1] = 7;
    assertThat(one.column("a")).containsExactly(1, 2);
    assertThat(one.names()).containsExactly("a");
    assertThat(two).isNotEqualTo(one);
  }

  @Test
  void refusesWhatIsNone() {
    Series series = Series.ofAges(1).with("a", 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.ofAges(0))
        .withMessage("step of a series must be 1 or more, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series.with("a", 3, 4))
        .withMessage("column a of a series must be new and have 2 numbers");
    assertThatIllegalArgumentException().isThrownBy(() -> series.with("b", 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series.with("b", 3, Double.NaN))
        .withMessage("column b must be of finite numbers, not [3.0, NaN]");
    assertThatIllegalArgumentException().isThrownBy(() -> series.with("b=c", 3, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series.column("b"))
        .withMessage("series has columns [a], not b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DAYS",
        "WEEKS - 1",
        "DAYS - 1",
        "DAYS 2025-13-01 1",
        "AGES - 0",
        "AGES - x",
        "AGES - 1 a",
        "AGES - 1 a=1,x",
        "AGES - 1 a=1, b=2",
        "AGES - 1 a=1 b=2,3",
        "AGES - 1 a=NaN",
        "AGES - 1 a=1 a=1",
        "AGES 2025-10-01 1"
      })
  void refusesTextThatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.parse(text))
        .withMessage("series must be as Series.toString writes it");
  }

  // ---- of days

  /** All that is counted is in some week, but for what does not fill one at the beginning. */
  @Test
  void ofManyDaysHasWeeksThatEndWithTheCurrentWindow() {
    for (int days : new int[] {60, 61, 104, 378, 420, 421, 1_000}) {
      DayScores.Builder scores = DayScores.builder(FIRST.toEpochDay(), days);
      for (int day = 0; day < days; day++) {
        scores.add(FIRST.toEpochDay() + day, 1, day % 3).add(FIRST.toEpochDay() + day, 0, 2);
      }
      Series series = DaySeries.of(history(days), scores.build());
      assertThat(series.size()).as("%d days", days).isBetween(days < 61 ? days : 8, 60);
      assertThat(series.step()).isEqualTo(days <= 60 ? 1 : days <= 420 ? 7 : days <= 840 ? 14 : 21);
      assertThat(series.first().plusDays((long) series.step() * series.size()))
          .isEqualTo(FIRST.plusDays(days));
      int left = days - series.step() * series.size();
      double events = 0;
      for (int day = left; day < days; day++) {
        events += day % 3;
      }
      assertThat(Arrays.stream(series.column("events")).sum()).isEqualTo(events);
      assertThat(Arrays.stream(series.column("records")).sum())
          .isEqualTo(events + 2.0 * (days - left));
    }
  }

  private static HistoryDays history(int days) {
    LocalDate asOf = FIRST.plusDays(days);
    HistoryDays[] seen = new HistoryDays[1];
    Definition definition =
        Definition.of(
            "seen",
            1,
            List.of(),
            List.of(ContractMetrics.DENIED),
            Lookback.ofDays(days - 14, 14),
            Looking.with(comparison -> seen[0] = new HistoryDays(comparison)));
    CountSource source =
        (request, visitor) -> {
          CellVisitor.Cells cells = visitor.segment(Segment.of(List.of(), List.of()));
          cells.add(0, asOf.toEpochDay() - 1, 0, "PAID", 1);
          cells.end();
        };
    DriftDetector.detect(definition, Run.of(definition, "acme", asOf, source, 1), source);
    return seen[0];
  }

  // ---- assessments

  @Test
  void anAssessmentSaysWhatItWasToldAndNothingElse() {
    Assessment nothing = Assessment.builder().build();
    assertThat(nothing.severity()).isZero();
    assertThat(nothing.severityLow()).isEmpty();
    assertThat(nothing.volumeScore()).isZero();
    assertThat(nothing.adjustedPValue()).isEmpty();
    assertThat(nothing.adjustedInterval()).isEmpty();
    assertThat(nothing.family()).isNull();
    assertThat(nothing.familySize()).isEmpty();
    assertThat(nothing.minimumDetectable()).isEmpty();
    assertThat(nothing.recordsAtStake()).isEmpty();
    assertThat(nothing.moneyAtStake()).isEmpty();
    assertThat(nothing.confirming()).isEmpty();
    assertThat(nothing).hasToString("severity 0.0, volume score 0.0, confirmed by []");

    Interval interval = new Interval(-0.0, 0.25, 0.99);
    Assessment.Builder builder =
        Assessment.builder()
            .severity(0.5)
            .severityLow(-0.0)
            .volumeScore(1)
            .adjustedPValue(0.01)
            .adjustedInterval(interval)
            .family("run", 160)
            .minimumDetectable(0.07)
            .recordsAtStake(12.5)
            .moneyAtStake(-3)
            .confirmedBy(List.of("fast", "by-60"));
    Assessment all = builder.build();
    assertThat(all)
        .isEqualTo(builder.build())
        .hasSameHashCodeAs(builder.build())
        .isNotEqualTo(nothing)
        .hasToString(
            "severity 0.5 (at least 0.0), volume score 1.0, adjusted p 0.01, adjusted interval "
                + new Interval(0, 0.25, 0.99)
                + ", family run of 160, detectable 0.07, records 12.5, money -3, confirmed by"
                + " [fast, by-60]");
    builder.severity(0.1);
    assertThat(all.severity()).isEqualTo(0.5);
  }

  @Test
  void anAssessmentRefusesWhatCannotBe() {
    refuses("severity must be in [0, 1], not 1.5", a -> a.severity(1.5));
    refuses("severity must be in [0, 1], not NaN", a -> a.severity(Double.NaN));
    refuses("lower severity must be in [0, 1], not -1.0", a -> a.severityLow(-1));
    refuses("volume score must be in [0, 1], not 2.0", a -> a.volumeScore(2));
    refuses("adjusted p-value must be in [0, 1], not -0.5", a -> a.adjustedPValue(-0.5));
    refuses("family size must be 1 or more, not 0", a -> a.family("run", 0));
    refuses(
        "family must be 1 to 100 letters, digits, '-', '_' or '.', not \"a b\"",
        a -> a.family("a b", 1));
    refuses(
        "minimum detectable difference must be positive and finite, not 0.0",
        a -> a.minimumDetectable(0));
    refuses("records at stake must be 0 or more, not -1.0", a -> a.recordsAtStake(-1));
    refuses("margin must be positive and finite, not 0.0", a -> a.margin(0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Assessment.builder()
                    .adjustedInterval(new Interval(0, Double.POSITIVE_INFINITY, 0.95)))
        .withMessageStartingWith("adjusted interval must be of finite limits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Assessment.builder().confirmedBy(List.of("no name")))
        .withMessageStartingWith("view must be");
  }

  private static void refuses(String message, Consumer<Assessment.Builder> told) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> told.accept(Assessment.builder()))
        .withMessage(message);
  }
}
