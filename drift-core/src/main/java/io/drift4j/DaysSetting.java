package io.drift4j;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What lenses say of the one number of days by which they are told apart. */
final class DaysSetting {

  private DaysSetting() {}

  /** The age to which records are followed. */
  static SortedMap<String, String> age(int days) {
    return new TreeMap<>(Map.of("days", Integer.toString(days)));
  }

  /** How many days both windows end earlier; nothing where they do not. */
  static SortedMap<String, String> lag(int days) {
    return days == 0
        ? Collections.emptySortedMap()
        : new TreeMap<>(Map.of("lag-days", Integer.toString(days)));
  }
}
