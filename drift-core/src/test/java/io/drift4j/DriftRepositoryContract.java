package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link DriftRepository} must do. An adapter's test extends this class and says how to
 * open an empty store; a capability that a store lacks is asserted, not skipped.
 */
@Timeout(120)
public abstract class DriftRepositoryContract {

  private static final int THREADS = 8;
  private static final int PROCESSES = 4;
  private static final int RACERS = 32;
  private static final List<OtherProcess> RACING = new ArrayList<>();

  private RepositoryUnderTest store;

  /** Opens a store without runs. */
  protected abstract RepositoryUnderTest emptyStore() throws Exception;

  /** The store of the test that runs. */
  protected final RepositoryUnderTest store() {
    return store;
  }

  @BeforeEach
  void openStore() throws Exception {
    store = emptyStore();
  }

  @AfterEach
  void closeStore() throws Exception {
    store.close();
  }

  @Test
  void recordsARunWithEveryEventAndReadsItBackTheSame() {
    Run run = TestRuns.of("acme");
    RunReport report = record(store.repository(), run);
    assertThat(report.alreadyRecorded()).isFalse();
    assertThat(report.eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(report.events()).isEqualTo(TestRuns.detect(run).events()).hasSize(TestRuns.EVENTS);
    assertThat(report.summary().rowsRead()).isEqualTo(676);
    RunReport found = store.repository().find(run.runId()).orElseThrow();
    assertThat(TestRuns.shared(found)).isEqualTo(TestRuns.shared(report));
    assertThat(found.alreadyRecorded()).isTrue();
    assertThat(store.repository().events(EventQuery.of("acme"))).isEqualTo(report.events());
  }

  /** Whatever a lens saw and a policy said of it. */
  @Test
  void keepsAllEvidenceOfAnEvent() {
    Run run = TestRuns.of(OwnPolicy.DEFINITION, "acme", 1);
    Detection detection = OwnPolicy.detect(run);
    RunReport report = store.repository().record(run, () -> detection);
    assertThat(report.eventsCreated()).isEqualTo(10);
    assertThatAllIsThere(report.events(), detection.events());
    assertThatAllIsThere(
        store.repository().find(run.runId()).orElseThrow().events(), detection.events());
    assertThatAllIsThere(store.repository().events(EventQuery.of("acme")), detection.events());
    assertThatAllIsThere(
        store.repository().events().after(EventCursor.start("acme")).get(0).events(),
        detection.events());
  }

  /** Field by field, whatever they hold to be equal. */
  private static void assertThatAllIsThere(List<DriftEvent> found, List<DriftEvent> expected) {
    assertThat(found).isEqualTo(expected);
    assertThat(found).usingRecursiveComparison().isEqualTo(expected);
  }

  /** Also what was not decided, through views that told nothing, and in the order of the run. */
  @Test
  void keepsEveryVerdictInFullWhereItIsTold() {
    Run run = TestRuns.of(WaveringPolicy.DEFINITION, "acme", 1);
    Detection detection = WaveringPolicy.detect(run);
    DriftRepository repository = store.keepingVerdicts().repository();
    RunReport report = repository.record(run, () -> detection);
    List<RecordedVerdict> verdicts = repository.verdicts(run.runId());
    assertThat(verdicts).isEqualTo(recorded(detection)).hasSize(10);
    assertThat(verdicts)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class) // also where there is no number
        .isEqualTo(recorded(detection));
    assertThat(verdicts.stream().map(RecordedVerdict::decision).distinct())
        .containsExactlyInAnyOrder(Decision.values());
    assertThat(verdicts).allMatch(verdict -> verdict.evidence().size() == 3);
    assertThat(report.events()).isEqualTo(detection.events()).hasSize(2);
    assertThat(store.repository().verdicts(run.runId())).isEqualTo(verdicts);
    assertThat(TestRuns.shared(store.repository().find(run.runId()).orElseThrow()))
        .isEqualTo(TestRuns.shared(report));
  }

  /** 7,010 views, of which 1,402 have a note and a series of thousands of characters. */
  @Tag("proof")
  @Test
  void keepsVerdictsOfMoreTextThanGoesIntoAStatement() {
    Run run = TestRuns.of(OwnPolicy.DEFINITION, "acme", 1);
    Detection detection = OwnPolicy.detect(run);
    DriftRepository repository = store.keepingVerdicts().repository();
    repository.record(run, () -> detection);
    List<RecordedVerdict> verdicts = repository.verdicts(run.runId());
    assertThat(verdicts.equals(recorded(detection))).as("as they were recorded").isTrue();
    assertThat(verdicts).hasSize(10).allMatch(verdict -> verdict.evidence().size() == 701);
  }

  @Test
  void keepsEveryVerdictOnAWholePopulation() {
    Run run = TestRuns.of("acme");
    Detection detection = TestRuns.detectWhole(run);
    DriftRepository repository = store.keepingVerdicts().repository();
    repository.record(run, () -> detection);
    assertThat(repository.verdicts(run.runId())).isEqualTo(recorded(detection)).hasSize(2);
  }

