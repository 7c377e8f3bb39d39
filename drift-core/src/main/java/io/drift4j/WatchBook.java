package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Watches in memory, with all that was ever found and said. Safe for use by several threads. */
final class WatchBook {

  private static final Comparator<Episode> OPENED_FIRST =
      Comparator.comparing((Episode one) -> one.opening().asOf()).thenComparing(Episode::id);

  private final Map<WatchId, Watch> watches = new HashMap<>();
  private final SortedMap<String, Episode> episodes = new TreeMap<>(); // of all generations
  private final Map<String, SortedMap<LocalDate, EpisodeLook>> looks = new HashMap<>();
  private final Map<String, List<Opinion.Statement>> statements = new HashMap<>();
  private final SortedMap<String, List<Notice>> notices = new TreeMap<>(); // by customer's key
  private final Map<String, Long> numbers =
      new HashMap<>(); // of the last notice, by customer's key
  private final Map<List<String>, Long> cursors = new HashMap<>(); // by consumer and customer's key

  synchronized Remembered remembered(List<Run> runs) {
    return Remembered.of(
        runs.stream()
            .filter(Run::isWatched)
            .map(WatchId::of)
            .filter(watches::containsKey)
            .distinct()
            .map(this::watch)
            .toList());
  }

  /** As it was folded last, with what was said since. */
  private Watch watch(WatchId id) {
    Watch folded = Objects.requireNonNull(watches.get(id));
    return new Watch(
        id,
        folded.generation(),
        folded.version(),
        folded.newestAsOf(),
        folded.historicBefore(),
        folded.episodes().stream().map(this::said).toList());
  }

  private Episode said(Episode episode) {
    List<Opinion.Statement> said = statements(episode.id());
    return said.isEmpty() ? episode : episode.with(said.get(said.size() - 1).opinion());
  }

  synchronized void keep(Folded computed) {
    Folded folded = computed.toldWith(openElsewhere(computed.watch().id()));
    WatchId id = folded.watch().id();
    long version = watches.containsKey(id) ? watches.get(id).version() : 0;
    if (version != folded.before()) {
      throw new DriftException(
          "watch " + id + " was looked at by another run meanwhile; repeat the run");
    }
    watches.put(id, folded.watch());
    folded.changed().forEach(episode -> episodes.put(episode.id(), episode));
    folded
        .looks()
        .forEach(
            look ->
                looks
                    .computeIfAbsent(look.episodeId(), any -> new TreeMap<>())
                    .put(look.asOf(), look));
    folded.notices().forEach(notice -> tell(Run.customerKey(id.customer()), notice));
  }

  private List<Episode> openElsewhere(WatchId id) {
    return newest(EpisodeQuery.of(id.customer()).open()).stream()
        .filter(one -> !one.watch().equals(id))
        .toList();
  }

  private void tell(String customerKey, Notice notice) {
    long number = numbers.merge(customerKey, 1L, Long::sum);
    notices.computeIfAbsent(customerKey, any -> new ArrayList<>()).add(notice.numbered(number));
  }

  private synchronized Collection<Episode> newest(EpisodeQuery query) {
    return episodes.values().stream()
        .filter(one -> one.generation() == watch(one).generation())
        .map(this::said)
        .filter(query::matches)
        .sorted(OPENED_FIRST)
        .toList();
  }

  private Watch watch(Episode episode) {
    return Objects.requireNonNull(watches.get(episode.watch()));
  }

  private synchronized List<Opinion.Statement> statements(String id) {
    return List.copyOf(statements.getOrDefault(id, List.of()));
  }

  private synchronized List<EpisodeLook> looks(String id) {
    return List.copyOf(looks.getOrDefault(id, new TreeMap<>()).values());
  }

  private synchronized List<Episode> toldWith(String id) {
    return episodes.values().stream()
        .filter(one -> id.equals(one.opening().toldWith()))
        .map(this::said)
        .sorted(OPENED_FIRST)
        .toList();
  }

  private synchronized Optional<Episode> find(String id) {
    return Optional.ofNullable(episodes.get(id)).map(this::said);
  }

  private synchronized void judge(String id, Opinion.Statement statement) {
    if (!episodes.containsKey(id)) {
      throw new DriftException("there is no episode " + id + " to be judged; look up its id");
    }
    statements.computeIfAbsent(id, any -> new ArrayList<>()).add(statement);
  }

  @CanIgnoreReturnValue
  synchronized Watch restart(WatchId id) {
    if (!watches.containsKey(id)) {
      throw new DriftException("there is no watch " + id + " to begin anew; run it first");
    }
    Watch restarted = watches.get(id).restarted();
    watches.put(id, restarted);
    return restarted;
  }

  // ---- deleted

