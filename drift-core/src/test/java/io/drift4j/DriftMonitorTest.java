package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftMonitorTest {

  private static final Definition PAYER_DRIFT = TestRuns.PAYER_DRIFT;

  @Test
  void reportsWhatDriftedOfClaimsInMemory() {
    RunReport report = monitor(TestRuns.claims("acme")).run(PAYER_DRIFT, "acme", TestRuns.AS_OF);
    DriftEvent first = report.events().get(0);
    assertThat(first.segment()).hasToString("payer=Aetna, cpt_group=SURG");
    assertThat(first.driftType()).isEqualTo("DECISION_TIME");
    assertThat(first.evidence())
        .isEqualTo(
            Evidence.of("window", PAYER_DRIFT.lookback().windows(TestRuns.AS_OF))
                .values(5, 15)
                .sizes(90, 45)
                .build());
    assertThat(first.severity()).isEqualTo(1);
    assertThat(first.volumeScore()).isEqualTo(1);
    assertThat(first.adjustedPValue()).isEmpty();
    assertThat(first.trend()).isEqualTo(Trend.DEGRADING);
    assertThat(report.events()).hasSize(TestRuns.EVENTS);
    assertThat(report.summary().groupsConsidered()).isEqualTo(5);
    assertThat(report.summary().verdicts())
        .containsEntry(Decision.DRIFT, 8)
        .containsEntry(Decision.UNREMARKABLE, 2);
    assertThat(report.summary().newestRecordDay()).isEqualTo(TestRuns.AS_OF.minusDays(1));
    assertThat(report.summary().newestEventDay()).isEqualTo(TestRuns.AS_OF.plusDays(14));
  }

  /** The rules of the reference take decided claims, of which the newest are the quickest. */
  @Test
  void payerDriftReportsWhatIsMaterialAndRealUnlessItIsToldOtherwise() {
    DriftMonitor monitor = monitor(TestRuns.yearOfClaims("acme"));
    RunReport report = monitor.run(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF);
    assertThat(report.run().policyId()).isEqualTo("controlled");
    assertThat(report.events()).hasSize(1);
    DriftEvent event = report.events().get(0);
    assertThat(event.segment()).hasToString("payer=Aetna, cpt_group=SURG");
    assertThat(event.driftType()).isEqualTo("DENIAL_RATE");
    assertThat(event.trend()).isEqualTo(Trend.DEGRADING);
    assertThat(event.adjustedPValue().orElseThrow()).isLessThan(0.05);
    assertThat(drifted(monitor, ClaimDefinitions.payerDrift()))
        .containsExactly("denial-rate of payer=Aetna, cpt_group=SURG");
    assertThat(drifted(monitor, PAYER_DRIFT))
        .contains("decision-time of payer=Aetna, cpt_group=SURG")
        .contains("decision-time of payer=Steady, cpt_group=SURG");
  }

  private static List<String> drifted(DriftMonitor monitor, Definition definition) {
    return monitor.preview(definition, "acme", TestRuns.AS_OF).events().stream()
        .map(event -> event.metricId() + " of " + event.segment())
        .toList();
  }

  @Test
  void previewsEveryVerdictWithItsReasonAndKeepsNothing() {
    InMemoryDriftRepository repository = new InMemoryDriftRepository();
    List<Claim> claims = new ArrayList<>(TestRuns.claims("acme"));
    claims.add(
        Claim.decided(
            "acme",
            "Tiny",
            "SURG",
            TestRuns.AS_OF.minusDays(1),
            TestRuns.AS_OF,
            io.drift4j.claims.Outcome.PAID));
    Detection detection =
        DriftMonitor.of(repository, ClaimCounts.of(claims.stream()))
            .preview(PAYER_DRIFT, "acme", TestRuns.AS_OF);
    assertThat(detection.verdicts()).hasSize(12);
    assertThat(
            detection.verdicts().stream().filter(verdict -> verdict.decision() == Decision.SKIPPED))
        .hasSize(2)
        .allMatch(verdict -> "below minimum volume 30".equals(verdict.reason()));
    assertThat(detection.events()).hasSize(TestRuns.EVENTS);
    assertThat(repository.storedEventIds()).isEmpty();
  }

  @Test
  void computesAnewOnlyAsAnotherRevision() {
    InMemoryDriftRepository repository = new InMemoryDriftRepository();
    List<Claim> late =
        TestRuns.claims("acme").stream().filter(claim -> !claim.payer().equals("Aetna")).toList();
    DriftMonitor before = DriftMonitor.of(repository, ClaimCounts.of(late.stream()));
    DriftMonitor after =
        DriftMonitor.of(repository, ClaimCounts.of(TestRuns.claims("acme").stream()));
    assertThat(before.run(PAYER_DRIFT, "acme", TestRuns.AS_OF).eventsCreated()).isEqualTo(6);
    RunReport repeat = after.run(PAYER_DRIFT, "acme", TestRuns.AS_OF);
    assertThat(repeat.alreadyRecorded()).isTrue();
    assertThat(repeat.summary().rowsRead()).isEqualTo(541);
    assertThat(after.run(PAYER_DRIFT, "acme", TestRuns.AS_OF, 2).eventsCreated())
        .isEqualTo(TestRuns.EVENTS);
  }

  @Test
  void readsASourceThatIsElsewhereBeforeItAsksForTheLock() {
    List<String> order = new ArrayList<>();
    CountSource source = (request, visitor) -> order.add("read");
    DriftMonitor.of(new ElsewhereRepository(order), source)
        .run(PAYER_DRIFT, "acme", TestRuns.AS_OF);
    assertThat(order).containsExactly("find", "read", "record");
  }

  @Test
  void leavesAFailureOfSuchASourceWithTheRepository() {
    List<String> order = new ArrayList<>();
    CountSource source =
        (request, visitor) -> {
          throw new DriftException("away");
        };
    DriftMonitor monitor = DriftMonitor.of(new ElsewhereRepository(order), source);
    assertThatThrownBy(() -> monitor.run(PAYER_DRIFT, "acme", TestRuns.AS_OF)).hasMessage("away");
    assertThat(order).containsExactly("find", "record");
  }

  @Test
  void runsDefinitionsTogetherInTheirOrder() {
    Definition slow = PAYER_DRIFT.withId("slow");
    DriftMonitor monitor = monitor(TestRuns.claims("acme"));
    RunReport before = monitor.run(slow, "acme", TestRuns.AS_OF);
    List<RunReport> reports =
        monitor.run(
            List.of(PAYER_DRIFT, slow, PAYER_DRIFT.withId("third")), "acme", TestRuns.AS_OF);
    assertThat(reports.stream().map(report -> report.run().definitionId()))
        .containsExactly(PAYER_DRIFT.id(), "slow", "third");
    assertThat(reports.stream().map(RunReport::number)).containsExactly(2L, 1L, 3L);
    assertThat(TestRuns.shared(reports.get(1))).isEqualTo(TestRuns.shared(before));
    assertThat(TestRuns.found(reports.get(0))).isEqualTo(TestRuns.found(before));
  }

  @Test
  void keepsWhatOtherDefinitionsFoundWhereThePolicyOfOneFails() {
    Definition broken = PAYER_DRIFT.withId("broken").withPolicy(new Speechless());
    List<RunReport> reports =
        monitor(TestRuns.claims("acme")).run(List.of(broken, PAYER_DRIFT), "acme", TestRuns.AS_OF);
    assertThat(reports.stream().map(RunReport::status))
        .containsExactly(RunStatus.FAILED, RunStatus.SUCCESS);
    assertThat(reports.get(0).reason()).startsWith("policy speechless/1");
    assertThat(reports.get(1).eventsCreated()).isEqualTo(TestRuns.EVENTS);
  }

  @Test
  void failsEveryDefinitionWhereTheSourceCannotBeRead() {
    InMemoryDriftRepository repository = new InMemoryDriftRepository();
    DriftException failure = new DriftException("away");
    CountSource source =
        (request, visitor) -> {
          throw failure;
        };
    Definition other = PAYER_DRIFT.withId("other");
    assertThatThrownBy(
            () ->
                DriftMonitor.of(repository, source)
                    .run(List.of(PAYER_DRIFT, other), "acme", TestRuns.AS_OF))
        .isSameAs(failure);
    for (Definition definition : List.of(PAYER_DRIFT, other)) {
      Run run = Run.of(definition, "acme", TestRuns.AS_OF, source, 1);
      assertThat(repository.find(run.runId()).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
    }
  }

  @Test
  void readsASourceThatIsElsewhereOnceForSeveralDefinitionsBeforeItAsksForTheLock() {
    List<String> order = new ArrayList<>();
    CountSource source = (request, visitor) -> order.add("read");
    DriftMonitor.of(new ElsewhereRepository(order), source)
        .run(List.of(PAYER_DRIFT, PAYER_DRIFT.withId("other")), "acme", TestRuns.AS_OF);
    assertThat(order).containsExactly("find", "find", "read", "record");
  }

  @Test
  void refusesDefinitionsThatCannotBeRunTogether() {
    DriftMonitor monitor = monitor(List.of());
    assertThatThrownBy(() -> monitor.run(List.of(), "acme", TestRuns.AS_OF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no run to record");
    assertThatThrownBy(() -> monitor.run(List.of(PAYER_DRIFT, PAYER_DRIFT), "acme", TestRuns.AS_OF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is to be recorded twice");
  }

  /** A policy without an answer. */
  private record Speechless() implements DriftPolicy {
    @Override
    public String id() {
      return "speechless";
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
    public List<Verdict> judge(List<Examination> examinations) {
      throw new IllegalStateException("no answer");
    }
  }

  /** Keeps nothing; only tells what it was asked, and in which order. */
  private record ElsewhereRepository(List<String> order) implements DriftRepository {
    @Override
    public List<RunReport> record(List<Run> runs, Computation computation) {
      order.add("record");
      List<Computed> outcomes = computation.checked(runs, Remembered.nothing());
      return IntStream.range(0, runs.size())
          .mapToObj(i -> RunReport.recorded(runs.get(i), 1, outcomes.get(i).detection(), 0))
          .toList();
    }

    @Override
    public Remembered remembered(List<Run> runs) {
      return Remembered.nothing();
    }

    @Override
    public Episodes episodes() {
      return new WatchBook().episodes(watch -> {});
    }

    @Override
    public NoticeFeed notices(String consumer) {
      return new WatchBook().notices(consumer);
    }

    @Override
    public Optional<RunReport> find(String runId) {
      order.add("find");
      return Optional.empty();
    }

    @Override
    public List<FailedRun> failures(Instant since) {
      return List.of();
    }

    @Override
    public List<FailedRun> failures(String customer, Instant since) {
      return List.of();
    }

    @Override
    public List<DriftEvent> events(EventQuery query) {
      return List.of();
    }

    @Override
    public EventLog events() {
      return cursor -> List.of();
    }

    @Override
    public Retention retention() {
      return new InMemoryDriftRepository().retention();
    }
  }

  @Test
  void givesTheSameWhateverTheOrderLocaleAndZone() {
    String expected =
        TestRuns.shared(monitor(TestRuns.claims("acme")).run(PAYER_DRIFT, "acme", TestRuns.AS_OF));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (int seed = 0; seed < 20; seed++) {
        Locale.setDefault(new Locale("tr", "TR"));
        TimeZone.setDefault(
            TimeZone.getTimeZone(seed % 2 == 0 ? "Pacific/Kiritimati" : "Pacific/Niue"));
        List<Claim> shuffled = new ArrayList<>(TestRuns.claims("acme"));
        Collections.shuffle(shuffled, new Random(seed));
        RunReport report = monitor(shuffled).run(PAYER_DRIFT, "acme", TestRuns.AS_OF);
        assertThat(TestRuns.shared(report)).as("seed %d", seed).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void takesAPolicyOfTheUsersOwn() {
    Definition definition = PAYER_DRIFT.withPolicy(new AnyRise());
    RunReport report = monitor(TestRuns.claims("acme")).run(definition, "acme", TestRuns.AS_OF);
    assertThat(report.run().policyId()).isEqualTo("any-rise");
    assertThat(report.run().settings()).isEqualTo("{\"policy.least\":\"0x0.0p0\"}");
    assertThat(report.events()).hasSize(9).allMatch(event -> event.evidence().delta() > 0);
  }

  /** Written with public API only. */
  private static final class AnyRise implements DriftPolicy {
    @Override
    public String id() {
      return "any-rise";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>(java.util.Map.of("least", Double.toHexString(0)));
    }

    /** The claims of these tests are decided after the as-of day. */
    @Override
    public boolean hasHindsight() {
      return true;
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      return examinations.stream().map(AnyRise::judge).toList();
    }

    private static Verdict judge(Examination examination) {
      Evidence evidence = examination.first();
      Decision decision = evidence.delta() > 0 ? Decision.DRIFT : Decision.UNREMARKABLE;
      return Verdict.of(examination, decision, evidence)
          .assessed(Assessment.builder().build())
          .build();
    }
  }

  /** Of a number of records a day, few are the news and not a lack of data. */
  @Test
  void seesAFeedThatHasNearlyStopped() {
    List<LocalDate> days = new ArrayList<>();
    for (int day = 15; day <= 104; day++) {
      days.addAll(Collections.nCopies(10, TestRuns.AS_OF.minusDays(day)));
    }
    days.addAll(Collections.nCopies(7, TestRuns.AS_OF.minusDays(3)));
    Definition load =
        Definition.of(
            "load",
            1,
            List.of(),
            List.of(Metric.count("arrivals", 1, Measure.count("day"))),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    CountSource source = RecordCounts.of(days, day -> "acme").date("day", day -> day);
    RunReport report =
        DriftMonitor.of(new InMemoryDriftRepository(), source).run(load, "acme", TestRuns.AS_OF);
    assertThat(report.events()).hasSize(1);
    assertThat(report.events().get(0).evidence().baselineValue()).isEqualTo(10);
    assertThat(report.events().get(0).evidence().currentValue()).isEqualTo(0.5);
  }

  @Test
  void namesAFieldThatTheSourceLacks() {
    CountSource source =
        RecordCounts.of(List.of(TestRuns.AS_OF), day -> "acme")
            .withId("days")
            .date("submitted_date", day -> day);
    assertThatThrownBy(
            () ->
                DriftMonitor.of(new InMemoryDriftRepository(), source)
                    .run(PAYER_DRIFT, "acme", TestRuns.AS_OF))
        .isInstanceOf(DriftException.class)
        .hasMessage("source days has no field decided_date, it has [submitted_date]");
  }

  @Test
  void readsMetricsOfOneMeasureInOneScan() {
    List<CountRequest> requests = new ArrayList<>();
    CountSource source = (request, visitor) -> requests.add(request);
    DriftMonitor.of(new InMemoryDriftRepository(), source)
        .run(PAYER_DRIFT, "acme", LocalDate.of(2026, 3, 1));
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).measures()).containsExactly(ClaimMetrics.DECISION);
  }

  private static DriftMonitor monitor(List<Claim> claims) {
    return DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(claims.stream()));
  }
}
