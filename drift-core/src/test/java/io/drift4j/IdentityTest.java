package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.ClaimMetrics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No release changes the key of an existing run. The committed file was written from the wording of
 * {@link Run} and {@link Run#eventId} by another program ({@code src/test/oracle/identities.py},
 * Python 3.11, hashlib), not by this library.
 */
class IdentityTest {

  private static final Definition DEFINITION = TestRuns.PAYER_DRIFT;

  static Stream<CSVRecord> committed() {
    return TestFiles.csv(TestFiles.resource("identities.csv")).stream();
  }

  @ParameterizedTest
  @MethodSource("committed")
  void isWhatWasCommitted(CSVRecord row) {
    Run run = run(row);
    assertThat(run.runId()).isEqualTo(row.get("run_id"));
    Metric metric =
        row.get("metric").equals("denial-rate")
            ? ClaimMetrics.DENIAL_RATE
            : ClaimMetrics.DECISION_TIME;
    assertThat(run.eventId(metric, segment(row))).isEqualTo(row.get("event_id"));
  }

  @Test
  void fileHoldsFiftyDistinctIdentities() {
    assertThat(committed().map(row -> row.get("run_id"))).hasSize(50).doesNotHaveDuplicates();
    assertThat(committed().map(row -> row.get("event_id"))).hasSize(50).doesNotHaveDuplicates();
  }

  private static Run run(CSVRecord row) {
    Lookback lookback =
        new Lookback(
            number(row, "baseline_days"), number(row, "current_days"), number(row, "gap_days"));
    DriftPolicy policy = DriftPolicy.thresholds().withMinimumVolume(number(row, "minimum_volume"));
    Definition definition =
        DEFINITION.withId(row.get("definition")).withLookback(lookback).withPolicy(policy);
    LocalDate asOf = LocalDate.parse(row.get("as_of"));
    CountSource source = new Named(row.get("source"), settings(row.get("source_settings")));
    return Run.of(definition, row.get("customer"), asOf, source, number(row, "revision"));
  }

  private static SortedMap<String, String> settings(String text) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (String setting : text.isEmpty() ? new String[0] : text.split(";")) {
      String[] parts = setting.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return settings;
  }

