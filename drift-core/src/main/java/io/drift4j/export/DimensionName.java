package io.drift4j.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a dimension is called among the fields of an event: no two things are called the same. */
final class DimensionName {

  private static final String PREFIX = "segment.";

  /** No field has a dot in its name. */
  private static final Set<String> TAKEN =
      Arrays.stream(EventField.values()).map(EventField::text).collect(Collectors.toSet());

  private DimensionName() {}

  /** Whatever its letters: databases that read a CSV take {@code Severity} for the same. */
  static String of(String dimension) {
    String lower = dimension.toLowerCase(Locale.ROOT);
    return TAKEN.contains(lower) || lower.startsWith(PREFIX) ? PREFIX + dimension : dimension;
  }
}
