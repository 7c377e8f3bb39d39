package io.drift4j;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How streams are looked at of which something is remembered. One with an open episode is looked at
 * through the view that opened it, against the year before its change began; where that one sees
 * hazards, which say sooner that a share changes than by how much, shares by an age take over as
 * soon as they have seen enough of it. In any other the days of changes that are over are left out,
 * of windows and baselines, which go on before them; and where a change has settled, nothing before
 * it counts.
 */
final class WatchedViews implements StreamViews {

  static final String SINCE = "-since";

  /** After {@link #SINCE}, where another view sees more days. */
  private static final String RECENT = "-28d";

  private static final int SHORTEST = 28;
  private static final int WEEK = 7;

  private final MonitoredPolicy policy;
  private final Watch watch;
  private final LocalDate asOf;
  private final Map<List<Object>, List<Special>> byStream = new HashMap<>();

  WatchedViews(MonitoredPolicy policy, List<Metric> metrics, Watch watch, LocalDate asOf) {
    this.policy = policy;
    this.watch = watch;
    this.asOf = asOf;
    for (Episode episode : watch.episodes()) {
      metrics.stream()
          .filter(metric -> episode.isOf(metric, episode.segment()))
          .forEach(metric -> add(metric, episode.segment()));
    }
  }

  private void add(Metric metric, Segment segment) {
    List<Special> special =
        watch
            .open(metric, segment)
            .map(open -> frozen(metric, open))
            .orElseGet(() -> afterwards(metric, segment));
    if (!special.isEmpty()) {
      byStream.put(List.of(metric, segment), special);
    }
  }

  @Override
  public Optional<List<Special>> of(Metric metric, Segment segment) {
    return Optional.ofNullable(byStream.get(List.of(metric, segment)));
  }

  @Override
  public List<View> special() {
    return byStream.values().stream().flatMap(List::stream).map(Special::view).toList();
  }

  /** Whether another view than the one that opened it will take over. */
  boolean isProvisional(Metric metric, Episode episode) {
    View opened = viewOf(metric, episode);
    return ofShares(metric, opened).isPresent() && followed(metric, episode, asOf).equals(opened);
  }

  /**
   * Against the year before the change, on at most as many days as opened it, or 28; where that is
   * more, on the last 28 of them too, in which a change that grows is seen sooner. Not of times:
   * those that are followed up to another age have another size.
   */
  private List<Special> frozen(Metric metric, Episode episode) {
    View view = followed(metric, episode, asOf);
    String name = view.name() + SINCE;
    int longest = Math.max(SHORTEST, episode.opening().days());
    Special whole = frozen(metric, episode, view, longest, name);
    boolean isSeenSooner =
        metric.kind() != Metric.Kind.TIME && whole.view().lookback().currentDays() > SHORTEST;
    return isSeenSooner
        ? List.of(whole, frozen(metric, episode, view, SHORTEST, name + RECENT))
        : List.of(whole);
  }

  private Special frozen(Metric metric, Episode episode, View view, int atMost, String name) {
    LocalDate began = episode.opening().began().day();
    int since = Math.max(1, daysOf(episode, view, asOf));
    int current = Math.min(since, atMost);
    Past past = past(metric, episode.segment());
    Lookback lookback = new Lookback(past.baselineBefore(began), current, since - current);
    return new Special(new View(name, lookback, view.lens()), past.over);
  }

  /** How many days of a change a view sees on an as-of day. */
  private static int daysOf(Episode episode, View view, LocalDate day) {
    LocalDate end = day.minusDays(view.lens().lagDays());
    return Math.toIntExact(ChronoUnit.DAYS.between(episode.opening().began().day(), end));
  }

  private View followed(Metric metric, Episode episode, LocalDate day) {
    View opened = viewOf(metric, episode);
    return ofShares(metric, opened)
        .filter(view -> daysOf(episode, view, day) >= SHORTEST)
        .orElse(opened);
  }

  /** Of what hazards opened, the first view of shares over as many days. */
  private Optional<View> ofShares(Metric metric, View opened) {
    return isOfHazards(opened)
        ? policy.standard(metric).stream()
            .filter(view -> !isOfHazards(view) && view.lookback().equals(opened.lookback()))
            .findFirst()
        : Optional.empty();
  }

  private static boolean isOfHazards(View view) {
    return view.lens() instanceof NightlyLens nightly && nightly.lens() instanceof HazardLens;
  }

  /** The view that opened it, or where the policy has no such any more its first one. */
  private View viewOf(Metric metric, Episode episode) {
    return policy
        .viewOf(metric, episode.opening().view())
        .orElseGet(() -> policy.standard(metric).get(0));
  }

  private List<Special> afterwards(Metric metric, Segment segment) {
    List<Special> special = new ArrayList<>();
    for (View view : policy.standard(metric)) {
      int lag = view.lens().lagDays();
      Past past = past(metric, segment);
      int current = view.lookback().currentDays();
      LocalDate before = asOf.minusDays((long) lag + current);
      Lookback lookback = Lookback.ofDays(past.baselineBefore(before), current);
      special.add(new Special(new View(view.name(), lookback, view.lens()), past.over));
    }
    return special;
  }

  /** What is over of a stream: until the days that the first quiet look saw last, whoever looks. */
  private Past past(Metric metric, Segment segment) {
    Past past = new Past();
    for (Episode ended : watch.ended(metric, segment)) {
      LocalDate began = ended.opening().began().day();
      LocalDate quietSince = ended.progress().quietSince();
      if (ended.state() == EpisodeState.SETTLED) {
        past.first = began;
      } else if (quietSince != null && ended.opinion() != Opinion.NOISE) {
        View quiet = followed(metric, ended, quietSince);
        LocalDate end = quietSince.minusDays(quiet.lens().lagDays());
        began.datesUntil(end.isBefore(began) ? began : end).forEach(past.over::add);
      }
    }
    return past;
  }

  /** Days that are over, and the first that counts. */
  private static final class Past {

    private final NavigableSet<LocalDate> over = new TreeSet<>();
    private LocalDate first = Days.FIRST;

    /** A year of days that count, in whole weeks, or as many as there are; at least a week. */
    int baselineBefore(LocalDate end) {
      int days = 0;
      int counted = 0;
      while (counted < MonitoredPolicy.BASELINE && end.minusDays(days).isAfter(first)) {
        days++;
        counted += over.contains(end.minusDays(days)) ? 0 : 1;
      }
      return Math.max(WEEK, days - days % WEEK);
    }
  }
}
