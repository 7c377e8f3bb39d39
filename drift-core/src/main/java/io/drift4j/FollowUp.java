package io.drift4j;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at an episode that goes on, against its frozen baseline, and what becomes of it. All of
 * its days are looked at, as many as opened it at most; whether it is worse, by the last 28. The
 * rules, in their order:
 *
 * <table>
 * <caption>What a look makes of an open episode</caption>
 * <tr><th>where</th><th>then</th></tr>
 * <tr><td>nothing could be told</td><td>nothing: neither quiet nor an end</td></tr>
 * <tr><td>the change is real and material in the other direction</td><td>turned</td></tr>
 * <tr><td>p &gt; .10 on 28 days or more</td><td>quiet: recovering, and resolved after 14 as-of days
 * and three looks of it</td></tr>
 * <tr><td>it is the first that sees 28 days, and only of the change as it was told</td><td>open,
 * and measured</td></tr>
 * <tr><td>it comes later, and the interval's nearer limit exceeds what was measured by as much as
 * matters</td><td>worse</td></tr>
 * <tr><td>else</td><td>open</td></tr>
 * </table>
 *
 * <p>What tells of a change is a window that is partly of the days before it, and may see only up
 * to an age by which little is decided. Were that the measure, each day that is more of the change
 * would seem worse than the last, and what is told of the first days could hide all that follows.
 */
final class FollowUp {

  private static final double LOG_QUIET = StrictMath.log(0.1);
  private static final int ENOUGH_DAYS = 28;
  private static final int QUIET_DAYS = 14;
  private static final int QUIET_LOOKS = 3;

  private final Episode episode;
  private final Metric metric;
  private final LocalDate asOf;
  private final Evidence whole;
  private final Evidence recent;
  private final boolean isProvisional;
  private final Stream stream;
  private final double logChance;
  private final double logLevel;
  private final ControlledSettings eyes;
  private @Nullable NoticeKind told;

  /**
   * Looks.
   *
   * @param seen of the episode's stream: all days that are looked at first, the last of them last
   * @param isProvisional whether another view will take over
   * @param logLevel at which a stream opens
   */
  FollowUp(
      MonitoredPolicy policy,
      Episode episode,
      LocalDate asOf,
      Examination seen,
      boolean isProvisional,
      double logLevel) {
    this.episode = episode;
    this.metric = seen.metric();
    this.asOf = asOf;
    this.whole = seen.first();
    this.recent = seen.evidence().get(seen.evidence().size() - 1);
    this.isProvisional = isProvisional;
    this.eyes = policy.eyes().rules();
    this.stream = new Stream(eyes, new Examination(metric, seen.segment(), List.of(whole)));
    this.logChance =
        policy.logChanceInAYear(metric, stream.isTested() ? stream.logP(stream.leading()) : 0);
    this.logLevel = logLevel;
  }

  /** What became of it shows best. */
  Evidence seen() {
    return told == NoticeKind.WORSE ? recent : whole;
  }

  /** ln of the chance of such a look in a year. */
  double logChance() {
    return logChance;
  }

  /** What is to be told, if anything. */
  @Nullable NoticeKind told() {
    return told;
  }

  /** The episode after the look. */
  Episode after() {
    if (!whole.hasValues() || whole.logPValue().isEmpty()) {
      return episode;
    }
    if (isTurned()) {
      return telling(NoticeKind.TURNED, whole);
    }
    if (isQuiet()) {
      return quiet();
    }
    if (!episode.progress().told().isMeasured()) {
      return seesOnlyTheChange() ? measured() : loud();
    }
    return isWorse() ? telling(NoticeKind.WORSE, recent) : loud();
  }

  private boolean isTurned() {
    return whole.delta() * episode.progress().told().delta() < 0
        && stream.isTested()
        && logChance < 0
        && logChance <= logLevel;
  }

  private boolean isQuiet() {
    return whole.logPValue().orElse(0) > LOG_QUIET && isOfEnoughDays();
  }

  private boolean isOfEnoughDays() {
    return whole.windows().current().days() >= ENOUGH_DAYS;
  }

  /** As it was told last; days before it began are not looked at anyway. */
  private boolean seesOnlyTheChange() {
    LocalDate told = episode.progress().told().asOf();
    boolean isOpening = told.equals(episode.opening().asOf());
    return !isProvisional
        && isOfEnoughDays()
        && (isOpening || !asOf.minusDays(whole.windows().current().days()).isBefore(told));
  }

  private boolean isWorse() {
    ToldChange before = episode.progress().told();
    ChangeSize size = new ChangeSize(metric);
    double limit = size.of(before) + size.step(eyes, metric, before.before());
    return episode.opinion() != Opinion.EXPECTED
        && recent.hasValues()
        && size.atLeast(recent, before).orElse(0) >= limit;
  }

  private Episode telling(NoticeKind kind, Evidence evidence) {
    told = kind;
    return loud(ToldChange.of(asOf, metric, evidence));
  }

  private Episode measured() {
    boolean isThatChange = whole.delta() * episode.progress().told().delta() > 0;
    return isThatChange ? loud(ToldChange.measured(asOf, metric, whole)) : loud();
  }

  private Episode loud() {
    return loud(episode.progress().told());
  }

  private Episode loud(ToldChange change) {
    return episode.with(progress(EpisodeState.OPEN, change, null, 0, null));
  }

  private Episode quiet() {
    Episode.Progress before = episode.progress();
    LocalDate since = before.quietSince() == null ? asOf : before.quietSince();
    int looks = before.quietLooks() + 1;
    boolean isOver = looks >= QUIET_LOOKS && ChronoUnit.DAYS.between(since, asOf) >= QUIET_DAYS;
    told = isOver ? NoticeKind.RESOLVED : null;
    EpisodeState state = isOver ? EpisodeState.RESOLVED : EpisodeState.RECOVERING;
    return episode.with(progress(state, before.told(), since, looks, isOver ? asOf : null));
  }

  private Episode.Progress progress(
      EpisodeState state,
      ToldChange change,
      @Nullable LocalDate quietSince,
      int quietLooks,
      @Nullable LocalDate endedAsOf) {
    return new Episode.Progress(
        state, change, asOf, quietSince, quietLooks, endedAsOf, episode.progress().reopenings());
  }
}
