package io.drift4j.jdbc;

import static io.drift4j.HandMadeNights.FIRST;
import static io.drift4j.HandMadeNights.bare;
import static io.drift4j.HandMadeNights.computed;
import static io.drift4j.HandMadeNights.full;
import static io.drift4j.HandMadeNights.record;
import static io.drift4j.HandMadeNights.run;
import static io.drift4j.HandMadeNights.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Computed;
import io.drift4j.CustomerBusyException;
import io.drift4j.DriftException;
import io.drift4j.DriftRepository;
import io.drift4j.Episode;
import io.drift4j.EpisodeLook;
import io.drift4j.EpisodeQuery;
import io.drift4j.Folded;
import io.drift4j.HandMadeNights;
import io.drift4j.Notice;
import io.drift4j.NoticeFeed;
import io.drift4j.Opinion;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import io.drift4j.TransientDriftException;
import io.drift4j.Watch;
import io.drift4j.WatchId;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept of watches: every field, with the run or not at all, and by one at a time. */
@Timeout(120)
class WatchTablesTest {

  private static final List<String> TABLES =
      List.of("event", "segment", "run_count", "watch", "episode", "look", "notice");

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  static Stream<DatabaseRow> lockingRows() {
    return DatabaseRow.lockingRows();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void keepsEveryField(DatabaseRow row) throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      DriftRepository repository = store.repository();
      Watch begun = Watch.begun(watch("acme"));
      Episode full = full(begun, 1);
      Episode bare = bare(begun);
      Watch after = new Watch(begun.id(), 1, 1, FIRST, null, List.of(full, bare));
      List<EpisodeLook> looks =
          List.of(HandMadeNights.seen(full, FIRST), HandMadeNights.unseen(bare, FIRST));
      Notice told = HandMadeNights.told(begun, full, 2);
      keep(repository, new Folded(0, after, List.of(full, bare), looks, List.of(told)));
      assertThat(remembered(repository, "acme")).isEqualTo(after);
      assertThat(repository.episodes().find(EpisodeQuery.of("acme"))).containsExactly(bare, full);
      assertThat(repository.episodes().find(EpisodeQuery.of("acme").open())).containsExactly(full);
      assertThat(repository.episodes().find(bare.id())).contains(bare);
      assertThat(repository.episodes().looks(full.id())).containsExactly(looks.get(0));
      assertThat(repository.episodes().looks(bare.id())).containsExactly(looks.get(1));
      assertThat(repository.notices("pager").unread()).containsExactly(told.numbered(1));
    }
  }

  private static void keep(DriftRepository repository, Folded folded) {
    repository.record(
        List.of(run("acme", 1)),
        (due, remembered) -> List.of(Computed.of(TestRuns.detect(due.get(0)), folded)));
  }

  private static Watch remembered(DriftRepository repository, String customer) {
    return repository.remembered(List.of(run(customer, 1))).watch(watch(customer));
  }

  /** Nothing depends any more on what ended 800 days ago. */
  @ParameterizedTest
  @MethodSource("databases")
  void forgetsWhatEndedLongAgo(DatabaseRow row) throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      DriftRepository repository = store.repository();
      Watch begun = Watch.begun(watch("acme"));
      Episode bare = bare(begun);
      for (int days : List.of(Watch.MEMORY - 1, Watch.MEMORY)) {
        Watch before = remembered(repository, "acme");
        Watch after =
            new Watch(
                begun.id(), 1, before.version() + 1, FIRST.plusDays(days), null, List.of(bare));
        Folded folded = new Folded(before.version(), after, List.of(bare), List.of(), List.of());
        repository.record(
            List.of(run("acme", days)),
            (due, now) -> List.of(Computed.of(TestRuns.detect(due.get(0)), folded)));
        assertThat(remembered(repository, "acme").episodes().isEmpty())
            .isEqualTo(days == Watch.MEMORY);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void leavesNothingOfANightThatFailsAtAnyStep(DatabaseRow row) throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      for (RunStep step :
          List.of(RunStep.INSERTING, RunStep.INSERTED, RunStep.FINISHED, RunStep.COMMITTING)) {
        DriftRepository failing =
            store.database().observedBy(reached -> failAt(step, reached)).repository();
        assertThatThrownBy(() -> record(failing, "acme", 1)).hasMessage("at " + step);
        assertThatNothingIsKept(store);
      }
      assertThat(record(store.repository(), "acme", 1).number()).isEqualTo(1);
      assertThat(store.repository().notices("pager").unread())
          .extracting(Notice::number)
          .containsExactly(1L);
    }
  }

  private static void failAt(RunStep step, RunStep reached) {
    if (reached == step) {
      throw new IllegalStateException("at " + step);
    }
  }

  private static void assertThatNothingIsKept(JdbcStore store) {
    for (String table : TABLES) {
      assertThat(count(store, "select count(*) from drift_" + table)).as(table).isZero();
    }
    assertThat(count(store, "select coalesce(sum(last_notice_number), 0) from drift_customer"))
        .isZero();
  }

  private static int count(JdbcStore store, String query) {
    return store.inspector().createQuery(query).mapTo(Integer.class).one();
  }

  /** The last of all inserts. */
  @ParameterizedTest
  @MethodSource("databases")
  void leavesNothingOfANightWhoseNoticeIsRefused(DatabaseRow row) throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      Folded night = HandMadeNights.night(Watch.begun(watch("acme")), 1);
      List<Notice> twice = List.of(night.notices().get(0), night.notices().get(0));
      Folded refused = new Folded(0, night.watch(), night.changed(), night.looks(), twice);
      assertThatThrownBy(() -> keep(store.repository(), refused))
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith("recording a run failed: ");
      assertThatNothingIsKept(store);
      assertThat(store.repository().find(run("acme", 1).runId()).orElseThrow().status())
          .isEqualTo(RunStatus.FAILED);
    }
  }

  /** Nobody is locked, and another night comes between what is read and what is kept. */
  @ParameterizedTest
  @MethodSource("lockingRows")
  void keepsNothingOfANightThatAnotherHasOvertaken(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    try (JdbcStore store = new JdbcStore(setup);
        JdbcStore another = new JdbcStore(setup)) {
      DriftRepository unlocked = store.withoutLock(() -> {});
      assertThatThrownBy(
              () ->
                  unlocked.record(
                      List.of(run("acme", 1)),
                      (due, remembered) -> {
                        Watch before = remembered.watch(watch("acme"));
                        record(another.repository(), "acme", 2);
                        return List.of(computed(before, due.get(0), 1));
                      }))
          .isInstanceOf(TransientDriftException.class)
          .hasMessage(
              "\"acme\", watched of claims was looked at by another run, or begun anew,"
                  + " meanwhile; repeat it in a new transaction");
      assertThat(remembered(unlocked, "acme").newestAsOf()).isEqualTo(FIRST.plusDays(2));
      assertThat(unlocked.find(run("acme", 1).runId()).orElseThrow().events()).isEmpty();
      assertThat(record(unlocked, "acme", 1).isSuccess()).isTrue();
      assertThat(remembered(unlocked, "acme").version()).isEqualTo(2);
    }
  }

  /** SQLite has one lock for all, which nobody holds while a night is computed. */
  @ParameterizedTest
  @MethodSource("databases")
  void computesAgainWhereTheWatchMovedBeforeTheLock(DatabaseRow row) throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      List<Long> versions = new ArrayList<>();
      boolean computesFirst = !store.locksRows();
      store
          .repository()
          .record(
              List.of(run("acme", 1)),
              (due, remembered) -> {
                Watch before = remembered.watch(watch("acme"));
                versions.add(before.version());
                if (computesFirst && versions.size() == 1) {
                  record(store.repository(), "acme", 2);
                }
                return List.of(computed(before, due.get(0), 1));
              });
      assertThat(versions).isEqualTo(computesFirst ? List.of(0L, 1L) : List.of(0L));
      assertThat(remembered(store.repository(), "acme").version()).isEqualTo(versions.size());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isTheCallersToCommitWhereATransactionIsJoined(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    try (JdbcStore store = new JdbcStore(setup);
        Connection connection = setup.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      DriftRepository joined = setup.joining(connection).repository();
      record(joined, "acme", 1);
      assertThat(remembered(joined, "acme").version()).isEqualTo(1);
      connection.rollback();
      assertThatNothingIsKept(store);
      record(joined, "acme", 1);
      record(joined, "acme", 2);
      joined.episodes().judge(onlyOf(joined, 1).id(), Opinion.REAL.by("me"));
      joined.notices("pager").acknowledge(joined.notices("pager").unread().get(0));
      connection.commit();
      assertThat(remembered(store.repository(), "acme").version()).isEqualTo(2);
      assertThat(onlyOf(store.repository(), 1).opinion()).isEqualTo(Opinion.REAL);
    }
  }

  private static Episode onlyOf(DriftRepository repository, int night) {
    return repository.episodes().find(EpisodeQuery.of("acme")).stream()
        .filter(one -> one.opening().asOf().equals(FIRST.plusDays(night)))
        .findFirst()
        .orElseThrow();
  }

  /** A snapshot that is older than another's night is not looked from. */
  @ParameterizedTest
  @MethodSource("lockingRows")
  void refusesToGoOnFromASnapshotThatIsTooOld(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    try (JdbcStore store = new JdbcStore(setup);
        Connection connection = setup.dataSource().getConnection()) {
      record(store.repository(), "acme", 1);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      DriftRepository joined = setup.joining(connection).repository();
      assertThat(remembered(joined, "acme").version()).isEqualTo(1);
      record(store.repository(), "acme", 2);
      assertThatThrownBy(() -> record(joined, "acme", 3))
          .isInstanceOf(TransientDriftException.class);
      connection.rollback();
      assertThat(record(joined, "acme", 3).isSuccess()).isTrue();
      connection.commit();
      assertThat(remembered(store.repository(), "acme").version()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void numbersTheNoticesOfEachCustomerWithoutGapsAndLeavesOutWhatIsNotWanted(DatabaseRow row)
      throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      DriftRepository repository = store.repository();
      for (int night = 1; night <= 4; night++) {
        record(repository, "acme", night);
        record(repository, "other", night);
      }
      List<String> inOrder =
          Stream.of("acme", "other").sorted((a, b) -> key(a).compareTo(key(b))).toList();
      NoticeFeed all = repository.notices("pager").withHistoric();
      assertThat(all.unread())
          .extracting(notice -> notice.watch().customer() + notice.number())
          .containsExactlyElementsOf(
              inOrder.stream()
                  .flatMap(one -> IntStream.rangeClosed(1, 4).mapToObj(n -> one + n))
                  .toList());
      assertThat(numbers(repository.notices("pager"), "acme")).containsExactly(1L, 2L, 4L);
      NoticeFeed worse = repository.notices("pager").degrading();
      assertThat(numbers(worse, "acme")).containsExactly(2L, 4L);
      Notice last = of(worse, "acme").get(1);
      assertThatThrownBy(() -> worse.acknowledge(last))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "notice 4 of a customer cannot be acknowledged before notice 2, which pager has not"
                  + " dealt with; acknowledge them in their order");
      worse.acknowledge(of(worse, "acme").get(0));
      assertThat(numbers(all, "acme")).containsExactly(3L, 4L);
      worse.acknowledge(last);
      assertThat(numbers(all, "acme")).isEmpty();
      assertThat(numbers(all, "other")).hasSize(4);
      assertThat(numbers(repository.notices("mail"), "acme")).containsExactly(1L, 2L, 4L);
      assertThatThrownBy(() -> repository.notices("a b"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("consumer must be 1 to 100 letters");
    }
  }

  private static String key(String customer) {
    return HandMadeNights.key(customer);
  }

  private static List<Notice> of(NoticeFeed feed, String customer) {
    return feed.unread().stream().filter(n -> n.watch().customer().equals(customer)).toList();
  }

  private static List<Long> numbers(NoticeFeed feed, String customer) {
    return of(feed, customer).stream().map(Notice::number).toList();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void keepsWhatEverybodySaysAtOnce(DatabaseRow row) throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      record(store.repository(), "acme", 1);
      String id = onlyOf(store.repository(), 1).id();
      ExecutorService people = Executors.newFixedThreadPool(4);
      try {
        List<Future<?>> said = new ArrayList<>();
        for (int person = 0; person < 4; person++) {
          Opinion.Statement statement = Opinion.EXPECTED.by("person " + person);
          said.add(people.submit(() -> sayFiveTimes(store.repository(), id, statement)));
        }
        for (Future<?> one : said) {
          one.get();
        }
      } finally {
        people.shutdownNow();
      }
      List<Opinion.Statement> statements = store.repository().episodes().statements(id);
      assertThat(statements).hasSize(20);
      for (int person = 0; person < 4; person++) {
        String who = "person " + person;
        assertThat(statements.stream().filter(one -> one.by().equals(who)))
            .extracting(Opinion.Statement::note)
            .containsExactly("0", "1", "2", "3", "4");
      }
    }
  }

  private static void sayFiveTimes(
      DriftRepository repository, String id, Opinion.Statement statement) {
    for (int i = 0; i < 5; i++) {
      repository.episodes().judge(id, statement.note(String.valueOf(i)));
    }
  }

  /** Whoever says something waits for no run; whoever begins a watch anew does. */
  @ParameterizedTest
  @MethodSource("lockingRows")
  void waitsForTheCustomerToBeginAWatchAnewAndNotToSaySomething(DatabaseRow row) throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      record(store.repository(), "acme", 1);
      Episode episode = onlyOf(store.repository(), 1);
      DriftRepository hasty = store.database().withLockWait(Duration.ofMillis(200)).repository();
      try (HeldRun held = HeldRun.at(RunStep.LOCKED, store.database(), TestRuns.of("acme"))) {
        hasty.episodes().judge(episode.id(), Opinion.REAL.by("me"));
        assertThat(onlyOf(hasty, 1).opinion()).isEqualTo(Opinion.REAL);
        assertThatThrownBy(() -> hasty.episodes().restart(watch("acme")))
            .isInstanceOf(CustomerBusyException.class);
        held.release();
      }
      hasty.episodes().restart(watch("acme"));
      assertThat(remembered(hasty, "acme"))
          .isEqualTo(new Watch(watch("acme"), 2, 2, null, FIRST.plusDays(1), List.of()));
      assertThat(hasty.episodes().find(episode.id())).contains(episode.with(Opinion.REAL));
      WatchId nobody = new WatchId("nobody", "watched", "claims");
      assertThatThrownBy(() -> hasty.episodes().restart(nobody))
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith("there is no watch WatchId[customer=nobody");
    }
  }
}
