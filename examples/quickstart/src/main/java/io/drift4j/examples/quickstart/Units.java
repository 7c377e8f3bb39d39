package io.drift4j.examples.quickstart;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How people read the values of a metric: shares in percent and points, amounts of cents in whole
 * ones, all else as its unit says.
 *
 * @param factor by what a value is multiplied
 * @param ofValues the unit of a value
 * @param ofChanges the unit of a change
 */
record Units(double factor, String ofValues, String ofChanges) {

  static Units of(String unit) {
    return switch (unit) {
      case "share" -> new Units(100, " %", " points");
      case "days" -> new Units(1, " d", " d");
      case "cents" -> new Units(0.01, "", "");
      case "dollars" -> new Units(1, "", "");
      case "records a day" -> new Units(1, " a day", " a day");
      default -> new Units(1, " " + unit, " " + unit);
    };
  }

  String value(double value) {
    return String.format(Locale.ROOT, "%.1f%s", factor * value, ofValues);
  }

  /** Differences without a sign, such as the least that can be found in several segments. */
  String range(double smallest, double largest) {
    String from = String.format(Locale.ROOT, "%.1f", factor * smallest);
    String to = String.format(Locale.ROOT, "%.1f", factor * largest);
    return (from.equals(to) ? from : from + " to " + to) + ofChanges;
  }

  String change(double change) {
    return String.format(Locale.ROOT, "%+.1f%s", factor * change, ofChanges);
  }

  /** The limits of a change, nothing if there are none. */
  String interval(OptionalDouble low, OptionalDouble high) {
    return low.isEmpty() || high.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT, "[%+.1f, %+.1f]", factor * low.getAsDouble(), factor * high.getAsDouble());
  }
}