  @Test
  void keepsNoVerdictsUnlessTold() {
    Run run = TestRuns.of(WaveringPolicy.DEFINITION, "acme", 1);
    store.repository().record(run, () -> WaveringPolicy.detect(run));
    assertThat(store.repository().verdicts(run.runId())).isEmpty();
    DriftRepository keeping = store.keepingVerdicts().repository();
    assertThat(keeping.record(run, DriftRepositoryContract::mustNotCompute).alreadyRecorded())
        .isTrue();
    assertThat(keeping.verdicts(run.runId())).isEmpty();
    assertThat(keeping.verdicts(TestRuns.of("nobody").runId())).isEmpty();
  }

  @Test
  void keepsNoVerdictsOfARunThatFailedOrReadNothing() {
    Run failed = TestRuns.of("failed");
    Run empty = TestRuns.of("empty");
    DriftRepository repository = store.keepingVerdicts().repository();
    IllegalStateException failure = new IllegalStateException();
    assertThatThrownBy(() -> repository.record(failed, () -> fail(failure))).isSameAs(failure);
    repository.record(empty, () -> TestRuns.detectNothing(empty));
    assertThat(repository.verdicts(failed.runId())).isEmpty();
    assertThat(repository.verdicts(empty.runId())).isEmpty();
  }

  /** What each of several runs together decided, and none of another's. */
  @Test
  void keepsTheVerdictsOfRunsTogetherApart() {
    List<Run> runs = revisions(2, 1);
    DriftRepository repository = store.keepingVerdicts().repository();
    repository.record(
        runs,
        (due, remembered) ->
            List.of(
                Computed.of(TestRuns.detect(due.get(0))),
                Computed.of(TestRuns.detectSteady(due.get(1)))));
    assertThat(repository.verdicts(runs.get(0).runId()))
        .isEqualTo(recorded(TestRuns.detect(runs.get(0))))
        .hasSize(10);
    assertThat(repository.verdicts(runs.get(1).runId()))
        .isEqualTo(recorded(TestRuns.detectSteady(runs.get(1))))
        .hasSize(2);
  }

  @Test
  void keepsEveryVerdictOnceWhoeverComputedThem() throws Exception {
    Run run = TestRuns.of(WaveringPolicy.DEFINITION, "acme", 1);
    CyclicBarrier computed = new CyclicBarrier(THREADS);
    AtomicInteger computations = new AtomicInteger();
    DriftRepository careless = store.keepingVerdicts().withoutLock(() -> {});
    List<RunReport> reports =
        together(
            THREADS,
            () ->
                careless.record(
                    run,
                    () -> {
                      Detection detection = WaveringPolicy.detect(run);
                      if (computations.incrementAndGet() <= THREADS) {
                        await(computed);
                      }
                      return detection;
                    }));
    assertThat(Set.copyOf(reports.stream().map(TestRuns::shared).toList())).hasSize(1);
    assertThat(reports.stream().filter(report -> !report.alreadyRecorded())).hasSize(1);
    List<RecordedVerdict> expected = recorded(WaveringPolicy.detect(run));
    assertThat(careless.verdicts(run.runId())).isEqualTo(expected);
    careless.record(run, DriftRepositoryContract::mustNotCompute);
    assertThat(careless.verdicts(run.runId())).isEqualTo(expected);
  }

  private static List<RecordedVerdict> recorded(Detection detection) {
    return detection.verdicts().stream().map(Verdict::recorded).toList();
  }

  /** Reasons that are the same as far as they are kept are counted together. */
  @Test
  void countsForWhatReasonsVerdictsWereSkipped() {
    Run run = TestRuns.of(WaveringPolicy.DEFINITION, "acme", 1);
    RunReport report = store.repository().record(run, () -> WaveringPolicy.detect(run));
    assertThat(report.summary().reasons())
        .containsExactly(entry(WaveringPolicy.LONGEST, 1), entry("y".repeat(98) + "…", 3));
    assertThat(store.repository().find(run.runId()).orElseThrow().summary())
        .isEqualTo(report.summary());
  }

  @Test
  void recordsARunWithoutEvents() {
    Run run = TestRuns.of("steady");
    RunReport report = store.repository().record(run, () -> TestRuns.detectSteady(run));
    assertThat(report.events()).isEmpty();
    assertThat(report.summary().verdicts()).containsEntry(Decision.UNREMARKABLE, 2);
    assertThat(TestRuns.shared(store.repository().find(run.runId()).orElseThrow()))
        .isEqualTo(TestRuns.shared(report));
  }

