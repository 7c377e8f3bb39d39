package io.drift4j.examples.quickstart;

import io.drift4j.claims.ClaimMetrics;
import java.util.Locale;
import java.util.OptionalDouble;

/** How people read the values of a metric: shares in percent and points, times in days. */
enum Units {
  SHARE(100, "%", "points"),
  DAYS(1, "d", "d");

  private final double factor;
  private final String ofValues;
  private final String ofChanges;

  Units(double factor, String ofValues, String ofChanges) {
    this.factor = factor;
    this.ofValues = ofValues;
    this.ofChanges = ofChanges;
  }

  static Units of(String metricId) {
    return metricId.equals(ClaimMetrics.DENIAL_RATE.id()) ? SHARE : DAYS;
  }

  String value(double value) {
    return String.format(Locale.ROOT, "%.1f %s", factor * value, ofValues);
  }

  /** Differences without a sign, such as the least that can be found in several segments. */
  String range(double smallest, double largest) {
    String from = String.format(Locale.ROOT, "%.1f", factor * smallest);
    String to = String.format(Locale.ROOT, "%.1f", factor * largest);
    return (from.equals(to) ? from : from + " to " + to) + " " + ofChanges;
  }

  String change(double change) {
    return String.format(Locale.ROOT, "%+.1f %s", factor * change, ofChanges);
  }

  /** The limits of a change, nothing if there are none. */
  String interval(OptionalDouble low, OptionalDouble high) {
    return low.isEmpty() || high.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT, "[%+.1f, %+.1f]", factor * low.getAsDouble(), factor * high.getAsDouble());
  }
}
