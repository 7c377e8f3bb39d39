package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.drift4j.Attribution;
import io.drift4j.Detection;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.DriftRepository;
import io.drift4j.EventCursor;
import io.drift4j.EventQuery;
import io.drift4j.Evidence;
import io.drift4j.FailedRun;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.RunSummary;
import io.drift4j.Segment;
import io.drift4j.Series;
import io.drift4j.TestRuns;
import io.drift4j.Window;
import io.drift4j.WindowPair;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.MigrationReport;
import io.drift4j.migrations.SchemaStatus;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a report holds is the same JSON by Jackson 2 and 3, of which the library knows neither:
 * nothing of it is lost, and what is plain is read back.
 */
class JsonTest {

  /** As Spring Boot sets it up. */
  private static final com.fasterxml.jackson.databind.ObjectMapper TWO =
      com.fasterxml.jackson.databind.json.JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final tools.jackson.databind.ObjectMapper THREE =
      tools.jackson.databind.json.JsonMapper.builder().build();

  /** What may be empty because there is none of it. */
  private static final Set<String> EMPTY = Set.of("figures", "reasons", "failures", "leftOut");

  private static TestDatabase host;
  private static DriftMonitor monitor;
  private static RunReport report;
  private static Detection detection;

  @BeforeAll
  static void run() {
    host = TestDatabases.h2();
    DriftMigrations.on(host.dataSource()).migrate();
    ClaimTable.create(host, TestRuns.yearOfClaims("acme"));
    DriftDatabase database = DriftDatabase.on(host.dataSource()).keepVerdicts(KeptVerdicts.ALL);
    monitor = DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    report = monitor.run(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF);
    detection = monitor.preview(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF);
  }

  static Stream<Object> told() {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftRepository repository = database.repository();
    return Stream.of(
        report,
        detection,
        detection.verdicts().get(0),
        detection.summary().leftOut(),
        report.events().get(0),
        report.events().get(0).assessment(),
        report.events().get(0).evidence(),
        Evidence.of("view", windows()).undecided("nothing was there").build(),
        Series.ofDays(LocalDate.of(2026, 1, 1), 7).with("events", 1, 2.5).with("records", 3, 4),
        repository.verdicts(report.run().runId()),
        monitor.detectability(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF),
        monitor.compare(
            ClaimDefinitions.payerDrift(), DriftPolicy.thresholds(), "acme", TestRuns.AS_OF),
        Attribution.of(repository.verdicts(report.run().runId()), "denial-rate"),
        DriftSweep.of(database, database.counts(RecordTable.named("claim")))
            .run(TestRuns.PAYER_DRIFT, Arrays.asList("acme", null), TestRuns.AS_OF),
        database.verify(RecordTable.named("claim"), TestRuns.PAYER_DRIFT),
        DriftMigrations.on(host.dataSource()).status());
  }

  @ParameterizedTest
  @MethodSource("told")
  void losesNothingAndIsTheSameByBoth(Object value) throws JsonProcessingException {
    Object tree = tree(TWO.writeValueAsString(value));
    assertThat(tree(THREE.writeValueAsString(value))).isEqualTo(tree);
    assertThatNothingIsEmpty("", tree);
  }

  @Test
  void namesWhatOneWouldLookForInAnEvent() throws JsonProcessingException {
    DriftEvent event = report.events().get(0);
    Map<?, ?> tree = (Map<?, ?>) tree(TWO.writeValueAsString(event));
    assertThat(tree.get("segment"))
        .isEqualTo(
            Map.of("dimensions", event.segment().dimensions(), "values", event.segment().values()));
    assertThat(tree.get("trend")).isEqualTo(event.trend().name());
    assertThat(tree.get("headline")).isEqualTo(event.headline());
    assertThat(((Map<?, ?>) tree.get("run")).get("asOf")).isEqualTo("2026-01-15");
    assertThat((Map<?, ?>) tree.get("evidence"))
        .extracting("baselineValue", "currentValue", "delta", "testPValue", "intervalLow")
        .containsExactly(
            event.evidence().baselineValue(),
            event.evidence().currentValue(),
            event.evidence().delta(),
            event.evidence().pValue().getAsDouble(),
            event.evidence().intervalLow().getAsDouble());
    assertThat((Map<?, ?>) tree.get("assessment"))
        .extracting("severity", "adjustedPValue")
        .containsExactly(event.severity(), event.adjustedPValue().getAsDouble());
  }

  @Test
  void saysOfAFailureInASweepWhy() throws JsonProcessingException {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    SweepReport sweep =
        DriftSweep.of(database, database.counts(RecordTable.named("nowhere")))
            .run(TestRuns.PAYER_DRIFT, List.of("acme"), TestRuns.AS_OF);
    for (String json : List.of(TWO.writeValueAsString(sweep), THREE.writeValueAsString(sweep))) {
      Map<?, ?> failures = (Map<?, ?>) ((Map<?, ?>) tree(json)).get("failures");
      assertThat((Map<?, ?>) failures.get("acme"))
          .extracting("message")
          .isEqualTo(sweep.failures().get("acme").getMessage());
    }
  }

  static Stream<Object> plain() {
    Run run = report.run();
    return Stream.of(
        run,
        report.summary(),
        RunReport.found(run, RunStatus.FAILED, 0, RunSummary.nothing(), List.of(), "no"),
        new FailedRun(run, Instant.parse("2026-01-15T10:00:00.123456Z"), "no"),
        report.cursor(),
        EventQuery.of("acme").withAsOf(TestRuns.AS_OF),
        EventCursor.start("acme"),
        Segment.of(List.of("payer", "cpt_group"), Arrays.asList("Humana 健康", null)),
        windows(),
        new RunTimes(
            Duration.ofMillis(9), Duration.ZERO, Duration.ofMillis(7), Duration.ofNanos(3)),
        database(),
        DriftMigrations.on(host.dataSource()).status(),
        new MigrationReport(
            List.of(new MigrationReport.Applied("1", "tables", Duration.ofMillis(12)))),
        new SchemaStatus(List.of(), List.of("an index")));
  }

  private static Verification database() {
    return DriftDatabase.on(host.dataSource())
        .verify(RecordTable.named("no"), TestRuns.PAYER_DRIFT);
  }

  @ParameterizedTest
  @MethodSource("plain")
  void isReadBackWhereItIsPlain(Object value) throws IOException {
    assertThat((Object) TWO.readValue(TWO.writeValueAsString(value), value.getClass()))
        .isEqualTo(value);
    assertThat((Object) THREE.readValue(THREE.writeValueAsString(value), value.getClass()))
        .isEqualTo(value);
  }

  private static WindowPair windows() {
    return new WindowPair(
        new Window(LocalDate.of(2025, 10, 1), LocalDate.of(2026, 1, 1)),
        new Window(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 15)));
  }

  private static Object tree(String json) throws JsonProcessingException {
    return TWO.readValue(json, new TypeReference<Object>() {});
  }

  private static void assertThatNothingIsEmpty(String name, Object tree) {
    if (tree instanceof List<?> list) {
      list.forEach(element -> assertThatNothingIsEmpty(name, element));
    } else if (tree instanceof Map<?, ?> map) {
      assertThat(!map.isEmpty() || EMPTY.contains(name))
          .as("there is something in " + name)
          .isTrue();
      map.forEach((key, value) -> assertThatNothingIsEmpty(String.valueOf(key), value));
    }
  }
}