  /** A source of which nothing but its identity is asked. */
  private record Named(String id, SortedMap<String, String> settings) implements CountSource {
    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      throw new AssertionError("nothing is read here");
    }
  }

  private static Segment segment(CSVRecord row) {
    String payer = row.get("payer");
    List<String> values = new ArrayList<>();
    values.add(payer.equals("NULL") ? null : payer.substring(1, payer.length() - 1));
    values.add(row.get("cpt_group"));
    return Segment.of(DEFINITION.dimensions(), values);
  }

  private static int number(CSVRecord row, String column) {
    return Integer.parseInt(row.get(column));
  }

  @Test
  void staysTheSameWhenASettingIsSetToItsDefault() {
    Definition spelledOut =
        DEFINITION
            .withLookback(new Lookback(90, 14, 0))
            .withPolicy(DriftPolicy.thresholds().withMinimumVolume(30))
            .withMetrics(
                List.of(
                    ClaimMetrics.DENIAL_RATE.withThreshold(new Threshold(0.05, 0.5)),
                    ClaimMetrics.DECISION_TIME));
    assertThat(run(spelledOut).runId()).isEqualTo(run(DEFINITION).runId());
    assertThat(run(spelledOut).settings()).isEqualTo("{}");
  }

  @Test
  void changesWithEverySettingThatDecidesAResult() {
    Metric rate = ClaimMetrics.DENIAL_RATE;
    Metric time = ClaimMetrics.DECISION_TIME;
    List<Definition> all =
        List.of(
            DEFINITION,
            DEFINITION.withLookback(Lookback.ofDays(91, 14)),
            DEFINITION.withLookback(Lookback.ofDays(90, 13)),
            DEFINITION.withLookback(Lookback.ofDays(90, 14).withGapDays(1)),
            DEFINITION.withPolicy(DriftPolicy.thresholds().withMinimumVolume(31)),
            DEFINITION.withRollUp(List.of("payer"), List.of()),
            DEFINITION.withRollUp(List.of("payer")),
            DEFINITION.withComputed(Dimension.computed("payer", "payer", String::valueOf)),
            DEFINITION.withComputed(Dimension.computed("payer", "plan", String::valueOf)),
            DEFINITION.withMetrics(List.of(rate)),
            DEFINITION.withMetrics(List.of(time, rate)),
            DEFINITION.withMetrics(List.of(rate.withThreshold(new Threshold(0.06, 0.5)), time)),
            DEFINITION.withMetrics(List.of(rate.withThreshold(new Threshold(0.05, 0.6)), time)),
            DEFINITION.withMetrics(List.of(rate.withSummary(Summary.MEDIAN), time)),
            DEFINITION.withMetrics(List.of(rate.withFullSeverityAt(0.4), time)),
            DEFINITION.withMetrics(List.of(rate.withDirection(Direction.NEUTRAL), time)),
            DEFINITION.withMetrics(List.of(rate.withDriftType("RATE"), time)));
    assertThat(all.stream().map(definition -> run(definition).runId())).doesNotHaveDuplicates();
  }

  @Test
  void changesWithIdAsOfDayRevisionAndWhatTheSourceReads() {
    LocalDate day = TestRuns.AS_OF;
    CountSource plain = new Named("claims", new TreeMap<>());
    CountSource filtered = new Named("claims", settings("filter=not is_test"));
    CountSource elsewhere = new Named("claims", settings("table=not is_test"));
    CountSource renamed = new Named("tests", new TreeMap<>());
    List<Run> all =
        List.of(
            Run.of(DEFINITION, "acme", day, plain, 1),
            Run.of(DEFINITION, "acme", day, plain, 2),
            Run.of(DEFINITION, "acme", day.plusDays(1), plain, 1),
            Run.of(DEFINITION.withId("weekly"), "acme", day, plain, 1),
            Run.of(DEFINITION, "acme", day, filtered, 1),
            Run.of(DEFINITION, "acme", day, elsewhere, 1),
            Run.of(DEFINITION, "acme", day, renamed, 1));
    assertThat(all.stream().map(Run::runId)).doesNotHaveDuplicates();
    assertThat(all.get(0).runId()).isEqualTo(Run.of(DEFINITION, "acme", day, plain, 1).runId());
  }

  /** Java's own order puts U+1F600 before U+FF21. */
  @Test
  void sortsSettingsByTheCodePointsOfTheirNames() {
    SortedMap<String, String> reversed = new TreeMap<>(java.util.Comparator.reverseOrder());
    reversed.putAll(settings("\uFF21=1;😀=2"));
    Run run = run("acme", "claims", settings("\uFF21=1;😀=2"));
    assertThat(run("acme", "claims", reversed).runId()).isEqualTo(run.runId());
    assertThat(run.sourceFingerprint())
        .isEqualTo(
            new Fingerprint()
                .add("drift-source/1")
                .add(2)
                .add("\uFF21")
                .add("1")
                .add("😀")
                .add("2")
                .hex());
  }

  @Test
  void refusesSettingsAndPoliciesThatHaveNoBytesOfTheirOwn() {
    assertThatThrownBy(() -> run("acme", "claims", settings("outcome.\uD800=1")))
        .hasMessageContaining("the name of the source's setting outcome.")
        .hasMessageContaining("unpaired surrogate");
    assertThatThrownBy(() -> run("acme", "claims", settings("filter=\uD800")))
        .hasMessageContaining("the source's setting filter holds an unpaired surrogate");
    assertThatThrownBy(() -> run(DEFINITION.withPolicy(new Unnamed("a\0b", "1"))))
        .hasMessageContaining("policy id must be 1 to 100 letters");
    assertThatThrownBy(() -> run(DEFINITION.withPolicy(new Unnamed(null, "1"))))
        .hasMessageContaining("policy id must be");
    assertThatThrownBy(() -> run(DEFINITION.withPolicy(new Unnamed("p", "\uD800"))))
        .hasMessageContaining("setting policy.x holds an unpaired surrogate");
  }

  private record Unnamed(String id, String setting) implements DriftPolicy {
    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>(java.util.Map.of("x", setting));
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      return List.of();
    }
  }

  @Test
  void staysTheSameWhateverChangesNoResult() {
    CountSource stale = RecordCounts.of(List.<String>of(), record -> record);
    CountSource fresh = RecordCounts.of(List.<String>of(), record -> record).requireFresh(3);
    Run run = Run.of(DEFINITION, "acme", TestRuns.AS_OF, stale, 1);
    assertThat(Run.of(DEFINITION.withSegmentLimit(5), "acme", TestRuns.AS_OF, fresh, 1).runId())
        .isEqualTo(run.runId());
  }

  @Test
  void refusesWhatNoDatabaseKeeps() {
    assertThatThrownBy(() -> run("ac\0me", "claims", 1))
        .hasMessage("the customer holds NUL at index 2, which no database keeps; clean the source");
    assertThatThrownBy(() -> Segment.of(List.of("payer"), List.of("x\uD800")))
        .hasMessage(
            "the value of dimension payer holds an unpaired surrogate at index 1, which no database keeps; clean the source");
    assertThatThrownBy(() -> run("", "claims", 1)).hasMessageContaining("customer is empty");
    assertThatThrownBy(() -> run("acme", "claims", 0))
        .hasMessageContaining("revision must be 1 or more, not 0");
    assertThatThrownBy(() -> run("acme", "a b", 1)).hasMessageContaining("source id");
  }

  @Test
  void namesTheVersionOfTheBuild() {
    assertThat(Run.LIBRARY_VERSION).isEqualTo(System.getProperty("project.version"));
  }

  @Test
  void refusesAnAsOfDayWhoseWindowsNoDatabaseKeeps() {
    for (LocalDate day :
        List.of(LocalDate.of(1, 1, 10), LocalDate.of(10000, 1, 1), LocalDate.MIN, LocalDate.MAX)) {
      assertThatThrownBy(() -> TestRuns.on(day))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("reaches beyond the years 1 to 9999");
    }
    assertThat(TestRuns.on(LocalDate.of(9999, 12, 31)).asOf()).hasYear(9999);
  }

  private static Run run(Definition definition) {
    return TestRuns.of(definition, "acme", 1);
  }

  private static Run run(String customer, String source, SortedMap<String, String> settings) {
    return Run.of(DEFINITION, customer, TestRuns.AS_OF, new Named(source, settings), 1);
  }

  private static Run run(String customer, String source, int revision) {
    CountSource named = new Named(source, new TreeMap<>());
    return Run.of(DEFINITION, customer, TestRuns.AS_OF, named, revision);
  }
}
