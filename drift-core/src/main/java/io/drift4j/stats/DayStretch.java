package io.drift4j.stats;

/**
 * What was counted of each day of a stretch of days, of which a part may be taken.
 *
 * @param <S> the kind of stretch
 */
public interface DayStretch<S extends DayStretch<S>> {

  /**
   * Returns the first day.
   *
   * @return the day, whether or not anything was counted on it
   */
  long firstDay();

  /**
   * Returns how many days there are, whether or not anything was counted on them.
   *
   * @return the number of days
   */
  int size();

  /**
   * Returns some of the days.
   *
   * @param first the first of them, a number of the caller's such as an epoch day
   * @param end the day after the last of them
   * @return those days, of the same arrays
   * @throws IllegalArgumentException if they are not all here
   */
  S part(long first, long end);
}
