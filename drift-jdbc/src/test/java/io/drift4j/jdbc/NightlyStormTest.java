package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.Episode;
import io.drift4j.EpisodeLook;
import io.drift4j.EpisodeQuery;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Notice;
import io.drift4j.OtherProcess;
import io.drift4j.Run;
import io.drift4j.Watch;
import io.drift4j.WatchId;
import io.drift4j.WatchedCustomer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.tools.Server;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of nights: many processes and threads run the same nights, some of them are killed at
 * every step, and who tells of notices dies before it could acknowledge them. What is remembered
 * then is what one go of nights in memory remembers, bit for bit, and each notice was told.
 */
class NightlyStormTest {

  private static final Definition WATCHED = WatchedCustomer.definition();
  private static final LocalDate FIRST = WatchedCustomer.CHANGE.plusDays(36);

  private static final int CUSTOMERS = Integer.getInteger("drift.nights.customers", 60);
  private static final int DAYS = Integer.getInteger("drift.nights.days", 120);

  /** What one go makes of a customer's days, which is the same for every database. */
  private static final Map<List<Integer>, Memory> IN_MEMORY = new ConcurrentHashMap<>();

  @TempDir Path folder;

  /** What is remembered of a customer. */
  private record Memory(
      Watch watch, List<Episode> episodes, List<List<EpisodeLook>> looks, List<Notice> notices) {

    static Memory of(DriftRepository repository, String customer) {
      Run any = Run.of(WATCHED, customer, FIRST, WatchedCustomer.numbered(0), 1);
      List<Episode> episodes = repository.episodes().find(EpisodeQuery.of(customer));
      return new Memory(
          repository.remembered(List.of(any)).watch(WatchId.of(any)),
          episodes,
          episodes.stream().map(one -> repository.episodes().looks(one.id())).toList(),
          repository.notices("nobody").withHistoric().unread().stream()
              .filter(notice -> notice.watch().customer().equals(customer))
              .toList());
    }
  }

  static String name(int customer) {
    return "customer-" + customer;
  }

  static List<LocalDate> days(int number) {
    return FIRST.datesUntil(FIRST.plusDays(number)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"POSTGRESQL", "H2"})
  @Timeout(120)
  void isOneGoOfNightsWhoeverIsKilled(SharedDatabase database) throws Exception {
    storm(database, 3, 8, 2, List.of(RunStep.COMMITTING));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  @Timeout(300)
  @Tag("proof")
  void isThatOnEveryDatabase(SharedDatabase database) throws Exception {
    storm(database, 3, 8, 2, List.of(RunStep.COMMITTING));
  }

  static Stream<SharedDatabase> others() {
    return SharedDatabase.all()
        .filter(
            EnumSet.complementOf(EnumSet.of(SharedDatabase.POSTGRESQL, SharedDatabase.H2))
                ::contains);
  }

  /** Five minutes or more of each database, so only for those who ask for it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.drift4j.jdbc.SharedDatabase#all")
  @EnabledIfSystemProperty(named = "drift.nights.customers", matches = "[0-9]+")
  @Timeout(1800)
  void isOneGoOfManyNightsWhoeverIsKilledWherever(SharedDatabase database) throws Exception {
    storm(database, CUSTOMERS, DAYS, 4, Arrays.asList(RunStep.values()));
  }

  private void storm(
      SharedDatabase database, int customers, int days, int processes, List<RunStep> kills)
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the nights: " + seed);
    Server h2 = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    try {
      Setup place = database == SharedDatabase.H2 ? onServer(h2) : place(database);
      Pager pager =
          new Pager(place, folder.resolve("told"), kills.size(), patience(customers, days));
      nights(place, customers, days, processes, kills, seed, pager);
      pager.untilNothingIsLeft();
      compare(place, customers, days);
      pager.check(place);
    } finally {
      h2.stop();
    }
  }

  /** A process takes some to start, and no night takes long. */
  private static Duration patience(int customers, int days) {
    return Duration.ofSeconds(100 + (long) customers * days);
  }

  /** With a pool in each process, but where a connection is a file that was opened. */
  private Setup place(SharedDatabase database) {
    Setup place = database.create(folder);
    return database == SharedDatabase.SQLITE ? place : place.pooled();
  }

  /** A kill while H2 itself writes may leave a file that it cannot repair: so it is a server's. */
  private Setup onServer(Server server) {
    String url =
        "jdbc:h2:tcp://localhost:"
            + server.getPort()
            + "/"
            + folder.resolve("drift").toAbsolutePath();
    Setup setup = new Setup(url, "sa", "", "", "none", "drift_", "");
    setup.migrate();
    return setup;
  }

  /** First some run beside one that is killed, at one step after the other; then two more. */
  private static void nights(
      Setup place,
      int customers,
      int days,
      int processes,
      List<RunStep> kills,
      long seed,
      Pager pager)
      throws Exception {
    Deque<RunStep> steps = new ArrayDeque<>(kills);
    List<OtherProcess> running = new ArrayList<>();
    try {
      for (int i = 2; i < processes; i++) {
        running.add(
            NightlyStormingProcess.start(
                place, customers, days, NightlyStormingProcess.NEVER, seed + i));
      }
      int killed = 0;
      while (!steps.isEmpty()) {
        String step = steps.remove().name();
        try (OtherProcess victim =
            NightlyStormingProcess.start(place, customers, days, step, seed - steps.size())) {
          killed += pager.until(victim).equals("PARKED") ? 1 : 0;
        }
      }
      assertThat(killed).isEqualTo(kills.size());
      for (int i = 0; i < 2; i++) {
        running.add(
            NightlyStormingProcess.start(
                place, customers, days, NightlyStormingProcess.NEVER, seed + i));
      }
      for (OtherProcess process : running) {
        assertThat(pager.until(process)).isEqualTo("DONE");
      }
    } finally {
      for (OtherProcess process : running) {
        process.close();
      }
    }
  }

  // ---- what is remembered

  private static void compare(Setup place, int customers, int days) throws Exception {
    DriftRepository repository = place.database(place.dataSource()).repository();
    List<Memory> all = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      Memory memory = Memory.of(repository, name(customer));
      assertThat(memory).as(name(customer)).isEqualTo(inMemory(customer, days));
      all.add(memory);
    }
    assertThat(all.stream().mapToInt(memory -> memory.episodes().size()).sum()).isPositive();
    try (Handle handle = Jdbi.open(place.place().dataSource())) {
      assertThat(rows(handle, "watch")).isEqualTo(customers);
      assertThat(rows(handle, "run where status = 'SUCCESS'")).isEqualTo((long) customers * days);
      assertThat(rows(handle, "episode"))
          .isEqualTo(all.stream().mapToLong(memory -> memory.episodes().size()).sum());
      assertThat(rows(handle, "look"))
          .isEqualTo(all.stream().flatMap(m -> m.looks().stream()).mapToLong(List::size).sum());
      assertThat(rows(handle, "notice"))
          .isEqualTo(all.stream().mapToLong(memory -> memory.notices().size()).sum());
    }
  }

