package io.drift4j.export;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The decimal with the fewest digits that reads back as the same double, and of those the nearest:
 * what {@link Double#toString(double)} promises from JDK 19 on, and often misses before.
 */
final class ShortestDecimal {

  private static final boolean IS_PROMISED = Runtime.version().feature() >= 19;

  /** A text of this length has 15 digits or fewer, of which no other reads back the same. */
  private static final int SURE = 16;

  private ShortestDecimal() {}

  static String of(double number) {
    String text = Double.toString(number);
    boolean isSure = text.length() <= SURE && Math.abs(number) >= Double.MIN_NORMAL;
    return IS_PROMISED || isSure || number == 0 ? text : shortened(number, text);
  }

  /** Takes digits away from a decimal that reads back as long as one is left that does. */
  static String shortened(double number, String text) {
    BigDecimal exact = new BigDecimal(number);
    BigDecimal shortest = new BigDecimal(text);
    for (int digits = shortest.precision(); digits >= 2; digits--) {
      Optional<BigDecimal> shorter = nearest(number, exact, digits);
      if (shorter.isEmpty()) {
        break;
      }
      shortest = shorter.get();
    }
    return text(shortest);
  }

  /** The nearest of so many digits may be out of reach where the other neighbour is not. */
  private static Optional<BigDecimal> nearest(double number, BigDecimal exact, int digits) {
    return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)
        .map(rounding -> exact.round(new MathContext(digits, rounding)))
        .filter(decimal -> decimal.doubleValue() == number)
        .findFirst();
  }

  /** As {@code Double.toString} lays out digits. */
  private static String text(BigDecimal decimal) {
    BigDecimal plain = decimal.stripTrailingZeros();
    int exponent = plain.precision() - plain.scale() - 1;
    if (exponent >= -3 && exponent < 7) {
      return plain.setScale(Math.max(plain.scale(), 1)).toPlainString();
    }
    BigDecimal leading = plain.movePointLeft(exponent);
    return leading.setScale(Math.max(leading.scale(), 1)).toPlainString() + "E" + exponent;
  }
}
