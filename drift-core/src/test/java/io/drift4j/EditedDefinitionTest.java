package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A definition that was edited under its old version gets the old run, and is told so. */
class EditedDefinitionTest {

  private final DriftMonitor monitor =
      DriftMonitor.of(
          new InMemoryDriftRepository(), ClaimCounts.of(TestRuns.claims("acme").stream()));

  private RunReport run(Definition definition) {
    return monitor.run(definition, "acme", TestRuns.AS_OF);
  }

  private static Definition definition(
      int version, List<String> dimensions, List<Metric> metrics, Lookback lookback) {
    return Definition.of("own", version, dimensions, metrics, lookback, DriftPolicy.thresholds());
  }

  private static final List<String> BOTH = List.of("payer", "cpt_group");
  private static final List<Metric> METRICS = TestRuns.PAYER_DRIFT.metrics();
  private static final Lookback QUARTER = Lookback.ofDays(90, 14);

  @Test
  void isToldWhichDimensionsMetricsAndDaysWereOthers() {
    Definition before = definition(1, BOTH, METRICS, QUARTER);
    RunReport first = run(before);
    assertThat(first.reason()).isNull();
    assertThat(run(before).reason()).isNull();
    RunReport fewer = run(definition(1, List.of("payer"), METRICS, QUARTER));
    assertThat(fewer.alreadyRecorded()).isTrue();
    assertThat(fewer.events()).isEqualTo(first.events());
    assertThat(fewer.reason())
        .isEqualTo(
            "this run was recorded when definition own/1 was another: it has events of the"
                + " dimensions [payer, cpt_group], which now are [payer]; raise its version, or run"
                + " a higher revision");
    assertThat(run(definition(1, BOTH, METRICS.subList(0, 1), QUARTER)).reason())
        .contains("it has events of the metrics decision-time/1, which now are denial-rate/1");
    assertThat(run(definition(1, BOTH, METRICS, Lookback.ofDays(60, 14))).reason())
        .contains("it read [2025-10-03, 2026-01-15), and now reads [2025-11-02, 2026-01-15)");
  }

  @Test
  void isTheNewOneUnderAHigherVersion() {
    run(definition(1, BOTH, METRICS, QUARTER));
    RunReport raised = run(definition(2, List.of("payer"), METRICS, QUARTER));
    assertThat(raised.alreadyRecorded()).isFalse();
    assertThat(raised.reason()).isNull();
  }

  @Test
  void isToldAmongSeveralDefinitionsToo() {
    Definition before = definition(1, BOTH, METRICS, QUARTER);
    run(before);
    Definition other = definition(1, BOTH, METRICS, QUARTER).withId("other");
    List<RunReport> reports =
        monitor.run(
            List.of(other, definition(1, List.of("payer"), METRICS, QUARTER)),
            "acme",
            TestRuns.AS_OF);
    assertThat(reports.get(0).reason()).isNull();
    assertThat(reports.get(1).reason()).contains("definition own/1 was another");
  }
}