  /** What is about days before one and no look depends on any more. */
  synchronized Pruned prune(String customer, LocalDate before) {
    int ended =
        deleteEpisodes(
            episode ->
                episode.watch().customer().equals(customer)
                    && !watch(episode).needs(episode)
                    && episode.progress().lookedAsOf().isBefore(before));
    List<Notice> told = notices.getOrDefault(Run.customerKey(customer), new ArrayList<>());
    int all = told.size();
    told.removeIf(notice -> notice.asOf().isBefore(before));
    return new Pruned(0, ended, all - told.size(), List.of());
  }

  private int deleteEpisodes(Predicate<Episode> which) {
    List<String> ids = episodes.values().stream().filter(which).map(Episode::id).toList();
    ids.forEach(episodes::remove);
    ids.forEach(looks::remove);
    ids.forEach(statements::remove);
    return ids.size();
  }

  synchronized void forget(String customer) {
    deleteEpisodes(episode -> episode.watch().customer().equals(customer));
    watches.keySet().removeIf(id -> id.customer().equals(customer));
    String key = Run.customerKey(customer);
    notices.remove(key);
    numbers.remove(key);
    cursors.keySet().removeIf(cursor -> cursor.get(1).equals(key));
  }

  Episodes episodes(Consumer<WatchId> restarting) {
    return new Kept(restarting);
  }

  NoticeFeed notices(String consumer) {
    return new Feed(NoticeFeed.requireName(consumer), false, false, false);
  }

  /** What people ask for. */
  private final class Kept implements Episodes {

    private final Consumer<WatchId> restarting;

    Kept(Consumer<WatchId> restarting) {
      this.restarting = restarting;
    }

    @Override
    public List<Episode> find(EpisodeQuery query) {
      return List.copyOf(newest(query));
    }

    @Override
    public Optional<Episode> find(String id) {
      return WatchBook.this.find(id);
    }

    @Override
    public List<Episode> toldWith(String id) {
      return WatchBook.this.toldWith(id);
    }

    @Override
    public List<EpisodeLook> looks(String id) {
      return WatchBook.this.looks(id);
    }

    @Override
    public void judge(String id, Opinion.Statement statement) {
      WatchBook.this.judge(id, statement);
    }

    @Override
    public List<Opinion.Statement> statements(String id) {
      return WatchBook.this.statements(id);
    }

    @Override
    public void restart(WatchId watch) {
      restarting.accept(watch);
    }
  }

  /** What a consumer has not dealt with. */
  private final class Feed implements NoticeFeed {

    private static final int AT_A_TIME = 1_000;

    private final String consumer;
    private final boolean degradingOnly;
    private final boolean withHistoric;
    private final boolean withToldElsewhere;

    Feed(String consumer, boolean degradingOnly, boolean withHistoric, boolean withToldElsewhere) {
      this.consumer = consumer;
      this.degradingOnly = degradingOnly;
      this.withHistoric = withHistoric;
      this.withToldElsewhere = withToldElsewhere;
    }

    @Override
    public List<Notice> unread() {
      synchronized (WatchBook.this) {
        return notices.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().filter(isUnread(entry.getKey())))
            .limit(AT_A_TIME)
            .toList();
      }
    }

    private Predicate<Notice> isUnread(String customerKey) {
      long read = read(customerKey);
      return notice -> notice.number() > read && isWanted(notice);
    }

    private long read(String customerKey) {
      return cursors.getOrDefault(List.of(consumer, customerKey), 0L);
    }

    private boolean isWanted(Notice notice) {
      return (notice.isDegrading() || !degradingOnly)
          && (!notice.isHistoric() || withHistoric)
          && (!notice.isToldElsewhere() || withToldElsewhere);
    }

    @Override
    public void acknowledge(Notice notice) {
      String customerKey = Run.customerKey(notice.watch().customer());
      synchronized (WatchBook.this) {
        notices.getOrDefault(customerKey, List.of()).stream()
            .filter(isUnread(customerKey))
            .filter(earlier -> earlier.number() < notice.number())
            .findFirst()
            .ifPresent(
                earlier -> {
                  throw notYet(notice, earlier);
                });
        cursors.merge(List.of(consumer, customerKey), notice.number(), Math::max);
      }
    }

    private IllegalStateException notYet(Notice notice, Notice earlier) {
      return new IllegalStateException(
          "notice "
              + notice.number()
              + " of a customer cannot be acknowledged before notice "
              + earlier.number()
              + ", which "
              + consumer
              + " has not dealt with; acknowledge them in their order");
    }

    @Override
    public NoticeFeed degrading() {
      return new Feed(consumer, true, withHistoric, withToldElsewhere);
    }

    @Override
    public NoticeFeed withHistoric() {
      return new Feed(consumer, degradingOnly, true, withToldElsewhere);
    }

    @Override
    public NoticeFeed withToldElsewhere() {
      return new Feed(consumer, degradingOnly, withHistoric, true);
    }
  }
}
