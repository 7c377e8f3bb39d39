package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MonitoredPolicy} on one as-of day, with what its watch remembers: looks at each stream
 * as its past wants it, judges, and folds what it saw into the watch. A step is pure: the same
 * watch and the same records give the same verdicts and the same watch.
 */
final class Night implements DriftPolicy, StreamViews {

  private static final int DAYS_UNTIL_SETTLED = 182;
  private static final int DAYS_TO_REOPEN = 28;
  private static final int MANY = 5;
  private static final int ONE_OF = 10;

  private final MonitoredPolicy policy;
  private final List<Metric> metrics;
  private final Watch watch;
  private final LocalDate asOf;
  private final boolean isHistoric;
  private final WatchedViews views;
  private final SortedMap<String, Episode> episodes = new TreeMap<>(); // after the night, by id
  private final SortedMap<String, Episode> changed = new TreeMap<>();
  private final List<EpisodeLook> looks = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final List<Episode> opened = new ArrayList<>();

  /**
   * A night that has not looked yet.
   *
   * @param isHistoric whether what it tells is of the past
   */
  Night(
      MonitoredPolicy policy,
      List<Metric> metrics,
      Watch watch,
      LocalDate asOf,
      boolean isHistoric) {
    this.policy = policy;
    this.metrics = metrics;
    this.watch = watch;
    this.asOf = asOf;
    this.isHistoric =
        isHistoric || (watch.historicBefore() != null && !asOf.isAfter(watch.historicBefore()));
    this.views = new WatchedViews(policy, metrics, watch, asOf);
  }

  @Override
  public String id() {
    return policy.id();
  }

  @Override
  public int version() {
    return policy.version();
  }

  @Override
  public SortedMap<String, String> settings() {
    return policy.settings();
  }

  @Override
  public boolean findsClosedDays() {
    return policy.findsClosedDays();
  }

  @Override
  public List<View> views(Metric metric, Lookback lookback) {
    return policy.views(metric, lookback);
  }

  @Override
  public OptionalDouble leastThatMatters(Metric metric, double baseline) {
    return policy.leastThatMatters(metric, baseline);
  }

  @Override
  public Optional<List<Special>> of(Metric metric, Segment segment) {
    return views.of(metric, segment);
  }

  @Override
  public List<View> special() {
    return views.special();
  }