  @Test
  void keepsARunThatReadNothingAsEmptyAndComputesItAnew() {
    Run run = TestRuns.of("acme");
    for (int call = 0; call < 2; call++) {
      RunReport report = store.repository().record(run, () -> TestRuns.detectNothing(run));
      assertThat(report.status()).isEqualTo(RunStatus.EMPTY);
      assertThat(report.alreadyRecorded()).isFalse();
      assertThat(report.number()).isZero();
      assertThat(report.reason())
          .startsWith(
              "source claims has no record of customer \"acme\" in [2025-10-03, 2026-01-15)");
    }
    RunReport found = store.repository().find(run.runId()).orElseThrow();
    assertThat(found.isEmpty()).isTrue();
    assertThat(found.reason()).startsWith("source claims has no record of customer \"acme\"");
    assertThat(found.number()).isZero();
    assertThat(store.repository().events().after(EventCursor.start("acme"))).isEmpty();
    RunReport recorded = record(store.repository(), run);
    assertThat(recorded.number()).isEqualTo(1);
    assertThat(recorded.eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(store.repository().find(run.runId()).orElseThrow().reason()).isNull();
    assertThat(store.repository().record(run, DriftRepositoryContract::mustNotCompute).isSuccess())
        .isTrue();
  }

  @Test
  void returnsARecordedRunWithoutComputingItAgain() {
    Run run = TestRuns.of("acme");
    RunReport first = record(store.repository(), run);
    RunReport second = store.repository().record(run, DriftRepositoryContract::mustNotCompute);
    assertThat(second.alreadyRecorded()).isTrue();
    assertThat(second.eventsCreated()).isZero();
    assertThat(TestRuns.shared(second)).isEqualTo(TestRuns.shared(first));
    assertThat(store.storedEventIds()).hasSize(TestRuns.EVENTS).doesNotHaveDuplicates();
  }

  @Test
  void findsNothingOfARunThatNeverBegan() {
    assertThat(store.repository().find(TestRuns.of("acme").runId())).isEmpty();
    assertThat(store.repository().events(EventQuery.of("acme"))).isEmpty();
  }

  @Test
  void keepsAFailedRunWithoutEventsAndALaterCallSucceeds() {
    Run run = TestRuns.of("acme");
    IllegalStateException failure = new IllegalStateException("canary-4711");
    assertThatThrownBy(() -> store.repository().record(run, () -> fail(failure))).isSameAs(failure);
    RunReport failed = store.repository().find(run.runId()).orElseThrow();
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(failed.events()).isEmpty();
    assertThat(failed.reason()).isEqualTo(IllegalStateException.class.getName());
    assertThat(store.storedEventIds()).isEmpty();
    assertThat(record(store.repository(), run).eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(store.repository().find(run.runId()).orElseThrow().reason()).isNull();
  }

  @Test
  void tellsWhichRunsHaveFailedUntilTheyAreRecorded() {
    DriftRepository repository = store.repository();
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Run failed = TestRuns.of("acme");
    for (Run run : List.of(failed, TestRuns.of("other"))) {
      assertThatThrownBy(
          () -> repository.record(run, () -> fail(new DriftException("no, " + run))));
    }
    record(repository, TestRuns.of("acme", 2));
    assertThat(repository.failures(before))
        .extracting(failure -> failure.run().customer())
        .containsExactly("acme", "other");
    assertThat(repository.failures("acme", before))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.run()).isEqualTo(failed);
              assertThat(failure.reason()).startsWith("no, Run[");
              assertThat(failure.failedAt()).isBetween(before, Instant.now());
              assertThat(repository.failures("acme", failure.failedAt())).hasSize(1);
              assertThat(repository.failures("acme", failure.failedAt().plusMillis(1))).isEmpty();
            });
    assertThat(repository.failures("nobody", Instant.MIN)).isEmpty();
    assertThat(repository.failures(Instant.MAX)).isEmpty();
    record(repository, failed);
    assertThat(repository.failures("acme", Instant.MIN)).isEmpty();
    assertThat(repository.failures(Instant.MIN)).hasSize(1);
  }

  @Test
  void keepsARunFailedByAnErrorAsItKeepsAnyOther() {
    Run run = TestRuns.of("acme");
    StackOverflowError failure = new StackOverflowError();
    assertThatThrownBy(() -> store.repository().record(run, () -> fail(failure))).isSameAs(failure);
    assertThat(store.repository().find(run.runId()).orElseThrow().status())
        .isEqualTo(RunStatus.FAILED);
  }

  // ---- several runs together

  @Test
  void recordsRunsTogetherAndNumbersThemInTheirOrder() {
    List<Run> runs = revisions(3, 1, 2);
    List<List<Run>> computed = new ArrayList<>();
    List<RunReport> reports =
        store
            .repository()
            .record(
                runs,
                (due, remembered) -> {
                  computed.add(due);
                  return outcomes(due);
                });
    assertThat(computed).containsExactly(runs);
    assertThat(reports.stream().map(RunReport::run)).isEqualTo(runs);
    assertThat(reports.stream().map(RunReport::number)).containsExactly(1L, 2L, 3L);
    assertThat(reports).allMatch(report -> report.eventsCreated() == TestRuns.EVENTS);
    assertThat(shared(store.repository().events().after(EventCursor.start("acme"))))
        .isEqualTo(shared(reports));
    assertThat(store.storedEventIds()).hasSize(3 * TestRuns.EVENTS).doesNotHaveDuplicates();
  }

  @Test
  void computesOfRunsTogetherOnlyThoseThatAreNotRecorded() {
    List<Run> runs = revisions(1, 2, 3);
    RunReport second = record(store.repository(), runs.get(1));
    List<List<Run>> computed = new ArrayList<>();
    Computation computation =
        (due, remembered) -> {
          computed.add(due);
          return outcomes(due);
        };
    List<RunReport> reports = store.repository().record(runs, computation);
    assertThat(computed).containsExactly(revisions(1, 3));
    assertThat(reports.stream().map(RunReport::number)).containsExactly(2L, 1L, 3L);
    assertThat(reports.stream().map(RunReport::alreadyRecorded))
        .containsExactly(false, true, false);
    assertThat(TestRuns.shared(reports.get(1))).isEqualTo(TestRuns.shared(second));
    List<RunReport> again = store.repository().record(runs, computation);
    assertThat(computed).hasSize(1);
    assertThat(again).allMatch(RunReport::alreadyRecorded);
    assertThat(shared(again)).isEqualTo(shared(reports));
  }

  @Test
  void keepsTheOthersWhereOneOfThemFailsByItself() {
    List<Run> runs = revisions(1, 2, 3, 4);
    List<RunReport> reports =
        store
            .repository()
            .record(
                runs,
                (due, remembered) ->
                    List.of(
                        Computed.of(TestRuns.detect(due.get(0))),
                        Computed.failed(new DriftException("the policy has no answer")),
                        Computed.of(TestRuns.detectNothing(due.get(2))),
                        Computed.of(TestRuns.detectSteady(due.get(3)))));
    assertThat(reports.stream().map(RunReport::status))
        .containsExactly(RunStatus.SUCCESS, RunStatus.FAILED, RunStatus.EMPTY, RunStatus.SUCCESS);
    assertThat(reports.stream().map(RunReport::number)).containsExactly(1L, 0L, 0L, 2L);
    assertThat(reports.get(1).reason()).isEqualTo("the policy has no answer");
    assertThat(reports.get(2).reason()).startsWith("source claims has no record");
    for (RunReport report : List.of(reports.get(0), reports.get(1), reports.get(3))) {
      assertThat(TestRuns.shared(store.repository().find(report.run().runId()).orElseThrow()))
          .isEqualTo(TestRuns.shared(report));
    }
    assertThat(store.storedEventIds()).hasSize(TestRuns.EVENTS);
    List<RunReport> again =
        store.repository().record(runs, (due, remembered) -> outcomes(due, revisions(2, 3)));
    assertThat(again).allMatch(RunReport::isSuccess);
    assertThat(again.stream().map(RunReport::number)).containsExactly(1L, 3L, 4L, 2L);
  }

  @Test
  void throwsTheFirstFailureWhereEachOfThemFailsByItself() {
    List<Run> runs = revisions(1, 2, 3);
    record(store.repository(), runs.get(0));
    DriftException first = new DriftException("the first");
    IllegalStateException second = new IllegalStateException("canary-4711");
    Computation failing =
        (due, remembered) -> List.of(Computed.failed(first), Computed.failed(second));
    assertThatThrownBy(() -> store.repository().record(runs, failing))
        .isSameAs(first)
        .hasSuppressedException(second);
    assertThat(statusOf(runs))
        .containsExactly(RunStatus.SUCCESS, RunStatus.FAILED, RunStatus.FAILED);
    assertThat(reasonsOf(runs.subList(1, 3)))
        .containsExactly("the first", IllegalStateException.class.getName());
    assertThat(record(store.repository(), runs.get(2)).number()).isEqualTo(2);
  }

  @Test
  void failsAllOfThemWhereNothingCouldBeRead() {
    List<Run> runs = revisions(1, 2, 3);
    record(store.repository(), runs.get(1));
    DriftException failure = new DriftException("the claims are away");
    assertThatThrownBy(
            () ->
                store
                    .repository()
                    .record(
                        runs,
                        (due, remembered) -> {
                          throw failure;
                        }))
        .isSameAs(failure);
    assertThat(statusOf(runs))
        .containsExactly(RunStatus.FAILED, RunStatus.SUCCESS, RunStatus.FAILED);
    assertThat(reasonsOf(List.of(runs.get(0), runs.get(2)))).containsOnly("the claims are away");
    assertThat(store.storedEventIds()).hasSize(TestRuns.EVENTS);
    assertThat(store.repository().record(runs, (due, remembered) -> outcomes(due)))
        .extracting(RunReport::number)
        .containsExactly(2L, 1L, 3L);
  }

  @Test
  void refusesAComputationThatDoesNotAnswerForEachRun() {
    List<Run> runs = revisions(1, 2);
    assertThatThrownBy(() -> store.repository().record(runs, (due, remembered) -> List.of()))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "the computation gave 0 outcomes of 2 runs; it must give one of each, in their order");
    assertThatThrownBy(
            () ->
                store
                    .repository()
                    .record(runs, (due, remembered) -> outcomes(due, revisions(2, 1))))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("gave events of another run");
    assertThat(statusOf(runs)).containsOnly(RunStatus.FAILED);
    assertThat(store.storedEventIds()).isEmpty();
  }

  @Test
  void refusesRunsThatCannotBeRecordedTogether() {
    Run run = TestRuns.of("acme");
    Computation computation = (due, remembered) -> outcomes(due);
    assertThatThrownBy(() -> store.repository().record(List.of(), computation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no run to record; give one or more");
    assertThatThrownBy(
            () -> store.repository().record(List.of(run, TestRuns.of("other")), computation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "runs of customers \"acme\" and \"other\" cannot be recorded together; record those"
                + " of each by themselves");
    assertThatThrownBy(() -> store.repository().record(List.of(run, run), computation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run "
                + run.runId()
                + " (payer-drift/1 as of 2026-01-15) is to be recorded twice; name it once");
    assertThat(store.repository().find(run.runId())).isEmpty();
  }

  @Test
  void recordsEachOnceForThreadsWhoseListsOverlap() throws Exception {
    recordsEachOnceForThreadsWhoseListsOverlap(store.pausedWhenBegun(meetingOnce(THREADS)));
  }

  @Test
  void recordsEachOnceForThreadsWhoseListsOverlapEvenWithoutTheLock() throws Exception {
    recordsEachOnceForThreadsWhoseListsOverlap(store.withoutLock(meetingOnce(THREADS)));
  }

  private void recordsEachOnceForThreadsWhoseListsOverlap(DriftRepository repository)
      throws Exception {
    AtomicInteger number = new AtomicInteger();
    List<List<RunReport>> reports =
        together(
            THREADS,
            () -> {
              int i = number.getAndIncrement();
              List<Run> runs = revisions(1 + i % 4, 1 + (i + 3) % 4, 5 + i);
              return repository.record(runs, (due, remembered) -> outcomes(due));
            });
    List<RunReport> all = reports.stream().flatMap(List::stream).toList();
    int different = 4 + THREADS;
    assertThat(all).hasSize(3 * THREADS);
    assertThat(Set.copyOf(shared(all))).hasSize(different);
    assertThat(all.stream().filter(report -> !report.alreadyRecorded())).hasSize(different);
    assertThat(all.stream().mapToInt(RunReport::eventsCreated).sum())
        .isEqualTo(different * TestRuns.EVENTS);
    assertThat(store.storedEventIds()).hasSize(different * TestRuns.EVENTS).doesNotHaveDuplicates();
    assertThat(store.repository().events().after(EventCursor.start("acme")))
        .extracting(RunReport::number)
        .isEqualTo(LongStream.rangeClosed(1, different).boxed().toList());
  }

  /** Whoever begins again, after a failure that passes, would wait for others who went on. */
  private static Runnable meetingOnce(int threads) {
    CyclicBarrier begun = new CyclicBarrier(threads);
    AtomicInteger beginnings = new AtomicInteger();
    return () -> {
      if (beginnings.incrementAndGet() <= threads) {
        await(begun);
      }
    };
  }

  private static List<Run> revisions(int... revisions) {
    return Arrays.stream(revisions).mapToObj(r -> TestRuns.of("acme", r)).toList();
  }

  private static List<Computed> outcomes(List<Run> runs) {
    return runs.stream().map(run -> Computed.of(TestRuns.detect(run))).toList();
  }

  /** The outcomes of runs, given for those that are due. */
  private static List<Computed> outcomes(List<Run> due, List<Run> runs) {
    assertThat(runs).containsExactlyInAnyOrderElementsOf(due);
    return outcomes(runs);
  }

  private List<RunStatus> statusOf(List<Run> runs) {
    return found(runs).map(RunReport::status).toList();
  }

  private List<String> reasonsOf(List<Run> runs) {
    return found(runs).map(RunReport::reason).toList();
  }

  private Stream<RunReport> found(List<Run> runs) {
    return runs.stream().map(run -> store.repository().find(run.runId()).orElseThrow());
  }

  // ---- what others see and do meanwhile

  @Test
  void showsARunAsRunningWhileItIsComputed() {
    Run run = TestRuns.of("acme");
    store
        .repository()
        .record(
            run,
            () -> {
              store.inspect(
                  other ->
                      assertThat(elsewhere(() -> other.find(run.runId()).orElseThrow().status()))
                          .isEqualTo(RunStatus.RUNNING));
              return TestRuns.detect(run);
            });
  }

  @Test
  void leavesASuccessAloneWhenAnEarlierAttemptFindsNothing() {
    Run run = TestRuns.of("acme");
    DriftRepository careless = store.withoutLock(() -> {});
    RunReport late =
        careless.record(
            run,
            () -> {
              elsewhere(() -> record(careless, run));
              return TestRuns.detectNothing(run);
            });
    assertThat(late.isSuccess()).isTrue();
    assertThat(late.alreadyRecorded()).isTrue();
    assertThat(late.events()).hasSize(TestRuns.EVENTS);
    assertThat(store.storedEventIds()).hasSize(TestRuns.EVENTS);
  }

  @Test
  void givesTheEventsOfTheRunThatWasRecordedLast() {
    Definition shorter = TestRuns.PAYER_DRIFT.withLookback(Lookback.ofDays(30, 14));
    Run original = TestRuns.of("acme");
    Run changed = TestRuns.of(shorter, "acme", 1);
    Run beside = TestRuns.of(shorter.withId("short"), "acme", 1);
    record(store.repository(), changed);
    record(store.repository(), original);
    record(store.repository(), beside);
    EventQuery query = EventQuery.of("acme");
    assertThat(store.repository().events(query).stream().map(DriftEvent::run).distinct())
        .containsExactlyInAnyOrder(original, beside);
    assertThat(
            store.repository().events(query.withAllRuns()).stream().map(DriftEvent::run).distinct())
        .containsExactlyInAnyOrder(original, changed, beside);
    assertThat(store.repository().events(query.withDefinition(TestRuns.PAYER_DRIFT).withAllRuns()))
        .hasSize(2 * TestRuns.EVENTS);
  }

  @Test
  void keepsTheWholePopulationAsASegmentWithoutDimensions() {
    Run run = TestRuns.of("acme");
    RunReport report = store.repository().record(run, () -> TestRuns.detectWhole(run));
    assertThat(report.events()).hasSize(2);
    assertThat(report.events().get(0).segment().dimensions()).isEmpty();
    assertThat(store.repository().events(EventQuery.of("acme"))).isEqualTo(report.events());
  }

  @Test
  void givesTheEventsOfTheNewestSuccessfulRevisionOnly() {
    Run first = TestRuns.of("acme", 1);
    Run second = TestRuns.of("acme", 2);
    record(store.repository(), first);
    record(store.repository(), second);
    Run failing = TestRuns.of("acme", 3);
    assertThatThrownBy(
        () -> store.repository().record(failing, () -> fail(new IllegalStateException())));
    assertThat(store.repository().events(EventQuery.of("acme")))
        .hasSize(TestRuns.EVENTS)
        .allMatch(event -> event.run().equals(second));
    assertThat(store.storedEventIds()).hasSize(2 * TestRuns.EVENTS).doesNotHaveDuplicates();
  }

  @Test
  void numbersTheRecordedRunsOfACustomerWithoutGaps() {
    EventCursor start = EventCursor.start("acme");
    assertThat(store.repository().events().after(start)).isEmpty();
    RunReport first = record(store.repository(), TestRuns.of("acme", 2));
    Run failing = TestRuns.of("acme", 3);
    assertThatThrownBy(
        () -> store.repository().record(failing, () -> fail(new IllegalStateException())));
    record(store.repository(), TestRuns.of("other"));
    Run empty = TestRuns.of("acme", 5);
    store.repository().record(empty, () -> TestRuns.detectNothing(empty));
    Run quiet = TestRuns.of("acme", 4);
    RunReport second = store.repository().record(quiet, () -> TestRuns.detectSteady(quiet));
    record(store.repository(), TestRuns.of("acme", 2));
    RunReport third = record(store.repository(), TestRuns.of("acme", 1));
    assertThat(List.of(first.number(), second.number(), third.number()))
        .containsExactly(1L, 2L, 3L);
    assertThat(shared(store.repository().events().after(start)))
        .isEqualTo(shared(List.of(first, second, third)));
    assertThat(shared(store.repository().events().after(first.cursor())))
        .isEqualTo(shared(List.of(second, third)));
    assertThat(store.repository().events().after(third.cursor())).isEmpty();
  }

  private static List<String> shared(List<RunReport> reports) {
    return reports.stream().map(TestRuns::shared).toList();
  }

  @Test
  void countsRecordsThatContradictThemselvesAndLeavesThemOut() {
    Run run = TestRuns.of("acme");
    RunReport report = store.repository().record(run, () -> TestRuns.detectWithDefects(run));
    assertThat(report.events()).isEqualTo(TestRuns.detect(run).events());
    assertThat(report.summary().leftOut())
        .extracting(LeftOut::toString)
        .containsExactly(
            "warning: 10 of 692 records (1.4 %) ended before they started and were left out",
            "4 of 692 records (0.6 %) ended without an outcome and were left out",
            "2 of 692 records (0.3 %) have an outcome and no end and were left out");
    assertThat(TestRuns.shared(store.repository().find(run.runId()).orElseThrow()))
        .isEqualTo(TestRuns.shared(report));
  }

  @Test
  void narrowsEventsByDefinitionAndDay() {
    record(store.repository(), TestRuns.of("acme"));
    EventQuery all = EventQuery.of("acme");
    assertThat(store.repository().events(all.withAsOf(TestRuns.AS_OF))).hasSize(TestRuns.EVENTS);
    assertThat(store.repository().events(all.withAsOf(TestRuns.AS_OF.plusDays(1)))).isEmpty();
    assertThat(store.repository().events(all.withDefinition(TestRuns.PAYER_DRIFT)))
        .hasSize(TestRuns.EVENTS);
    assertThat(store.repository().events(all.withDefinition(otherDefinition()))).isEmpty();
  }

  @Test
  void takesCustomersForTheSameOnlyIfEveryCodePointIs() {
    List<String> customers =
        List.of("acme", "ACME", "acme ", "Acmé", "Acme\u0301", "𝔘", "'); drop table x; --");
    customers.forEach(customer -> record(store.repository(), TestRuns.of(customer)));
    for (String customer : customers) {
      assertThat(store.repository().events(EventQuery.of(customer)))
          .hasSize(TestRuns.EVENTS)
          .allMatch(event -> event.run().customer().equals(customer));
    }
  }

  @Test
  void keepsEverySpellingOfASegmentApart() {
    List<String> payers =
        new ArrayList<>(
            List.of(
                "", " ", "a", "A", "a ", "é", "e\u0301", "健", "😀", "\uFF21", "\"\\\n\t\u0001"));
    payers.add(null);
    payers.add("long ".repeat(600));
    Run run = TestRuns.of("acme");
    RunReport report = store.repository().record(run, () -> detectByPayer(run, payers));
    List<DriftEvent> found = store.repository().events(EventQuery.of("acme"));
    assertThat(found).isEqualTo(report.events());
    assertThat(found.stream().map(event -> event.segment().value("payer")))
        .containsExactlyInAnyOrderElementsOf(payers);
  }

  @Test
  void computesOnceForThreadsAndProcessesThatMeetBeforeTheLock() throws Exception {
    Run run = TestRuns.of("acme");
    int processes = store.isShared() ? PROCESSES : 0;
    assertThat(store.address().isEmpty())
        .as("only a shared store has an address")
        .isEqualTo(processes == 0);
    try (Race race = new Race(processes)) {
      List<RunReport> reports = race.run(run);
      if (store.locksRows()) {
        assertThat(race.computations.get()).isEqualTo(1);
        assertThat(race.mostWaiting.get()).isGreaterThanOrEqualTo(2);
      } else {
        assertThat(race.computations.get()).isBetween(1, THREADS + processes);
      }
      assertThat(race.outcomes()).hasSize(THREADS + processes);
      assertThat(Set.copyOf(race.shared())).hasSize(1);
      assertThat(
              race.outcomes().stream()
                  .filter(outcome -> outcome.equals("false " + TestRuns.EVENTS)))
          .hasSize(1);
      assertThat(race.outcomes().stream().filter(outcome -> outcome.equals("true 0")))
          .hasSize(THREADS + processes - 1);
      assertThat(reports).hasSize(THREADS);
    }
    assertThat(store.storedEventIds()).hasSize(TestRuns.EVENTS).doesNotHaveDuplicates();
  }

  @Test
  void storesEveryEventOnceEvenWithoutTheLock() throws Exception {
    Run run = TestRuns.of("acme");
    CyclicBarrier begun = new CyclicBarrier(RACERS);
    CyclicBarrier computed = new CyclicBarrier(RACERS);
    AtomicInteger beginnings = new AtomicInteger();
    AtomicInteger computations = new AtomicInteger();
    // Whoever begins again, after a failure that passes, would wait for others who went on.
    DriftRepository repository =
        store.withoutLock(
            () -> {
              if (beginnings.incrementAndGet() <= RACERS) {
                await(begun);
              }
            });
    List<RunReport> reports =
        together(
            RACERS,
            () ->
                repository.record(
                    run,
                    () -> {
                      Detection detection = TestRuns.detect(run);
                      if (computations.incrementAndGet() <= RACERS) {
                        await(computed);
                      }
                      return detection;
                    }));
    assertThat(computations.get()).as("racers that computed").isGreaterThanOrEqualTo(RACERS);
    assertThat(store.storedEventIds()).hasSize(TestRuns.EVENTS).doesNotHaveDuplicates();
    assertThat(Set.copyOf(reports.stream().map(TestRuns::shared).toList())).hasSize(1);
    assertThat(reports.stream().mapToInt(RunReport::eventsCreated).sum())
        .isEqualTo(TestRuns.EVENTS);
  }

  @Test
  void letsOtherCustomersPassWhileOneIsComputed() {
    Run slow = TestRuns.of("slow");
    RunReport report =
        store
            .repository()
            .record(
                slow,
                () -> {
                  RunReport other =
                      elsewhere(() -> record(store.repository(), TestRuns.of("quick")));
                  assertThat(other.eventsCreated()).isEqualTo(TestRuns.EVENTS);
                  return TestRuns.detect(slow);
                });
    assertThat(report.eventsCreated()).isEqualTo(TestRuns.EVENTS);
  }

  @Test
  void takesOverTheRunOfAProcessThatWasKilled() throws Exception {
    if (!store.isShared()) {
      assertThat(store.address()).as("nobody else can leave a run behind here").isEmpty();
      return;
    }
    Run run = TestRuns.of("acme");
    leftBehind(run, false);
    assertThat(store.repository().find(run.runId()).orElseThrow().status())
        .isEqualTo(RunStatus.RUNNING);
    leftBehind(run, true);
    assertThat(store.repository().find(run.runId()).orElseThrow().status())
        .isEqualTo(RunStatus.RUNNING);
    assertThat(record(store.repository(), run).eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(store.storedEventIds()).hasSize(TestRuns.EVENTS).doesNotHaveDuplicates();
  }

  @Test
  void leavesASuccessAloneWhenAnEarlierAttemptFailsLate() throws Exception {
    Run run = TestRuns.of("acme");
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch othersDone = new CountDownLatch(1);
    DriftRepository careless = store.withoutLock(() -> {});
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<RunReport> late =
          executor.submit(
              () ->
                  careless.record(
                      run,
                      () -> {
                        computing.countDown();
                        await(othersDone);
                        throw new IllegalStateException("woke up late");
                      }));
      await(computing);
      RunReport recorded = record(careless, run);
      othersDone.countDown();
      RunReport answer = late.get(60, TimeUnit.SECONDS);
      assertThat(TestRuns.shared(answer)).isEqualTo(TestRuns.shared(recorded));
      assertThat(answer.alreadyRecorded()).isTrue();
    } finally {
      executor.shutdownNow();
    }
    assertThat(store.repository().find(run.runId()).orElseThrow().status())
        .isEqualTo(RunStatus.SUCCESS);
    assertThat(store.storedEventIds()).hasSize(TestRuns.EVENTS);
  }

  /** Processes that take part in one race after the other. */
  private static List<OtherProcess> racing(int count) {
    while (RACING.size() < count) {
      RACING.add(RacingProcess.start());
    }
    return RACING.subList(0, count);
  }

  @AfterAll
  static void endProcesses() throws InterruptedException {
    for (OtherProcess process : RACING) {
      process.close();
    }
    RACING.clear();
  }

  /** A process that dies once the run is begun, or in the middle of computing it. */
  private void leftBehind(Run run, boolean computing) throws InterruptedException {
    try (OtherProcess process = RacingProcess.start()) {
      process.tell(RacingProcess.line(run.customer(), store.address()));
      process.await("BEGUN");
      if (computing) {
        process.goOn();
        process.await("COMPUTING");
      }
      process.kill();
    }
  }

  private static RunReport record(DriftRepository repository, Run run) {
    return repository.record(run, () -> TestRuns.detect(run));
  }

  /** A run in which every payer's claims of 40 a window go from paid to denied. */
  private static Detection detectByPayer(Run run, List<String> payers) {
    record Row(String payer, LocalDate day, String outcome) {}
    List<Row> rows = new ArrayList<>();
    for (String payer : payers) {
      for (int i = 0; i < 40; i++) {
        rows.add(new Row(payer, TestRuns.AS_OF.minusDays(30), "PAID"));
        rows.add(new Row(payer, TestRuns.AS_OF.minusDays(3), "DENIED"));
      }
    }
    CountSource source =
        RecordCounts.of(rows, row -> run.customer())
            .text("payer", Row::payer)
            .text("cpt_group", row -> "SURG")
            .text("outcome", Row::outcome)
            .date("submitted_date", Row::day)
            .date("decided_date", Row::day);
    return DriftDetector.detect(TestRuns.PAYER_DRIFT, run, source);
  }

  private static Definition otherDefinition() {
    return Definition.of(
        "other",
        1,
        TestRuns.PAYER_DRIFT.dimensions(),
        TestRuns.PAYER_DRIFT.metrics(),
        TestRuns.PAYER_DRIFT.lookback(),
        TestRuns.PAYER_DRIFT.policy());
  }

  private static Detection mustNotCompute() {
    throw new AssertionError("a recorded run was computed again");
  }

  private static Detection fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /** On another thread, as another caller would. */
  private static <T> T elsewhere(Supplier<T> work) {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      return executor.submit(work::get).get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      executor.shutdownNow();
    }
  }

  private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(executor.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(100, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not all racers arrived", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s in vain").isLessThan(end);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Threads and processes that all begin the same run and go for its lock together. */
  private final class Race implements AutoCloseable {
    private final List<OtherProcess> processes;
    private final AtomicInteger computations = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private final List<String> said = new ArrayList<>();
    private boolean over;

    Race(int processCount) {
      processes = racing(processCount);
    }

    List<RunReport> run(Run run) throws Exception {
      processes.forEach(
          process -> process.tell(RacingProcess.line(run.customer(), store.address())));
      for (OtherProcess process : processes) {
        process.await("BEGUN");
      }
      CyclicBarrier begun = new CyclicBarrier(THREADS, () -> processes.forEach(OtherProcess::goOn));
      DriftRepository repository = store.pausedWhenBegun(() -> await(begun));
      ExecutorService listeners = Executors.newCachedThreadPool();
      List<Future<String>> others = new ArrayList<>();
      processes.forEach(process -> others.add(listeners.submit(() -> follow(process, run))));
      List<RunReport> reports = together(THREADS, () -> repository.record(run, () -> compute(run)));
      reports.forEach(report -> said.add(line(report)));
      for (Future<String> other : others) {
        said.add(other.get(60, TimeUnit.SECONDS));
      }
      listeners.shutdownNow();
      over = true;
      return reports;
    }

    private Detection compute(Run run) {
      awaitOthers(run);
      return TestRuns.detect(run);
    }

    private String follow(OtherProcess process, Run run) throws InterruptedException {
      String line = process.next();
      if ("COMPUTING".equals(line)) {
        awaitOthers(run);
        process.goOn();
        line = process.next();
      }
      assertThat(line).startsWith("DONE ");
      return line;
    }

    /** Holds the lock until the store itself says that at least two others wait for it. */
    private void awaitOthers(Run run) {
      computations.incrementAndGet();
      if (!store.locksRows()) {
        return;
      }
      eventually(() -> mostWaiting.accumulateAndGet(store.waiting(run.customer()), Math::max) >= 2);
    }

    private String line(RunReport report) {
      return "DONE "
          + report.alreadyRecorded()
          + " "
          + report.eventsCreated()
          + " "
          + TestRuns.shared(report);
    }

    /** What each caller was told of its own part: already recorded, events created. */
    List<String> outcomes() {
      return said.stream()
          .map(line -> line.split(" ", 4))
          .map(parts -> parts[1] + " " + parts[2])
          .toList();
    }

    List<String> shared() {
      return said.stream().map(line -> line.split(" ", 4)[3]).toList();
    }

    /** Whoever was stopped in the middle of a race is not fit for another. */
    @Override
    public void close() throws InterruptedException {
      if (!over) {
        endProcesses();
      }
    }
  }
}
