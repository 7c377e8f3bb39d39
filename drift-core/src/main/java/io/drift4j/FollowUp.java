package io.drift4j;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One look at an episode that goes on, against its frozen baseline, and what becomes of it. The
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
  private final Evidence seen;
  private final Stream stream;
  private final double logChance;
  private final double logLevel;
  private final ControlledSettings eyes;
  private @Nullable NoticeKind told;

  /**
   * Looks.
   *
   * @param stream what was seen of the episode's stream
   * @param logChance ln of its chance in a year
   * @param logLevel at which a stream opens
   */
  FollowUp(
      Episode episode,
      LocalDate asOf,
      ControlledSettings eyes,
      Stream stream,
      double logChance,
      double logLevel) {
    this.episode = episode;
    this.metric = stream.metric();
    this.asOf = asOf;
    this.seen = stream.examination().first();
    this.stream = stream;
    this.logChance = logChance;
    this.logLevel = logLevel;
    this.eyes = eyes;
  }

  Evidence seen() {
    return seen;
  }

  /** What is to be told, if anything. */
  @Nullable NoticeKind told() {
    return told;
  }

  /** The episode after the look. */
  Episode after() {
    if (!seen.hasValues() || seen.logPValue().isEmpty()) {
      return episode;
    }
    if (isTurned()) {
      return telling(NoticeKind.TURNED);
    }
    if (isQuiet()) {
      return quiet();
    }
    if (!episode.progress().told().isMeasured()) {
      return seesOnlyTheChange() ? measured() : loud();
    }
    return isWorse() ? telling(NoticeKind.WORSE) : loud();
  }

  private boolean isTurned() {
    return seen.delta() * episode.progress().told().delta() < 0
        && stream.isTested()
        && logChance < 0
        && logChance <= logLevel;
  }

  private boolean isQuiet() {
    return seen.logPValue().orElse(0) > LOG_QUIET && isOfEnoughDays();
  }

  private boolean isOfEnoughDays() {
    return seen.windows().current().days() >= ENOUGH_DAYS;
  }

  /** As it was told last; days before it began are not looked at anyway. */
  private boolean seesOnlyTheChange() {
    LocalDate told = episode.progress().told().asOf();
    boolean isOpening = told.equals(episode.opening().asOf());
    return isOfEnoughDays()
        && (isOpening || !asOf.minusDays(seen.windows().current().days()).isBefore(told));
  }

  private boolean isWorse() {
    ToldChange before = episode.progress().told();
    ChangeSize size = new ChangeSize(metric);
    double limit = size.of(before) + size.step(eyes, metric, before.before());
    return episode.opinion() != Opinion.EXPECTED && size.atLeast(seen, before).orElse(0) >= limit;
  }

  private Episode telling(NoticeKind kind) {
    told = kind;
    return loud(ToldChange.of(asOf, metric, seen));
  }

  private Episode measured() {
    boolean isThatChange = seen.delta() * episode.progress().told().delta() > 0;
    return isThatChange ? loud(ToldChange.measured(asOf, metric, seen)) : loud();
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
