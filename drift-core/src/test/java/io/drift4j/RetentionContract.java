package io.drift4j;

import static io.drift4j.HandMadeNights.FIRST;
import static io.drift4j.HandMadeNights.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How every {@link DriftRepository} must delete. An adapter's test extends this class and says how
 * to open an empty store.
 */
@Timeout(120)
public abstract class RetentionContract {

  private static final LocalDate LATER = FIRST.plusDays(10_000);

  private RepositoryUnderTest store;

  /** Opens a store without runs. */
  protected abstract RepositoryUnderTest emptyStore() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = emptyStore();
  }

  @AfterEach
  void closeStore() throws Exception {
    store.close();
  }

  private DriftRepository repository() {
    return store.repository();
  }

  private Retention retention() {
    return repository().retention();
  }

  private static Run on(String customer, int day) {
    return Run.of(TestRuns.PAYER_DRIFT, customer, FIRST.plusDays(day), (r, visitor) -> {}, 1);
  }

  private RunReport record(String customer, int day) {
    Run run = on(customer, day);
    return repository().record(run, () -> TestRuns.detect(run));
  }

  private List<Long> numbersAfter(String customer, long number) {
    return repository().events().after(new EventCursor(customer, number)).stream()
        .map(RunReport::number)
        .toList();
  }

  // ---- runs

  @Test
  void theRunsOfOlderDaysGoWithTheirEventsAndVerdicts() throws Exception {
    DriftRepository all = store.keepingVerdicts().repository();
    List<RunReport> runs =
        IntStream.range(0, 3)
            .mapToObj(day -> all.record(on("acme", day), () -> TestRuns.detect(on("acme", day))))
            .toList();
    List<RecordedVerdict> verdicts = all.verdicts(runs.get(2).run().runId());
    assertThat(verdicts).isNotEmpty();
    assertThat(retention().prune(FIRST.plusDays(2))).isEqualTo(new Pruned(2, 0, 0, List.of()));
    assertThat(all.find(runs.get(0).run().runId())).isEmpty();
    assertThat(all.verdicts(runs.get(1).run().runId())).isEmpty();
    assertThat(all.verdicts(runs.get(2).run().runId())).isEqualTo(verdicts);
    assertThat(all.events(EventQuery.of("acme").withAllRuns()))
        .containsExactlyInAnyOrderElementsOf(runs.get(2).events());
    assertThat(store.storedEventIds()).hasSameSizeAs(runs.get(2).events());
    assertThat(retention().prune(FIRST.plusDays(2))).isEqualTo(Pruned.nothing());
  }

  @Test
  void failedRunsGoAndRunsThatSomebodyIsAtStay() {
    Run failing = on("acme", 0);
    assertThatThrownBy(() -> repository().record(failing, RetentionContract::fails))
        .hasMessage("no");
    List<Pruned> meanwhile = new ArrayList<>();
    Run running = on("other", 0);
    store
        .pausedWhenBegun(() -> meanwhile.add(retention().prune(LATER)))
        .record(running, () -> TestRuns.detect(running));
    assertThat(meanwhile).containsExactly(new Pruned(1, 0, 0, List.of()));
    assertThat(repository().failures(Instant.EPOCH)).isEmpty();
    assertThat(repository().find(running.runId()).orElseThrow().isSuccess()).isTrue();
  }

  private static Detection fails() {
    throw new DriftException("no");
  }

  /** More than one transaction deletes, and more than one page of a reader. */
  @Test
  void readersAndNumbersGoOn() {
    IntStream.range(0, 106).forEach(day -> steady("acme", day));
    assertThat(retention().prune(FIRST.plusDays(103)).runs()).isEqualTo(103);
    assertThat(numbersAfter("acme", 0)).containsExactly(104L, 105L, 106L);
    assertThat(numbersAfter("acme", 105)).containsExactly(106L);
    assertThat(steady("acme", 106).number()).isEqualTo(107);
    retention().prune(LATER);
    assertThat(numbersAfter("acme", 0)).isEmpty();
    assertThat(numbersAfter("acme", 107)).isEmpty();
    assertThat(steady("acme", 107).number()).isEqualTo(108);
    assertThat(numbersAfter("acme", 106)).containsExactly(108L);
  }

  /** A run in which nothing drifts. */
  private RunReport steady(String customer, int day) {
    Run run = on(customer, day);
    return repository().record(run, () -> TestRuns.detectSteady(on(customer, 0)));
  }

  @Test
  void aRunOfADayThatIsPrunedIsRecordedAnew() {
    RunReport first = record("acme", 0);
    retention().prune(FIRST.plusDays(1));
    RunReport again = record("acme", 0);
    assertThat(again.alreadyRecorded()).isFalse();
    assertThat(again.number()).isEqualTo(2);
    assertThat(again.events()).isEqualTo(first.events());
  }

  // ---- watches

  private Watch remembered(String customer) {
    return repository().remembered(List.of(HandMadeNights.run(customer, 1))).watch(watch(customer));
  }

  private RunReport night(String customer, int night) {
    return HandMadeNights.record(repository(), customer, night);
  }

  /** A night that remembers nothing that had ended by then. */
  private void keep(int night, List<Episode> changed, List<EpisodeLook> looks) {
    Watch before = remembered("acme");
    Watch after =
        new Watch(
            before.id(),
            before.generation(),
            before.version() + 1,
            FIRST.plusDays(night),
            before.historicBefore(),
            changed);
    Folded folded = new Folded(before.version(), after, changed, looks, List.of());
    repository()
        .record(
            List.of(HandMadeNights.run("acme", night)),
            (due, now) -> List.of(Computed.of(TestRuns.detect(due.get(0)), folded)));
  }

  @Test
  void episodesThatGoOnStayWithTheirLooksAndNoticesGo() {
    night("acme", 1);
    night("acme", 2);
    Watch before = remembered("acme");
    Episode first = before.episodes().get(0);
    List<EpisodeLook> looks = repository().episodes().looks(first.id());
    repository().episodes().judge(first.id(), Opinion.REAL.by("me"));
    assertThat(retention().prune(LATER)).isEqualTo(new Pruned(2, 0, 2, List.of()));
    assertThat(remembered("acme").version()).isEqualTo(before.version());
    assertThat(remembered("acme").episodes()).hasSize(2);
    assertThat(repository().episodes().looks(first.id())).isEqualTo(looks);
    assertThat(repository().episodes().statements(first.id())).hasSize(1);
    night("acme", 4);
    assertThat(repository().notices("pager").unread())
        .extracting(Notice::number)
        .containsExactly(3L);
  }

  @Test
  void whatEndedStaysAsLongAsBaselinesLeaveItsDaysOut() {
    Episode ended = HandMadeNights.bare(Watch.begun(watch("acme")));
    keep(1, List.of(ended), List.of(HandMadeNights.unseen(ended, FIRST)));
    repository().episodes().judge(ended.id(), Opinion.NOISE.by("me"));
    keep(Watch.MEMORY - 1, List.of(), List.of());
    assertThat(retention().prune(LATER).episodes()).isZero();
    assertThat(repository().episodes().find(ended.id())).isPresent();
    keep(Watch.MEMORY, List.of(), List.of());
    assertThat(retention().prune(FIRST).episodes()).isZero();
    assertThat(retention().prune(FIRST.plusDays(1)).episodes()).isEqualTo(1);
    assertThat(repository().episodes().find(ended.id())).isEmpty();
    assertThat(repository().episodes().looks(ended.id())).isEmpty();
    assertThat(repository().episodes().statements(ended.id())).isEmpty();
    assertThat(remembered("acme").newestAsOf()).isEqualTo(FIRST.plusDays(Watch.MEMORY));
  }

  @Test
  void whatAWatchFoundBeforeItWasBegunAnewGoesWithItsDays() {
    night("acme", 1);
    Episode old = remembered("acme").episodes().get(0);
    repository().episodes().restart(watch("acme"));
    night("acme", 2);
    LocalDate looked = old.progress().lookedAsOf();
    assertThat(retention().prune(looked).episodes()).isZero();
    assertThat(retention().prune(looked.plusDays(1)).episodes()).isEqualTo(1);
    assertThat(repository().episodes().find(old.id())).isEmpty();
    assertThat(remembered("acme").episodes()).hasSize(1);
  }

  @Test
  void consumersKeepTheirPlaces() {
    night("acme", 1);
    night("acme", 2);
    NoticeFeed pager = repository().notices("pager");
    pager.acknowledge(pager.unread().get(0));
    assertThat(retention().prune(FIRST.plusDays(2)).notices()).isEqualTo(1);
    assertThat(pager.unread()).extracting(Notice::number).containsExactly(2L);
    pager.acknowledge(pager.unread().get(0));
    retention().prune(LATER);
    night("acme", 4);
    assertThat(pager.unread()).extracting(Notice::number).containsExactly(3L);
  }

  // ---- customers

  @Test
  void aForgottenCustomerLeavesNothingAndOthersStay() {
    for (String customer : List.of("acme", "other")) {
      IntStream.range(3, 24).forEach(day -> steady(customer, day));
      night(customer, 1);
      night(customer, 2);
      NoticeFeed pager = repository().notices("pager");
      pager.unread().stream()
          .filter(notice -> notice.watch().customer().equals(customer))
          .findFirst()
          .ifPresent(pager::acknowledge);
    }
    Watch other = remembered("other");
    List<RunReport> ofOther = repository().events().after(EventCursor.start("other"));
    Episode gone = remembered("acme").episodes().get(0);
    retention().forget("acme");
    retention().forget("acme");
    assertThat(numbersAfter("acme", 0)).isEmpty();
    assertThat(repository().events(EventQuery.of("acme").withAllRuns())).isEmpty();
    assertThat(repository().episodes().find(gone.id())).isEmpty();
    assertThat(remembered("acme")).isEqualTo(Watch.begun(watch("acme")));
    assertThat(remembered("other")).isEqualTo(other);
    assertThat(repository().events().after(EventCursor.start("other"))).isEqualTo(ofOther);
    assertThat(repository().notices("pager").unread()).hasSize(1);
  }

  @Test
  void aCustomerWhoComesBackBeginsWithOneAndReadersAreToldThatItWasForgotten() {
    night("acme", 1);
    night("acme", 2);
    NoticeFeed pager = repository().notices("pager");
    pager.unread().forEach(pager::acknowledge);
    retention().forget("acme");
    assertThat(night("acme", 1).number()).isEqualTo(1);
    assertThat(pager.unread()).extracting(Notice::number).containsExactly(1L);
    assertThatThrownBy(() -> numbersAfter("acme", 2))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "the cursor of a customer is at run 2, but the last one recorded is 1: the customer was"
                + " forgotten since; begin at EventCursor.start");
  }

  @Test
  void whoWasNeverThereIsForgottenAlready() {
    retention().forget("nobody");
    assertThat(retention().prune(LATER)).isEqualTo(Pruned.nothing());
    assertThat(Pruned.nothing().isComplete()).isTrue();
  }
}
