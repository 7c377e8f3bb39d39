package io.drift4j;

import java.util.Collections;
import java.util.SortedMap;

/**
 * How two samples are compared: denied by an age, time to decision, midranks of amounts, mix of
 * categories. A lens reads {@link Sample samples} and says in {@link Evidence} what it saw; what
 * follows from that is the {@link DriftPolicy}'s business.
 *
 * <p>Id and settings are for people and for the settings of a policy: a policy that looks through
 * other lenses differs in its settings or its version.
 */
public interface Lens {

  /**
   * Returns the name that identifies the lens.
   *
   * @return the id, such as {@code summary}
   */
  String id();

  /**
   * Returns what is set of the lens.
   *
   * @return name to exact text, empty unless told otherwise
   */
  default SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  /**
   * Returns by how many days both windows end earlier, so that every record has been observed so
   * long.
   *
   * @return the days between the end of the current window and the as-of day, 0 unless told
   *     otherwise
   */
  default int lagDays() {
    return 0;
  }

  /**
   * Returns how many days before the current window the lens wants to see, to know what is usual
   * and how much days differ from one another. Where the baseline begins earlier, it sees that.
   *
   * @return the days of {@link Comparison#history}, 0 unless told otherwise: no more than the
   *     baseline
   */
  default int historyDays() {
    return 0;
  }

  /**
   * Says whether open records are something to see, so that a segment with nothing else is looked
   * at.
   *
   * @return {@code false} unless told otherwise
   */
  default boolean seesOpen() {
    return false;
  }

  /**
   * Looks at the two samples of a comparison.
   *
   * @param comparison what is compared
   * @return what was seen: of this comparison, made with {@link Evidence#of}
   */
  Evidence look(Comparison comparison);

  /**
   * Returns the lens that sets the metric's {@link Metric#summary summary} of the one window
   * against that of the other, of whatever is known; of categories, how far the mix is from that of
   * the baseline. It does not ask whether chance explains the difference.
   *
   * @return the lens {@code summary}
   */
  static Lens summary() {
    return new SummaryLens();
  }

  /**
   * Returns the lens that asks by an age whether records have had the event, among all that
   * started; both windows end so many days earlier. It tests with {@link
   * io.drift4j.stats.HistoryScoreTest}, is undecided where less than half of the baseline is
   * decided by then, and says where only a change of speed explains what it sees.
   *
   * @param days the age, 1 or more
   * @return the lens {@code by-age} for proportions of records with ages
   * @throws IllegalArgumentException if the age is not positive
   */
  static Lens byAge(int days) {
    return new ByAgeLens(days);
  }

  /**
   * Returns the lens that asks whether open records have the event at the same rate, which sees the
   * newest days. It tests with {@link io.drift4j.stats.HistoryLogRankTest}, is undecided where
   * fewer than 5 events are expected, and says where only a change of speed explains what it sees.
   *
   * @return the lens {@code hazard} for proportions of records with ages
   */
  static Lens hazard() {
    return new HazardLens();
  }

  /**
   * Returns the lens that asks whether records end at the same speed, with open ones at risk. It
   * tests with {@link io.drift4j.stats.HistoryLogRankTest}; its values are the ages at which the
   * highest level that both windows reach is reached.
   *
   * @return the lens {@code time-to-event} for times
   */
  static Lens timeToEvent() {
    return new TimeLens();
  }

  /**
   * Returns the lens that asks whether a share has changed, of records that are complete from the
   * first. It tests with {@link io.drift4j.stats.HistoryScoreTest}.
   *
   * @return the lens {@code share} for proportions of records without ages
   */
  static Lens share() {
    return new ShareLens();
  }

  /**
   * Returns the lens location.
   *
   * @return the lens {@code location}
   */
  static Lens location() {
    return new LocationLens();
  }

  /**
   * Returns the lens mix.
   *
   * @return the lens {@code mix}
   */
  static Lens mix() {
    return new MixLens();
  }

  /**
   * Returns the lens volume.
   *
   * @return the lens {@code volume}
   */
  static Lens volume() {
    return new VolumeLens();
  }
}
