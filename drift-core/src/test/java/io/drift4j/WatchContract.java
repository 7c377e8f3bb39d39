package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link DriftRepository} must remember of nights. An adapter's test extends this class
 * and says how to open an empty store.
 */
@Timeout(300)
public abstract class WatchContract {

  private static final LocalDate CHANGE = WatchedCustomer.CHANGE;
  private static final LocalDate FOUND = CHANGE.plusDays(60); // at the latest
  private static final Definition WATCHED = WatchedCustomer.definition();
  private static final int STEP = 5;
  private static final WatchId WATCH = new WatchId("acme", WATCHED.id(), "claims");
  private static final SimulatedCustomer FOR_GOOD = WatchedCustomer.forGood();

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

  private DriftMonitor monitor(CountSource claims) {
    return DriftMonitor.of(repository(), claims);
  }

  /** Every fifth night, which is enough to see what is told. */
  private List<RunReport> nights(CountSource claims, LocalDate from, LocalDate to) {
    List<RunReport> reports = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(STEP)) {
      reports.add(monitor(claims).run(WATCHED, "acme", day));
    }
    return reports;
  }

  private List<NoticeKind> told(String consumer) {
    return repository().notices(consumer).unread().stream().map(Notice::kind).toList();
  }

  private Episode onlyEpisode() {
    List<Episode> episodes = repository().episodes().find(EpisodeQuery.of("acme"));
    assertThat(episodes).hasSize(1);
    return episodes.get(0);
  }

  @Test
  void aChangeThatLastsIsToldOnce() {
    List<RunReport> reports = nights(FOR_GOOD, CHANGE.plusDays(30), FOUND.plusDays(30));
    assertThat(reports.stream().mapToInt(report -> report.events().size()).sum()).isEqualTo(1);
    assertThat(told("pager")).containsExactly(NoticeKind.OPENED);
    Episode episode = onlyEpisode();
    assertThat(episode.segment().value("payer")).isEqualTo("payer 0");
    assertThat(episode.state()).isEqualTo(EpisodeState.OPEN);
    assertThat(episode.opening().began().day()).isBetween(CHANGE.minusDays(7), CHANGE.plusDays(7));
    assertThat(repository().episodes().find(episode.id())).contains(episode);
    assertThat(repository().episodes().looks(episode.id()))
        .hasSizeGreaterThan(5)
        .allSatisfy(look -> assertThat(look.episodeId()).isEqualTo(episode.id()));
  }

  @Test
  void aRepeatChangesNothing() {
    nights(FOR_GOOD, CHANGE.plusDays(30), FOUND);
    Remembered before = remembered();
    List<EpisodeLook> looks = repository().episodes().looks(onlyEpisode().id());
    nights(FOR_GOOD, CHANGE.plusDays(30), FOUND);
    assertThat(remembered().watch(WATCH)).isEqualTo(before.watch(WATCH));
    assertThat(repository().episodes().looks(onlyEpisode().id())).isEqualTo(looks);
    assertThat(told("pager")).containsExactly(NoticeKind.OPENED);
  }

  private Remembered remembered() {
    return repository().remembered(List.of(Run.of(WATCHED, "acme", FOUND, FOR_GOOD, 1)));
  }

  @Test
  void anOlderDayAndARevisionAreRecordedAndNotFolded() {
    nights(FOR_GOOD, CHANGE.plusDays(30), FOUND);
    Watch before = remembered().watch(WATCH);
    assertThat(monitor(FOR_GOOD).run(WATCHED, "acme", CHANGE.plusDays(31)).isSuccess()).isTrue();
    assertThat(monitor(FOR_GOOD).run(WATCHED, "acme", FOUND, 2).isSuccess()).isTrue();
    assertThat(remembered().watch(WATCH)).isEqualTo(before);
  }

  @Test
  void aChangeThatEndsIsOver() {
    nights(WatchedCustomer.forDays(40), CHANGE.plusDays(30), CHANGE.plusDays(135));
    assertThat(told("pager")).containsExactly(NoticeKind.OPENED, NoticeKind.RESOLVED);
    assertThat(onlyEpisode().state()).isEqualTo(EpisodeState.RESOLVED);
  }

  @Test
  void aSecondStepIsWorse() {
    nights(WatchedCustomer.worseAfterDays(50), CHANGE.plusDays(30), CHANGE.plusDays(125));
    assertThat(told("pager")).startsWith(NoticeKind.OPENED, NoticeKind.WORSE);
    ToldChange told = onlyEpisode().progress().told();
    assertThat(told.now()).isGreaterThan(0.2);
    assertThat(told.asOf()).isAfter(CHANGE.plusDays(50));
  }

  @Test
  void aChangeThatSeveralDefinitionsSeeIsToldByTheFirst() {
    Definition second = WATCHED.withId("second");
    monitor(FOR_GOOD).run(List.of(WATCHED, second), "acme", FOUND);
    monitor(FOR_GOOD).run(List.of(WATCHED, second), "acme", FOUND.plusDays(1));
    assertThat(told("pager")).containsExactly(NoticeKind.OPENED);
    assertThat(repository().notices("pager").withToldElsewhere().unread())
        .extracting(Notice::kind, Notice::isToldElsewhere)
        .containsExactly(tuple(NoticeKind.OPENED, false), tuple(NoticeKind.OPENED, true));
    Episode first = onlyOf(WATCHED);
    Episode listed = onlyOf(second);
    assertThat(first.opening().toldWith()).isNull();
    assertThat(listed.opening().toldWith()).isEqualTo(first.id());
    assertThat(repository().episodes().toldWith(first.id())).containsExactly(listed);
    assertThat(repository().episodes().toldWith(listed.id())).isEmpty();
  }

  private Episode onlyOf(Definition definition) {
    List<Episode> episodes =
        repository().episodes().find(EpisodeQuery.of("acme").withDefinition(definition));
    assertThat(episodes).hasSize(1);
    return episodes.get(0);
  }

  @Test
  void ofTwoRunsOfOneWatchTheFirstIsFolded() {
    Definition stricter =
        WATCHED.withPolicy(
            DriftPolicy.monitored()
                .lookingAs(DriftPolicy.controlled().withAges(30))
                .withFalseEpisodesPerYear(2));
    List<Run> runs =
        List.of(
            Run.of(WATCHED, "acme", FOUND, FOR_GOOD, 1),
            Run.of(stricter, "acme", FOUND, FOR_GOOD, 1));
    Map<Run, Definition> definitions = Map.of(runs.get(0), WATCHED, runs.get(1), stricter);
    List<RunReport> reports =
        repository().record(runs, new Detections(definitions, FOR_GOOD, false));
    assertThat(reports).allMatch(RunReport::isSuccess);
    assertThat(remembered().watch(WATCH).version()).isEqualTo(1);
    assertThat(told("pager")).containsExactly(NoticeKind.OPENED);
  }

  @Test
  void eachConsumerDealsWithEachNoticeInItsOrder() {
    nights(WatchedCustomer.forDays(40), CHANGE.plusDays(30), CHANGE.plusDays(135));
    NoticeFeed pager = repository().notices("pager");
    List<Notice> unread = pager.unread();
    assertThat(unread).extracting(Notice::number).containsExactly(1L, 2L);
    assertThatThrownBy(() -> pager.acknowledge(unread.get(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before notice 1");
    pager.acknowledge(unread.get(0));
    pager.acknowledge(unread.get(0));
    assertThat(repository().notices("pager").unread()).containsExactly(unread.get(1));
    assertThat(repository().notices("mail").unread()).isEqualTo(unread);
    pager.acknowledge(unread.get(1));
    assertThat(pager.unread()).isEmpty();
  }

  @Test
  void whatIsSaidOfAnEpisodeIsAppliedByTheNextLook() {
    nights(FOR_GOOD, CHANGE.plusDays(30), FOUND);
    String id = onlyEpisode().id();
    repository().episodes().judge(id, Opinion.EXPECTED.by("on-call").note("new contract"));
    repository().episodes().judge(id, Opinion.NEW_NORMAL.by("head of billing"));
    assertThat(repository().episodes().statements(id))
        .containsExactly(
            Opinion.EXPECTED.by("on-call").note("new contract"),
            Opinion.NEW_NORMAL.by("head of billing"));
    assertThat(onlyEpisode().opinion()).isEqualTo(Opinion.NEW_NORMAL);
    nights(FOR_GOOD, FOUND.plusDays(1), FOUND.plusDays(1));
    assertThat(onlyEpisode().state()).isEqualTo(EpisodeState.SETTLED);
    assertThat(told("pager")).containsExactly(NoticeKind.OPENED, NoticeKind.SETTLED);
    assertThatThrownBy(() -> repository().episodes().judge("0".repeat(64), Opinion.REAL.by("me")))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("no episode");
  }

  @Test
  void aWatchThatIsBegunAnewTellsThePastToNobodyWhoDoesNotAsk() {
    nights(FOR_GOOD, CHANGE.plusDays(30), FOUND);
    repository().notices("pager").unread().forEach(repository().notices("pager")::acknowledge);
    repository().episodes().restart(WATCH);
    repository().episodes().restart(WATCH); // nothing was looked at in between
    assertThat(repository().episodes().find(EpisodeQuery.of("acme"))).isEmpty();
    Definition edited = WATCHED.withPolicy(DriftPolicy.monitored().withFalseEpisodesPerYear(2));
    for (LocalDate day = CHANGE.plusDays(30); !day.isAfter(FOUND); day = day.plusDays(STEP)) {
      monitor(FOR_GOOD).run(edited, "acme", day);
    }
    assertThat(onlyEpisode().generation()).isEqualTo(3);
    assertThat(told("pager")).isEmpty();
    assertThat(repository().notices("pager").withHistoric().unread())
        .extracting(Notice::kind)
        .containsExactly(NoticeKind.OPENED);
  }

  @Test
  void aNightThatFailsLeavesNothing() {
    nights(FOR_GOOD, CHANGE.plusDays(30), FOUND);
    Watch before = remembered().watch(WATCH);
    CountSource broken =
        (request, visitor) -> {
          FOR_GOOD.read(request, visitor);
          throw new DriftException("the source went away");
        };
    LocalDate next = FOUND.plusDays(3);
    assertThatThrownBy(() -> monitor(broken).run(WATCHED, "acme", next))
        .hasMessageContaining("went away");
    assertThat(remembered().watch(WATCH)).isEqualTo(before);
    assertThat(nights(FOR_GOOD, next, next).get(0).isSuccess()).isTrue();
    assertThat(remembered().watch(WATCH).newestAsOf()).isEqualTo(next);
  }

  /** Whoever is first, each night is folded once. */
  @Test
  void threadsThatRunTheSameNightsMakeWhatOneMakes() throws Exception {
    List<LocalDate> days =
        CHANGE.plusDays(30).datesUntil(FOUND).filter(d -> d.toEpochDay() % 4 == 0).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (LocalDate day : days) {
        List<Future<RunReport>> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          racers.add(threads.submit(() -> monitor(FOR_GOOD).run(WATCHED, "acme", day)));
        }
        for (Future<RunReport> racer : racers) {
          assertThat(racer.get().isSuccess()).isTrue();
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(remembered().watch(WATCH)).isEqualTo(alone(days).watch(WATCH));
    assertThat(told("pager")).containsExactly(NoticeKind.OPENED);
  }

  private static Remembered alone(List<LocalDate> days) {
    InMemoryDriftRepository memory = new InMemoryDriftRepository();
    days.forEach(day -> DriftMonitor.of(memory, FOR_GOOD).run(WATCHED, "acme", day));
    return memory.remembered(List.of(Run.of(WATCHED, "acme", FOUND, FOR_GOOD, 1)));
  }
}
