package io.drift4j.jdbc;

import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a host's table mean: which column each field is, of which timestamps the days
 * of which zone count, and what its outcomes are called.
 *
 * @param columns field to column, where they differ
 * @param zones of the fields that are timestamps
 * @param outcomes the host's word to the metrics'
 * @param open the host's words for a record that is still open
 */
record Mapping(
    SortedMap<String, String> columns,
    SortedMap<String, ZoneId> zones,
    SortedMap<String, String> outcomes,
    SortedSet<String> open) {

  static final Mapping NONE =
      new Mapping(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

  Mapping withColumn(String field, String column) {
    SortedMap<String, String> more = new TreeMap<>(columns);
    if (column.equals(field)) {
      more.remove(field);
    } else {
      more.put(field, column);
    }
    return new Mapping(more, zones, outcomes, open);
  }

  Mapping withZone(String field, ZoneId zone) {
    return new Mapping(columns, with(zones, field, zone), outcomes, open);
  }

  Mapping withOutcome(String written, String outcome) {
    if (!outcomes.getOrDefault(written, outcome).equals(outcome) || open.contains(written)) {
      throw contradiction(written);
    }
    return new Mapping(columns, zones, with(outcomes, written, outcome), open);
  }

  Mapping withOpen(String written) {
    if (outcomes.containsKey(written)) {
      throw contradiction(written);
    }
    SortedSet<String> more = new TreeSet<>(open);
    more.add(written);
    return new Mapping(columns, zones, outcomes, more);
  }

  private static IllegalArgumentException contradiction(String written) {
    return new IllegalArgumentException(
        "\"" + written + "\" was said to mean something else; say once what it means");
  }

  private static <V> SortedMap<String, V> with(SortedMap<String, V> map, String key, V value) {
    SortedMap<String, V> more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }

  boolean isOpen(@Nullable String written) {
    return written != null && open.contains(written);
  }

  /** An outcome in the words of the metrics. */
  @Nullable String outcome(@Nullable String written) {
    return written == null ? null : outcomes.getOrDefault(written, written);
  }

  /** An outcome that contradicts that its record is open, unless it says so itself. */
  @Nullable String outcomeOfOpen(@Nullable String written) {
    return isOpen(written) ? null : outcome(written);
  }

  /** The fields that it says something of. */
  SortedSet<String> fields() {
    SortedSet<String> fields = new TreeSet<>(columns.keySet());
    fields.addAll(zones.keySet());
    return fields;
  }

  /** Each by the name that a fingerprint lists it under. */
  void addTo(Map<String, String> settings) {
    columns.forEach((field, column) -> settings.put("column." + field, column));
    zones.forEach((field, zone) -> settings.put("zone." + field, zone.getId()));
    outcomes.forEach((written, outcome) -> settings.put("outcome." + written, outcome));
    open.forEach(written -> settings.put("open." + written, ""));
  }
}
