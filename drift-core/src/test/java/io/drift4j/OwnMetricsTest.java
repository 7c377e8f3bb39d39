package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.stats.FrequencyTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A metric of one's own of each kind, a lens and a policy: what somebody writes who has tickets.
 */
class OwnMetricsTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final LocalDate TODAY = LocalDate.of(2026, 4, 20);

  /** A ticket of a help desk, closed or not, with what was refunded. */
  record Ticket(
      String team,
      Instant opened,
      Instant closed,
      String result,
      LocalDate refunded,
      BigDecimal refund,
      String channel) {}

  /** Since the 6th of April tickets are more, slower, worse, dearer and come by telephone. */
  private static final List<Ticket> TICKETS = tickets();

  private static List<Ticket> tickets() {
    List<Ticket> tickets = new ArrayList<>();
    for (int back = 104; back > 0; back--) {
      boolean isNew = back <= 14;
      for (int i = 0; i < (isNew ? 12 : 6); i++) {
        LocalDate day = TODAY.minusDays(back);
        Instant opened = day.atTime(LocalTime.of(9, 5 * i)).atZone(ZONE).toInstant();
        Instant closed = opened.plus(Duration.ofHours(isNew ? 20 : 4));
        tickets.add(
            new Ticket(
                i % 2 == 0 ? "north" : "south",
                opened,
                closed.isBefore(TODAY.atStartOfDay(ZONE).toInstant()) ? closed : null,
                i % 6 < (isNew ? 3 : 1) ? "reopened" : i % 6 == 5 ? "spam" : "solved",
                day.plusDays(1),
                new BigDecimal(isNew ? "19.90" : "9.95"),
                i % 3 < (isNew ? 2 : 1) ? "telephone" : "mail"));
      }
    }
    return tickets;
  }

  @Test
  void aProportion() {
    // region proportion
    Metric reopened =
        Metric.proportion(
                "reopened",
                1,
                Measure.timeToEvent("opened_at", "closed_at")
                    .withOutcome("result", "solved", "reopened", "spam"),
                Observation.of("reopened").among("solved", "reopened"))
            .withDirection(Direction.UP_IS_WORSE);
    Definition quality =
        Definition.of(
            "ticket-quality",
            1,
            List.of("team"),
            List.of(reopened),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    CountSource tickets =
        RecordCounts.of(TICKETS, ticket -> "acme")
            .text("team", Ticket::team)
            .timestamp("opened_at", Ticket::opened, ZONE)
            .timestamp("closed_at", Ticket::closed, ZONE)
            .text("result", Ticket::result);
    RunReport report =
        DriftMonitor.of(new InMemoryDriftRepository(), tickets).run(quality, "acme", TODAY);
    // endregion
    assertThat(lines(report))
        .containsExactly(
            "team=north REOPENED 0.333 -> 0.667 DEGRADING",
            "team=south REOPENED 0.000 -> 0.500 DEGRADING");
  }

  @Test
  void aTimeInHours() {
    // region time
    Metric hours =
        Metric.time(
                "hours-to-close",
                1,
                Measure.timeToEvent("opened_at", "closed_at").in(ChronoUnit.HOURS),
                Observation.valueOf())
            .withThreshold(new Threshold(6, 1))
            .withFullSeverityAt(24)
            .withDirection(Direction.UP_IS_WORSE);
    Definition speed =
        Definition.of(
            "ticket-speed",
            1,
            List.of(),
            List.of(hours),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    CountSource tickets =
        RecordCounts.of(TICKETS, ticket -> "acme")
            .timestamp("opened_at", Ticket::opened, ZONE)
            .timestamp("closed_at", Ticket::closed, ZONE);
    RunReport report =
        DriftMonitor.of(new InMemoryDriftRepository(), tickets).run(speed, "acme", TODAY);
    // endregion
    assertThat(lines(report)).containsExactly(" HOURS_TO_CLOSE 4.000 -> 20.000 DEGRADING");
  }

  @Test
  void anAmount() {
    // region amount
    Metric refund =
        Metric.amount("refund", 1, Measure.amount("opened_at", "refund", 2).knownBy("refunded_on"))
            .withUnit("cents")
            .withThreshold(new Threshold(500, 0.5))
            .withFullSeverityAt(5_000)
            .withDirection(Direction.UP_IS_WORSE);
    Definition refunds =
        Definition.of(
            "refunds",
            1,
            List.of("team"),
            List.of(refund),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    CountSource tickets =
        RecordCounts.of(TICKETS, ticket -> "acme")
            .text("team", Ticket::team)
            .timestamp("opened_at", Ticket::opened, ZONE)
            .date("refunded_on", Ticket::refunded)
            .decimal("refund", Ticket::refund);
    RunReport report =
        DriftMonitor.of(new InMemoryDriftRepository(), tickets).run(refunds, "acme", TODAY);
    // endregion
    assertThat(lines(report))
        .containsExactly(
            "team=north REFUND 995.000 -> 1990.000 DEGRADING",
            "team=south REFUND 995.000 -> 1990.000 DEGRADING");
  }

  @Test
  void aCategory() {
    // region category
    Metric channels = Metric.category("channels", 1, Measure.category("opened_at", "channel"));
    Definition mix =
        Definition.of(
            "ticket-mix",
            1,
            List.of(),
            List.of(channels),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    CountSource tickets =
        RecordCounts.of(TICKETS, ticket -> "acme")
            .timestamp("opened_at", Ticket::opened, ZONE)
            .text("channel", Ticket::channel);
    RunReport report =
        DriftMonitor.of(new InMemoryDriftRepository(), tickets).run(mix, "acme", TODAY);
    // endregion
    assertThat(lines(report)).containsExactly(" CHANNELS 0.000 -> 0.333 CHANGED");
    assertThat(report.events().get(0).headline())
        .startsWith("all records: channels 33.3 points of the mix, ")
        .matches(".*, [a-z]+ [0-9.]+ -> [0-9.]+ %");
  }

  @Test
  void aCount() {
    // region count
    Metric arrivals =
        Metric.count("arrivals", 1, Measure.count("opened_at")).withThreshold(new Threshold(3, 1));
    Definition load =
        Definition.of(
            "ticket-load",
            1,
            List.of("team"),
            List.of(arrivals),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    CountSource tickets =
        RecordCounts.of(TICKETS, ticket -> "acme")
            .text("team", Ticket::team)
            .timestamp("opened_at", Ticket::opened, ZONE);
    RunReport report =
        DriftMonitor.of(new InMemoryDriftRepository(), tickets).run(load, "acme", TODAY);
    // endregion
    assertThat(lines(report))
        .containsExactly(
            "team=north ARRIVALS 3.000 -> 6.000 CHANGED",
            "team=south ARRIVALS 3.000 -> 6.000 CHANGED");
  }

  // region lens
  /** How many records end within a number of days, of all that started; open ones are not yet. */
  record EndedBy(int days) implements Lens {

    @Override
    public String id() {
      return "ended-by";
    }

    @Override
    public int lagDays() {
      return days; // every record of both windows has been seen for so long
    }

    @Override
    public Evidence look(Comparison comparison) {
      FrequencyTable before = comparison.baseline().table();
      FrequencyTable now = comparison.current().table();
      long started = comparison.baseline().open() + before.count();
      long startedNow = comparison.current().open() + now.count();
      Evidence.Builder evidence = Evidence.of(comparison).sizes(started, startedNow).horizon(days);
      return started == 0 || startedNow == 0
          ? evidence.undecided("a window is empty").build()
          : evidence.values(share(before, started), share(now, startedNow)).build();
    }

    private double share(FrequencyTable times, long started) {
      long[] ended = {0};
      times.forEach((time, count) -> ended[0] += time <= days ? count : 0);
      return (double) ended[0] / started;
    }
  }

  // endregion

  // region policy
  /** Reports what fell by ten points or more through any of its views. */
  record Falls() implements DriftPolicy {

    @Override
    public String id() {
      return "falls";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>();
    }

    @Override
    public List<View> views(Metric metric, Lookback lookback) {
      return List.of(
          new View("at-once", lookback, new EndedBy(0)),
          new View("in-a-week", lookback, new EndedBy(7)));
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      return examinations.stream().map(Falls::judge).toList();
    }

    private static Verdict judge(Examination examination) {
      return examination.evidence().stream()
          .filter(evidence -> evidence.hasValues() && evidence.delta() <= -0.1)
          .findFirst()
          .map(fall -> Verdict.of(examination, Decision.DRIFT, fall).build())
          .orElseGet(() -> Verdict.skipped(examination, "nothing fell"));
    }
  }

  // endregion

  @Test
  void aLensAndAPolicy() {
    Metric days =
        Metric.days(
            "days-to-close", 1, Measure.timeToEvent("opened_at", "closed_at"), Reading::value);
    Definition definition =
        Definition.of("closed", 1, List.of(), List.of(days), Lookback.ofDays(60, 14), new Falls());
    CountSource tickets =
        RecordCounts.of(TICKETS, ticket -> "acme")
            .timestamp("opened_at", Ticket::opened, ZONE)
            .timestamp("closed_at", Ticket::closed, ZONE);
    RunReport report =
        DriftMonitor.of(new InMemoryDriftRepository(), tickets).run(definition, "acme", TODAY);
    assertThat(report.events()).hasSize(1);
    Evidence evidence = report.events().get(0).evidence();
    assertThat(evidence.view()).isEqualTo("at-once");
    assertThat(evidence.baselineValue()).isEqualTo(1);
    assertThat(evidence.currentValue()).isZero();
    assertThat(evidence.horizon()).hasValue(0);
    assertThat(report.summary().span())
        .as("the views' windows are read together, those of the lag too")
        .hasToString("[2026-01-29, 2026-04-20)");
  }

  static Stream<String> regions() {
    return Stream.of("proportion", "time", "amount", "category", "count", "lens", "policy");
  }

  @ParameterizedTest
  @MethodSource("regions")
  void eachIsUnderFortyLines(String region) {
    assertThat(Regions.lines(getClass(), region)).hasSizeBetween(5, 39);
  }

  private static List<String> lines(RunReport report) {
    return report.events().stream()
        .map(
            event ->
                String.format(
                    Locale.ROOT,
                    "%s %s %.3f -> %.3f %s",
                    event.segment(),
                    event.driftType(),
                    event.evidence().baselineValue(),
                    event.evidence().currentValue(),
                    event.trend()))
        .toList();
  }
}
