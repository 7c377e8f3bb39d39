package io.drift4j;

import io.drift4j.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names and numbers as people read them: shares in percent, no more digits than say something. */
final class Wording {

  private static final Set<String> TIMES = Set.of("days", "hours", "minutes");
  private static final double LN_10 = StrictMath.log(10);

  private Wording() {}

  /** What is said in one line of a verdict or an event. */
  static String headline(
      Segment segment, String metricId, String unit, Evidence seen, Assessment assessment) {
    return line(
        whose(segment)
            + ": "
            + what(metricId, unit, seen.horizon())
            + " "
            + pair(unit, seen)
            + interval(seen, assessment)
                .map(interval -> " (" + coarse(unit, interval.low(), interval.high()) + ")")
                .orElse(""));
  }

  /** What is said of a change that an episode tells of. */
  static String told(Segment segment, String metricId, String unit, ToldChange told) {
    return line(
        whose(segment)
            + ": "
            + what(metricId, unit, told.horizon())
            + " "
            + pair(unit, told.before(), told.now())
            + (told.low().isEmpty() || told.high().isEmpty()
                ? ""
                : " (" + coarse(unit, told.low().getAsDouble(), told.high().getAsDouble()) + ")"));
  }

  /** That which allows for selection where there is one: an event was selected. */
  private static Optional<Interval> interval(Evidence seen, Assessment assessment) {
    return assessment.adjustedInterval().or(() -> shown(seen));
  }