  private static long rows(Handle handle, String table) {
    return handle.createQuery("select count(*) from drift_" + table).mapTo(Long.class).one();
  }

  private static Memory inMemory(int customer, int days) {
    return IN_MEMORY.computeIfAbsent(List.of(customer, days), key -> oneGo(customer, days));
  }

  private static Memory oneGo(int customer, int days) {
    DriftRepository repository = new InMemoryDriftRepository();
    DriftMonitor.of(repository, WatchedCustomer.numbered(customer))
        .catchUp(WATCHED, name(customer), FIRST, FIRST.plusDays(days - 1L));
    return Memory.of(repository, name(customer));
  }

  // ---- who is told

  /** Lets the process that tells go on, and kills it now and then before it can acknowledge. */
  private static final class Pager {

    private final Setup place;
    private final Path told;
    private OtherProcess process;
    private final int kills; // at most
    private final Duration patience;
    private int killed;

    Pager(Setup place, Path told, int kills, Duration patience) {
      this.place = place;
      this.told = told;
      this.kills = kills;
      this.patience = patience;
      this.process = PagingProcess.start(place, told);
    }

    /** Until another process says something, which is returned. */
    String until(OtherProcess other) throws Exception {
      long start = System.nanoTime();
      String line = other.poll();
      while (line == null) {
        if (System.nanoTime() - start > patience.toNanos()) {
          throw new AssertionError(
              "a process runs its nights and does not end: " + other.threads());
        }
        goOn();
        line = other.poll();
      }
      return line;
    }

    void untilNothingIsLeft() throws Exception {
      String said = goOn();
      while (!said.equals("NOTHING")) {
        said = goOn();
      }
      process.close();
    }

    /** It may be silent while it waits for a lock, but it may not end by itself. */
    private String goOn() throws Exception {
      String said = process.next();
      assertThat(said).as("what the process says that tells").isIn("TOLD", "NOTHING", null);
      if ("TOLD".equals(said) && killed < kills) {
        killed++;
        process.kill();
        process = PagingProcess.start(place, told);
      } else {
        process.goOn();
      }
      return String.valueOf(said);
    }

    /** Each was told, and none after it was dealt with. */
    void check(Setup place) throws Exception {
      Set<String> dealtWith = new HashSet<>();
      Map<String, Integer> times = new TreeMap<>();
      List<String> lines = Files.exists(told) ? Files.readAllLines(told) : List.of();
      for (String line : lines) {
        String id = line.substring(line.lastIndexOf(' ') + 1);
        if (line.startsWith("told ")) {
          assertThat(dealtWith).doesNotContain(id);
          times.merge(id, 1, Integer::sum);
        } else {
          dealtWith.add(id);
        }
      }
      DriftRepository repository = place.database(place.dataSource()).repository();
      assertThat(repository.notices("pager").unread()).isEmpty();
      assertThat(times.keySet())
          .isEqualTo(
              repository.notices("nobody").unread().stream()
                  .map(Notice::id)
                  .collect(Collectors.toSet()));
      int repeated = times.values().stream().mapToInt(n -> n - 1).sum();
      assertThat(repeated).isLessThanOrEqualTo(killed);
    }
  }
}
