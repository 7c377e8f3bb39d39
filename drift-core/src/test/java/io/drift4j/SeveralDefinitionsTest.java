package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One read for several definitions shows each exactly what one of its own does. */
class SeveralDefinitionsTest {

  private static final LocalDate AS_OF = CountSourceContract.AS_OF;

  private static final Metric DENIED = ContractMetrics.DENIED;
  private static final Metric CENTS = ContractMetrics.CENTS;
  private static final Metric REASONS = ContractMetrics.REASONS;
  private static final Metric RECORDS = ContractMetrics.RECORDS;
  private static final Metric HOURS = ContractMetrics.HOURS;

  private static Definition definition(
      String id, List<String> by, Lookback lookback, Metric... metrics) {
    return Definition.of(id, 1, by, List.of(metrics), lookback, DriftPolicy.thresholds());
  }

  private static final List<Definition> DEFINITIONS =
      List.of(
          definition("by-payer", List.of("payer"), Lookback.ofDays(20, 7), DENIED, REASONS),
          definition("whole", List.of(), new Lookback(5, 10, 12), RECORDS, REASONS, CENTS),
          definition(
              "by-both", List.of("plan", "payer"), Lookback.ofDays(8, 8), HOURS, DENIED, REASONS),
          definition("by-payer-in-plans", List.of("payer"), Lookback.ofDays(7, 6), DENIED, REASONS)
              .withStrata(List.of("plan"))
              .withoutDays(List.of(AS_OF.minusDays(2))));

  private static CountSource source(long seed) {
    return ContractRecord.inMemory(CountSourceContract.random(seed));
  }

  private static Run run(Definition definition) {
    return Run.of(definition, "acme", AS_OF, source(0), 1);
  }

  /** What a definition's lens saw, and what was counted for it. */
  private static final class Seen {
    final SortedSet<String> samples = new TreeSet<>();
    final Definition definition;

    Seen(Definition definition) {
      this.definition =
          definition.withPolicy(
              Looking.with(comparison -> samples.add(SampleFingerprint.text(comparison))));
    }

    String with(Examiner examiner) {
      Totals totals = examiner.totals();
      return String.join("\n", samples)
          + "\n"
          + totals.read()
          + " read, usable "
          + totals.usableInBaseline()
          + " and "
          + totals.usableInCurrent()
          + ", newest "
          + totals.newestRecordDay()
          + " and "
          + totals.newestEventDay()
          + " "
          + totals.defects()
          + " "
          + examiner.examinations();
    }
  }

  private static List<String> read(List<Definition> definitions, CountSource source) {
    List<Seen> seen = definitions.stream().map(Seen::new).toList();
    List<Definition> watched = seen.stream().map(s -> s.definition).toList();
    List<Examiner> examiners = Scan.read(Plan.of(watched, run(watched.get(0))), source);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      texts.add(seen.get(i).with(examiners.get(i)));
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachIsShownWhatItIsShownAlone(long seed) {
    List<String> together = read(DEFINITIONS, source(seed));
    for (int i = 0; i < DEFINITIONS.size(); i++) {
      Definition definition = DEFINITIONS.get(i);
      assertThat(together.get(i))
          .as("seed %d, %s", seed, definition)
          .isEqualTo(read(List.of(definition), source(seed)).get(0))
          .contains(definition.metrics().get(0).toString());
    }
  }

  @Test
  void theyShareOneReadOfTheUnionOfWhatTheyWant() {
    AtomicInteger reads = new AtomicInteger();
    List<CountRequest> requests = new ArrayList<>();
    read(
        DEFINITIONS,
        (request, visitor) -> {
          reads.incrementAndGet();
          requests.add(request);
        });
    assertThat(reads).hasValue(1);
    CountRequest request = requests.get(0);
    assertThat(request.dimensions()).containsExactly("payer", "plan");
    assertThat(request.measures())
        .containsExactly(
            CountSourceContract.DECISION,
            CountSourceContract.REASON,
            CountSourceContract.RECORDS,
            CountSourceContract.PAID_CENTS,
            CountSourceContract.HOURS);
    assertThat(request.windows()).containsExactly(new Window(AS_OF.minusDays(27), AS_OF));
  }

  // ---- failures

  private static final Metric FAILING =
      Metric.proportion(
          "failing",
          1,
          CountSourceContract.DECISION,
          reading -> {
            throw new IllegalStateException("canary-4711");
          });

  @Test
  void aMetricThatFailsIsTheFailureOfItsDefinitionAlone() {
    Definition broken = definition("broken", List.of("plan"), Lookback.ofDays(9, 9), FAILING);
    requireOthersUntouched(
        broken, "metric failing/1 failed (java.lang.IllegalStateException); its observation must");
  }

  @Test
  void aLensThatFailsIsTheFailureOfItsDefinitionAlone() {
    Definition broken =
        definition("broken", List.of("plan"), Lookback.ofDays(9, 9), DENIED)
            .withPolicy(
                Looking.with(
                    comparison -> {
                      throw new IllegalStateException("canary-4711");
                    }));
    requireOthersUntouched(broken, "lens eye (io.drift4j.Looking$Eye) failed: ");
  }

  @Test
  void tooManySegmentsAreTheFailureOfTheirDefinitionAlone() {
    Definition broken =
        definition("broken", List.of("plan"), Lookback.ofDays(9, 9), DENIED).withSegmentLimit(1);
    requireOthersUntouched(broken, "definition broken/1 found more than 1 segments of [plan]");
  }

  private static void requireOthersUntouched(Definition broken, String message) {
    Definition sound = DEFINITIONS.get(0);
    Seen seen = new Seen(sound);
    Definition watched =
        broken.policy() instanceof Looking
            ? broken
            : broken.withPolicy(Looking.with(comparison -> comparison.baseline().size()));
    List<Examiner> examiners =
        Scan.read(Plan.of(List.of(watched, seen.definition), run(seen.definition)), source(5));
    assertThat(examiners.get(0).hasFailed()).isTrue();
    assertThat(examiners.get(0).failure())
        .isInstanceOf(DriftException.class)
        .hasMessageContaining(message);
    assertThat(examiners.get(1).hasFailed()).isFalse();
    assertThat(seen.with(examiners.get(1)))
        .isEqualTo(read(List.of(sound), source(5)).get(0))
        .contains("denied/1");
  }
}
