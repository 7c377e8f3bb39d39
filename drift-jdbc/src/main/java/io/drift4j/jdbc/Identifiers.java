package io.drift4j.jdbc;

import java.util.Objects;
import java.util.regex.Pattern;

/** What becomes part of a statement as it is given: checked, since it cannot be a parameter. */
final class Identifiers {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,20}");

  private Identifiers() {}

  /** As a run wants it of its source. */
  static String requireId(String id) {
    if (!ID.matcher(Objects.requireNonNull(id, "the source id is null")).matches()) {
      throw new IllegalArgumentException(
          "source id must be 1 to 100 letters, digits, '-', '_' or '.', not \"" + id + "\"");
    }
    return id;
  }

  static String requirePrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "table prefix \""
              + prefix
              + "\" is not usable: it must be 1 to 21 of a-z, 0-9 and '_', a letter first");
    }
    return prefix;
  }
}
