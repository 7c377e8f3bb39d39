package io.drift4j;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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
 * @param defects how many of the records were left out for each reason; every reason has an entry
 */
public record RunSummary(
    long rowsRead,
    @Nullable LocalDate newestRecordDay,
    @Nullable LocalDate newestEventDay,
    int groupsConsidered,
    Map<Decision, Integer> verdicts,
    Map<Defect, Long> defects) {

  /**
   * Completes both maps, so that everything has an entry, in the order of the enum.
   *
   * @param rowsRead the number of records read in both windows, decided or open
   * @param newestRecordDay the newest day by which a record was put into a window, {@code null} if
   *     none was read
   * @param newestEventDay the newest day of an event (for claims: a decision), {@code null} if none
   *     was read
   * @param groupsConsidered the number of segments with at least one observation in either window
   * @param verdicts how many verdicts of each decision there were; every decision has an entry
   * @param defects how many of the records were left out for each reason; every reason has an entry
   */
  public RunSummary {
    verdicts = complete(Decision.class, verdicts, 0);
    defects = complete(Defect.class, defects, 0L);
  }

  private static <K extends Enum<K>, V> Map<K, V> complete(
      Class<K> keys, Map<K, V> values, V absent) {
    Map<K, V> complete = new EnumMap<>(keys);
    for (K key : keys.getEnumConstants()) {
      complete.put(key, values.getOrDefault(key, absent));
    }
    return Collections.unmodifiableMap(complete);
  }

  /**
   * Returns the summary of a run that has read nothing.
   *
   * @return zeros
   */
  public static RunSummary nothing() {
    return new RunSummary(0, null, null, 0, Map.of(), Map.of());
  }

  /**
   * Returns a line for each reason for which records were left out: what there is to say about the
   * quality of the data.
   *
   * @return the lines, none if every record could be used
   */
  public List<LeftOut> leftOut() {
    return defects.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> new LeftOut(entry.getKey(), entry.getValue(), rowsRead))
        .toList();
  }
}
