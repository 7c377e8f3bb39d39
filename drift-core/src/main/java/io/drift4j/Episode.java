package io.drift4j;

import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A change of a stream, a metric of a segment, that is told once: from the look that found it until
 * it is over, or has become what is usual. It is read, not built; it may get more components.
 *
 * @param id the SHA-256 of {@code drift-episode/1}, the {@linkplain WatchId#key watch}, metric id
 *     and version, segment, the as-of day of the opening and the generation, each length-delimited
 * @param watch what remembers it
 * @param generation how often the watch was begun anew, from 1
 * @param metricId the metric
 * @param metricVersion its version
 * @param unit the unit of its values
 * @param segment the segment
 * @param opening how it was found
 * @param progress how it stands
 * @param opinion what somebody said of it last, {@code null} if nobody did
 */
public record Episode(
    String id,
    WatchId watch,
    int generation,
    String metricId,
    int metricVersion,
    String unit,
    Segment segment,
    Opening opening,
    Progress progress,
    @Nullable Opinion opinion) {

  /** One that nobody has looked at for longer speaks for nothing: its definition may be gone. */
  private static final int STILL_LOOKED_AT = 14;

  /**
   * How a change was found.
   *
   * @param asOf the as-of day of the look
   * @param view the view that showed it, such as {@code by-30}
   * @param days how many days of records showed it
   * @param yearlyP the chance of such a thing in a year of looks at a stream that does not change
   * @param began when it began
   * @param recordsAtStake how many records it concerned then; absent if unknown
   * @param moneyAtStake how much money, in the smallest unit; absent if unknown
   * @param toldWith the id of the episode of another definition that went on and had told the same
   *     change of the same metric and segment; {@code null} if it was told by itself
   */
  public record Opening(
      LocalDate asOf,
      String view,
      int days,
      double yearlyP,
      Began began,
      OptionalDouble recordsAtStake,
      OptionalLong moneyAtStake,
      @Nullable String toldWith) {

    Opening with(@Nullable String first) {
      return new Opening(asOf, view, days, yearlyP, began, recordsAtStake, moneyAtStake, first);
    }
  }

  /**
   * How an episode stands.
   *
   * @param state where it stands
   * @param told how large it is, as it was told of last or as it was measured after that
   * @param lookedAsOf the as-of day of the last look that could tell anything
   * @param quietSince the as-of day from which no look saw the change any more; {@code null} if the
   *     last one did
   * @param quietLooks how many looks that are
   * @param endedAsOf the as-of day with which it ended; {@code null} while it goes on
   * @param reopenings how often it came back after it had ended
   */
  public record Progress(
      EpisodeState state,
      ToldChange told,
      LocalDate lookedAsOf,
      @Nullable LocalDate quietSince,
      int quietLooks,
      @Nullable LocalDate endedAsOf,
      int reopenings) {}

  static String idOf(
      WatchId watch, int generation, Metric metric, Segment segment, LocalDate openedAsOf) {
    return new Fingerprint()
        .add("drift-episode/1")
        .add(watch.key())
        .add(metric.id())
        .add(metric.version())
        .add(segment.asMap())
        .add(openedAsOf.toString())
        .add(generation)
        .hex();
  }

  /** The same, told with an episode of another definition. */
  Episode toldWith(Episode first) {
    String root = first.opening.toldWith == null ? first.id : first.opening.toldWith;
    return new Episode(
        id,
        watch,
        generation,
        metricId,
        metricVersion,
        unit,
        segment,
        opening.with(root),
        progress,
        opinion);
  }

  /** Whether somebody was told of the same change, the same way, by another that goes on. */
  boolean isToldBy(Episode other) {
    return other.state().isOpen()
        && !other.watch.equals(watch)
        && other.metricId.equals(metricId)
        && other.metricVersion == metricVersion
        && other.segment.equals(segment)
        && other.progress.told().delta() * progress.told().delta() > 0
        && !other.progress.lookedAsOf().isBefore(opening.asOf.minusDays(STILL_LOOKED_AT));
  }

  Episode with(Progress later) {
    return new Episode(
        id, watch, generation, metricId, metricVersion, unit, segment, opening, later, opinion);
  }

  /**
   * Returns this episode with what somebody said of it: for whoever writes a repository.
   *
   * @param last what was said last, {@code null} if nobody said anything
   * @return the episode
   */
  public Episode with(@Nullable Opinion last) {
    return new Episode(
        id, watch, generation, metricId, metricVersion, unit, segment, opening, progress, last);
  }

  /**
   * Returns where it stands.
   *
   * @return the state of its {@link #progress}
   */
  public EpisodeState state() {
    return progress.state();
  }

  /** Whether a look at a day may depend on it. */
  boolean isRememberedOn(LocalDate asOf) {
    LocalDate ended = progress.endedAsOf();
    return ended == null || ended.isAfter(asOf.minusDays(Watch.MEMORY));
  }

  boolean isOf(Metric metric, Segment other) {
    return metricId.equals(metric.id())
        && metricVersion == metric.version()
        && segment.equals(other);
  }

  /** Returns what changed, since when, and where it stands: one line. */
  @Override
  public String toString() {
    return NoticeText.of(this);
  }
}
