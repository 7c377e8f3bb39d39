package io.drift4j.export;

import java.util.regex.Pattern;

/** What a spreadsheet would execute. */
final class Formula {

  /**
   * What begins a formula, also in full width, at the beginning or behind what a spreadsheet might
   * take for the end of a value (OWASP, CSV injection).
   */
  private static final Pattern BEGINNING =
      Pattern.compile("(^|[,;|\"])(?=[\\s\\p{Z}]*[-=+@\uFF0D\uFF1D\uFF0B\uFF20])");

  private Formula() {}

  static String disarmed(String text) {
    return BEGINNING.matcher(Printable.name(text)).replaceAll("$1'");
  }
}
