package io.drift4j;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run saw, in numbers: enough to notice that data came late, and to know how much was
 * examined.
 *
 * @param rowsRead the number of records read in both windows, decided or open
 * @param newestRecordDay the newest day by which a record was put into a window, {@code null} if
 *     none was read
 * @param newestEventDay the newest day of an event (for claims: a decision), {@code null} if none
 *     was read
 * @param groupsConsidered the number of segments with at least one observation in either window
 * @param verdicts how many verdicts of each decision there were; every decision has an entry
 */
public record RunSummary(
    long rowsRead,
    @Nullable LocalDate newestRecordDay,
    @Nullable LocalDate newestEventDay,
    int groupsConsidered,
    Map<Decision, Integer> verdicts) {

  /**
   * Completes the verdicts, so that every decision has an entry, in the order of the enum.
   *
   * @param rowsRead the number of records read in both windows, decided or open
   * @param newestRecordDay the newest day by which a record was put into a window, {@code null} if
   *     none was read
   * @param newestEventDay the newest day of an event (for claims: a decision), {@code null} if none
   *     was read
   * @param groupsConsidered the number of segments with at least one observation in either window
   * @param verdicts how many verdicts of each decision there were; every decision has an entry
   */
  public RunSummary {
    Map<Decision, Integer> complete = new EnumMap<>(Decision.class);
    for (Decision decision : Decision.values()) {
      complete.put(decision, verdicts.getOrDefault(decision, 0));
    }
    verdicts = Collections.unmodifiableMap(complete);
  }

  /**
   * Returns the summary of a run that has read nothing.
   *
   * @return zeros
   */
  public static RunSummary nothing() {
    return new RunSummary(0, null, null, 0, Map.of());
  }
}
