package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run saw, in numbers: enough to notice that data came late or could not be understood, and
 * to know how much was examined. It may get more components; it is read, not built.
 *
 * @param span the days that were read, {@code null} if the run has read nothing yet
 * @param rowsRead the number of records of the customer that were read: those whose start lies in a
 *     window, is absent or is unreadable
 * @param usableInBaseline how many of the baseline window's could be used, decided or open
 * @param usableInCurrent how many of the current window's could be used, decided or open
 * @param newestRecordDay the newest day by which a record was put into a window, {@code null} if
 *     none was
 * @param newestEventDay the newest day of an event (for claims: a decision), {@code null} if none
 *     was read
 * @param groupsConsidered the number of segments with at least one observation in either window,
 *     those that are rolled up included
 * @param verdicts how many verdicts of each decision there were; every decision has an entry
 * @param reasons how often a verdict was skipped for each reason; a reason of more than 100
 *     characters is cut and ends in {@code …}
 * @param defects how many of the records were left out for each reason; every reason has an entry
 */
public record RunSummary(
    @Nullable Window span,
    long rowsRead,
    long usableInBaseline,
    long usableInCurrent,
    @Nullable LocalDate newestRecordDay,
    @Nullable LocalDate newestEventDay,
    int groupsConsidered,
    Map<Decision, Integer> verdicts,
    SortedMap<String, Integer> reasons,
    Map<Defect, Long> defects) {

  /** As long as a column of names. */
  private static final int LONGEST_REASON = 100;

  /**
   * Completes the maps of enums, so that everything has an entry, in the order of the enum, and
   * shortens the reasons.
   *
   * @param span the days that were read, {@code null} if the run has read nothing yet
   * @param rowsRead the number of records that were read
   * @param usableInBaseline how many of the baseline window's could be used
   * @param usableInCurrent how many of the current window's could be used
   * @param newestRecordDay the newest day by which a record was put into a window, or {@code null}
   * @param newestEventDay the newest day of an event, or {@code null}
   * @param groupsConsidered the number of segments with at least one observation
   * @param verdicts how many verdicts of each decision there were
   * @param reasons how often a verdict was skipped for each reason
   * @param defects how many of the records were left out for each reason
   */
  public RunSummary {
    verdicts = complete(Decision.class, verdicts, 0);
    reasons = shortened(reasons);
    defects = complete(Defect.class, defects, 0L);
  }

  /** Those that become the same are counted together. */
  private static SortedMap<String, Integer> shortened(SortedMap<String, Integer> reasons) {
    SortedMap<String, Integer> shortened = new TreeMap<>();
    reasons.forEach((reason, count) -> shortened.merge(shortened(reason), count, Integer::sum));
    return Collections.unmodifiableSortedMap(shortened);
  }

  /** Never between the halves of a surrogate pair. */
  private static String shortened(String reason) {
    int end = LONGEST_REASON - 1;
    return reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, Character.isLowSurrogate(reason.charAt(end)) ? end - 1 : end) + "…";
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
    return new RunSummary(
        null, 0, 0, 0, null, null, 0, Map.of(), Collections.emptySortedMap(), Map.of());
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

  /**
   * Returns what should make somebody look at the data before he believes the result: more than 1 %
   * of the records left out, a window without a usable record, nothing that was examined.
   *
   * @return a line each, none if all is well
   */
  public List<String> warnings() {
    if (span == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(leftOutTooMany());
    if ((usableInBaseline == 0) != (usableInCurrent == 0)) {
      lines.add(
          "the "
              + (usableInBaseline == 0 ? "baseline" : "current")
              + " window holds no usable record, so nothing could be compared");
    } else if (areAllSkipped()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "none of %,d comparisons was examined (%s); form coarser segments, or look at more days",
              verdicts.getOrDefault(Decision.SKIPPED, 0),
              String.join(", ", reasons.keySet())));
    }
    return lines;
  }

  private boolean areAllSkipped() {
    int all = verdicts.values().stream().mapToInt(Integer::intValue).sum();
    return all > 0 && all == verdicts.getOrDefault(Decision.SKIPPED, 0);
  }

  /** Those reasons that are too many by themselves, or else all of them together. */
  private List<String> leftOutTooMany() {
    List<LeftOut> all = leftOut();
    long together = all.stream().mapToLong(LeftOut::count).sum();
    List<String> lines = all.stream().filter(LeftOut::isAlarming).map(LeftOut::text).toList();
    return lines.isEmpty() && together > rowsRead * LeftOut.ALARMING
        ? List.of(LeftOut.line(together, rowsRead, ""))
        : lines;
  }
}
