package io.drift4j.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SQL with parts put into it. */
final class Sql {

  private Sql() {}

  /**
   * Puts parts into a statement, in no country's digits: under Arabic and Persian locales {@code
   * String.formatted} writes numbers that no database reads.
   */
  static String of(String text, @Nullable Object... parts) {
    return String.format(Locale.ROOT, text, parts);
  }
}
