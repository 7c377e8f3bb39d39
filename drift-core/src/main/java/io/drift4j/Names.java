package io.drift4j;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids and versions that enter keys and columns. */
final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  private Names() {}

  @CanIgnoreReturnValue
  static String require(String what, @Nullable String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what + " must be 1 to 100 letters, digits, '-', '_' or '.', not \"" + name + "\"");
    }
    return name;
  }

  @CanIgnoreReturnValue
  static int requireVersion(String what, int version) {
    if (version < 1) {
      throw new IllegalArgumentException(what + " needs a version of 1 or more, not " + version);
    }
    return version;
  }
}
