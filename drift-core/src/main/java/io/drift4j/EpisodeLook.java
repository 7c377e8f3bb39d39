package io.drift4j;

import java.time.LocalDate;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One look at an episode that goes on, against the baseline that was frozen when it began. It is
 * read, not built; it may get more components.
 *
 * @param episodeId the episode
 * @param asOf the as-of day of the look
 * @param state where the episode stood after it
 * @param before the value of the frozen baseline; absent if nothing could be told, as all that
 *     follows
 * @param now the value of the current window
 * @param low the lower limit of the interval of the change
 * @param high the upper limit
 * @param logPValue ln p of no change
 * @param undecidedBecause why nothing could be told, {@code null} if something was
 */
public record EpisodeLook(
    String episodeId,
    LocalDate asOf,
    EpisodeState state,
    OptionalDouble before,
    OptionalDouble now,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble logPValue,
    @Nullable String undecidedBecause) {

  static EpisodeLook of(Episode episode, LocalDate asOf, Evidence seen) {
    return new EpisodeLook(
        episode.id(),
        asOf,
        episode.state(),
        value(seen, seen.hasValues() ? seen.baselineValue() : Double.NaN),
        value(seen, seen.hasValues() ? seen.currentValue() : Double.NaN),
        seen.intervalLow(),
        seen.intervalHigh(),
        seen.logPValue(),
        seen.undecidedBecause());
  }

  private static OptionalDouble value(Evidence seen, double value) {
    return seen.hasValues() ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