  // ---- what was seen

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    begin();
    Openings openings =
        new Openings(policy, examinations.stream().filter(seen -> openOf(seen).isEmpty()).toList());
    List<Verdict> verdicts = examinations.stream().map(seen -> verdict(seen, openings)).toList();
    tellOpened(openings.tested());
    endOthers();
    return verdicts;
  }

  private void begin() {
    episodes.clear();
    changed.clear();
    looks.clear();
    notices.clear();
    opened.clear();
    watch.episodes().forEach(one -> episodes.put(one.id(), one));
  }

  private Optional<Episode> openOf(Examination seen) {
    return watch.open(seen.metric(), seen.segment());
  }

  private Verdict verdict(Examination seen, Openings openings) {
    Optional<Episode> open = openOf(seen);
    if (open.isPresent()) {
      return follow(open.get(), seen, openings.logLevel());
    }
    if (openings.isOpened(seen)) {
      open(seen, openings);
    }
    return openings.verdict(seen);
  }

  // ---- a stream opens

  private void open(Examination seen, Openings openings) {
    Evidence leading = openings.stream(seen).leading();
    Optional<Episode> back =
        watch.ended(seen.metric(), seen.segment()).stream()
            .filter(one -> isBack(one, leading))
            .reduce((earlier, later) -> later);
    back.ifPresentOrElse(
        one -> reopen(one, seen.metric(), leading), () -> openNew(seen, leading, openings));
  }

  private boolean isBack(Episode one, Evidence leading) {
    LocalDate ended = Objects.requireNonNull(one.progress().endedAsOf());
    return one.state() == EpisodeState.RESOLVED
        && !asOf.isAfter(ended.plusDays(DAYS_TO_REOPEN))
        && leading.delta() * one.progress().told().delta() > 0;
  }

  private void reopen(Episode one, Metric metric, Evidence leading) {
    ToldChange told = ToldChange.of(asOf, metric, leading);
    int reopenings = one.progress().reopenings() + 1;
    Episode again =
        one.with(new Episode.Progress(EpisodeState.OPEN, told, asOf, null, 0, null, reopenings));
    change(again);
    tell(NoticeKind.REOPENED, again);
  }

  private void openNew(Examination seen, Evidence leading, Openings openings) {
    Metric metric = seen.metric();
    Assessment assessment = openings.assessment(seen);
    Episode.Opening opening =
        new Episode.Opening(
            asOf,
            leading.view(),
            Math.toIntExact(leading.windows().current().days()),
            openings.chanceInAYear(seen),
            began(leading),
            assessment.recordsAtStake(),
            assessment.moneyAtStake(),
            null);
    Episode episode =
        new Episode(
            Episode.idOf(watch.id(), watch.generation(), metric, seen.segment(), asOf),
            watch.id(),
            watch.generation(),
            metric.id(),
            metric.version(),
            metric.unit(),
            seen.segment(),
            opening,
            new Episode.Progress(
                EpisodeState.OPEN, ToldChange.of(asOf, metric, leading), asOf, null, 0, null, 0),
            null);
    change(episode);
    opened.add(episode);
  }

  /** As it was dated, or else with the window that showed it. */
  private Began began(Evidence seen) {
    if (seen.figure(Figure.BEGAN_DAYS_AGO).isEmpty()) {
      Window current = seen.windows().current();
      LocalDate first = current.startInclusive();
      return new Began(first, first, current.endExclusive().minusDays(1), false);
    }
    return new Began(
        daysAgo(seen, Figure.BEGAN_DAYS_AGO),
        daysAgo(seen, Figure.BEGAN_AT_MOST_DAYS_AGO),
        daysAgo(seen, Figure.BEGAN_AT_LEAST_DAYS_AGO),
        seen.figure(Figure.BEGAN_GRADUALLY).orElse(0) > 0);
  }

  private LocalDate daysAgo(Evidence seen, String figure) {
    return asOf.minusDays((long) seen.figure(figure).orElseThrow());
  }

  private void tellOpened(int tested) {
    if (opened.size() >= MANY && ONE_OF * opened.size() >= tested) {
      notices.add(
          Notice.of(
              watch,
              asOf,
              NoticeKind.MANY_OPENED,
              opened,
              isHistoric,
              NoticeText.of(opened, tested)));
    } else {
      opened.forEach(one -> tell(NoticeKind.OPENED, one));
    }
  }

  // ---- an episode goes on

  private Verdict follow(Episode episode, Examination seen, double logLevel) {
    boolean isProvisional = views.isProvisional(seen.metric(), episode);
    FollowUp look = new FollowUp(policy, episode, asOf, seen, isProvisional, logLevel);
    Episode after = look.after();
    change(after);
    looks.add(EpisodeLook.of(after, asOf, look.seen()));
    tellOf(look, after);
    return verdict(seen, look);
  }

  private void tellOf(FollowUp look, Episode after) {
    NoticeKind told = look.told();
    if (told != null) {
      tell(told, after);
    }
  }

  private static Verdict verdict(Examination seen, FollowUp look) {
    Evidence evidence = look.seen();
    if (!evidence.hasValues()) {
      return Verdict.skipped(seen, String.valueOf(evidence.undecidedBecause()));
    }
    boolean isNews = look.told() == NoticeKind.WORSE || look.told() == NoticeKind.TURNED;
    Assessment assessment =
        Assessment.builder()
            .severity(seen.metric().severity(evidence.delta()))
            .adjustedPValue(StrictMath.exp(look.logChance()))
            .family("episode", 1)
            .build();
    return Verdict.of(seen, isNews ? Decision.DRIFT : Decision.INCONCLUSIVE, evidence)
        .assessed(assessment)
        .build();
  }

  // ---- what ends without being looked at

  private void endOthers() {
    for (Episode episode : List.copyOf(episodes.values())) {
      if (episode.state().isOpen()) {
        NoticeKind end = end(episode);
        if (end != null) {
          Episode ended = ended(episode, end);
          change(ended);
          tell(end, ended);
        }
      }
    }
  }

  private @Nullable NoticeKind end(Episode episode) {
    if (metrics.stream().noneMatch(metric -> episode.isOf(metric, episode.segment()))) {
      return NoticeKind.SUPERSEDED;
    }
    if (episode.opinion() == Opinion.NOISE) {
      return NoticeKind.RESOLVED;
    }
    LocalDate normal = episode.opening().asOf().plusDays(DAYS_UNTIL_SETTLED);
    boolean isNormal = episode.opinion() == Opinion.NEW_NORMAL || !asOf.isBefore(normal);
    return isNormal ? NoticeKind.SETTLED : null;
  }

  private Episode ended(Episode episode, NoticeKind end) {
    Episode.Progress before = episode.progress();
    EpisodeState state =
        switch (end) {
          case SUPERSEDED -> EpisodeState.SUPERSEDED;
          case SETTLED -> EpisodeState.SETTLED;
          default -> EpisodeState.RESOLVED;
        };
    return episode.with(
        new Episode.Progress(
            state,
            before.told(),
            before.lookedAsOf(),
            before.quietSince(),
            before.quietLooks(),
            asOf,
            before.reopenings()));
  }

  // ---- what comes of it

  private void change(Episode after) {
    if (!after.equals(episodes.put(after.id(), after))) {
      changed.put(after.id(), after);
    }
  }

  private void tell(NoticeKind kind, Episode episode) {
    notices.add(
        Notice.of(watch, asOf, kind, List.of(episode), isHistoric, NoticeText.of(kind, episode)));
  }

  /** The watch after the night, and what is to be kept and told. */
  Folded folded() {
    List<Episode> remembered =
        episodes.values().stream().filter(one -> one.isRememberedOn(asOf)).toList();
    Watch after =
        new Watch(
            watch.id(),
            watch.generation(),
            watch.version() + 1,
            asOf,
            watch.historicBefore(),
            remembered);
    return new Folded(
        watch.version(), after, List.copyOf(changed.values()), List.copyOf(looks), notices);
  }
}