  private static Optional<Interval> shown(Evidence seen) {
    return seen.intervalLow().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Interval(
                seen.intervalLow().getAsDouble(),
                seen.intervalHigh().getAsDouble(),
                Evidence.LEVEL));
  }

  /** Such as {@code Aetna / SURG}. */
  static String whose(Segment segment) {
    return segment.dimensions().isEmpty()
        ? "all records"
        : segment.values().stream().map(Wording::name).collect(Collectors.joining(" / "));
  }

  /** A value of a dimension. */
  static String name(@Nullable String value) {
    return value == null ? "(none)" : value.isEmpty() ? "(empty)" : value;
  }

  /** Such as {@code denial rate by day 30}; a time is not by a day, it is compared up to one. */
  static String what(String metricId, String unit, OptionalInt horizon) {
    String words = words(metricId);
    return horizon.isEmpty() || isTime(unit) ? words : words + " by " + age(unit, horizon);
  }

  static String words(String name) {
    return name.replace('-', ' ');
  }

  static boolean isTime(String unit) {
    return TIMES.contains(unit);
  }

  static boolean isShare(String unit) {
    return unit.equals("share");
  }

  /** Such as {@code day 30}. */
  static String age(String unit, OptionalInt horizon) {
    String one = isTime(unit) ? unit.substring(0, unit.length() - 1) : "day";
    return one + " " + grouped(horizon.orElseThrow());
  }

  /**
   * Such as {@code 9.8 -> 19.6 %}; of categories, which of them moved most: {@code 12.0 points of
   * the mix, CO-16 30.1 -> 41.9 %}.
   */
  static String pair(String unit, Evidence seen) {
    return values(unit, seen)
        + CategoryNotes.first(seen).map(category -> ", " + category).orElse("");
  }

  /** The same without the category. */
  static String values(String unit, Evidence seen) {
    return CategoryNotes.isOfMixes(seen)
        ? distance(unit, seen.currentValue()) + " of the mix"
        : pair(unit, seen.baselineValue(), seen.currentValue());
  }

  /** Such as {@code 9.8 -> 19.6 %}. */
  static String pair(String unit, double from, double to) {
    int decimals = decimals(unit, Math.max(Math.abs(from), Math.abs(to)));
    return number(unit, from, decimals) + " -> " + number(unit, to, decimals) + of(unit);
  }

  /** Such as {@code 9.8 %}. */
  static String value(String unit, double value) {
    return number(unit, value, decimals(unit, Math.abs(value))) + of(unit);
  }

  /** Such as {@code 9.8 points}: how far one value is from another. */
  static String distance(String unit, double distance) {
    return number(unit, distance, decimals(unit, Math.abs(distance))) + ofChange(unit);
  }

  /** Such as {@code +9.8 points}. */
  static String change(String unit, double change) {
    return signed(unit, change, decimals(unit, Math.abs(change))) + ofChange(unit);
  }

  /** Such as {@code +6.1 to +13.9 points}. */
  static String range(String unit, double low, double high) {
    return range(unit, low, high, decimals(unit, Math.max(Math.abs(low), Math.abs(high))));
  }

  /** Such as {@code +6 to +14 points}, where a tenth of a point says nothing. */
  private static String coarse(String unit, double low, double high) {
    boolean isWide =
        isShare(unit) && high - low >= 0.05 && Math.abs(low) >= 0.01 && Math.abs(high) >= 0.01;
    return isWide ? range(unit, low, high, 0) : range(unit, low, high);
  }

  private static String range(String unit, double low, double high, int decimals) {
    return signed(unit, low, decimals) + " to " + signed(unit, high, decimals) + ofChange(unit);
  }

  private static String of(String unit) {
    return isShare(unit) ? " %" : after(unit);
  }

  private static String ofChange(String unit) {
    return isShare(unit) ? " points" : after(unit);
  }

  private static String after(String unit) {
    return unit.isEmpty() ? "" : " " + unit;
  }

  /**
   * One of a share in percent and of a time, else so many that two digits remain, of large numbers
   * none.
   */
  private static int decimals(String unit, double size) {
    if (isShare(unit) || (isTime(unit) && size >= 0.05 && size < 1_000)) {
      return 1;
    }
    return size >= 1_000 ? 0 : size >= 1 || size == 0 ? 1 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
  }

  private static String signed(String unit, double value, int decimals) {
    return (value > 0 ? "+" : "") + number(unit, value, decimals);
  }

  private static String number(String unit, double value, int decimals) {
    double shown = isShare(unit) ? value * 100 : value;
    boolean isPlain = Math.abs(shown) < 1e15 && (shown == 0 || Math.abs(shown) >= 1e-4);
    return String.format(Locale.ROOT, isPlain ? "%,." + decimals + "f" : "%.1e", shown);
  }

  /** A number without a unit, such as a ratio or a dispersion. */
  static String plain(double number) {
    boolean isPlain = Math.abs(number) < 1e6 && (number == 0 || Math.abs(number) >= 0.01);
    return String.format(Locale.ROOT, isPlain ? "%.2f" : "%.1e", number);
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** How much a p-value is, also where it is too small for a number. */
  static String p(double logPValue) {
    double decades = logPValue / LN_10;
    return decades >= -4 ? digits(StrictMath.exp(logPValue)) : scientific(decades);
  }

  /** A p-value that is a number. */
  static String probability(double p) {
    return p == 0 ? "0" : p(StrictMath.log(p));
  }

  private static String digits(double p) {
    return new BigDecimal(Math.min(1, p))
        .round(new MathContext(2))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String scientific(double decades) {
    if (decades < -1e9) {
      return "below 1e-1000000000";
    }
    double exponent = Math.floor(decades);
    String digits = String.format(Locale.ROOT, "%.1f", StrictMath.pow(10, decades - exponent));
    return digits.equals("10.0")
        ? String.format(Locale.ROOT, "1.0e%.0f", exponent + 1)
        : String.format(Locale.ROOT, "%se%.0f", digits, exponent);
  }

  /** In one line, whatever a name holds. */
  static String line(String text) {
    int[] plain =
        text.codePoints()
            .map(
                point ->
                    Character.isISOControl(point) || point == 0x2028 || point == 0x2029
                        ? ' '
                        : point)
            .toArray();
    return new String(plain, 0, plain.length);
  }

  /** Columns of text under one another, the first two and the last to the left. */
  static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(row.get(i)));
          }
        });
    return rows.stream().map(row -> aligned(row, widths)).toList();
  }

  private static String aligned(List<String> row, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - width(row.get(i)));
      boolean isLeft = i < 2 || i == widths.length - 1;
      text.append(i == 0 ? "" : "  ").append(isLeft ? row.get(i) + blanks : blanks + row.get(i));
    }
    return text.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
