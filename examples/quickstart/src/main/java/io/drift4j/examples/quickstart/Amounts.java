package io.drift4j.examples.quickstart;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts as the table keeps them: up to ten digits before the point, and two behind it. */
final class Amounts {

  private static final int MOST_DIGITS = 10;
  private static final int DECIMALS = 2;

  /** What 1.230 is depends on who wrote it; 0.230 and 1.2300 are no thousands. */
  private static final Pattern THOUSANDS = Pattern.compile("[1-9][0-9]{0,2}\\.[0-9]{3}");

  private Amounts() {}

  /**
   * The amount as it will be stored. Its size is known before any digit is written out: {@code
   * 1E+999999999} is short, and a gigabyte when it is not.
   *
   * @throws IllegalArgumentException if it cannot be, with the rule and never with the text
   */
  static BigDecimal parse(String text) {
    BigDecimal amount = number(text);
    require(
        amount.signum() >= 0,
        "is negative: a reversal is no claim of its own and would be counted as one; leave its row"
            + " out, and give the claim what is left of it (with claim_id a later file replaces"
            + " it)");
    if (amount.signum() == 0) {
      return BigDecimal.ZERO.setScale(DECIMALS);
    }
    require(
        (long) amount.precision() - amount.scale() <= MOST_DIGITS,
        "is more than 9999999999.99, the most that is kept; check its unit");
    require(
        !THOUSANDS.matcher(text).matches(),
        "may be thousands or have 3 decimals; write it with 2 decimals or none");
    BigDecimal shortest = amount.stripTrailingZeros();
    require(
        shortest.scale() <= DECIMALS,
        "has more than 2 decimals, and no more are kept; round it to cents");
    return shortest.setScale(DECIMALS);
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "is not an amount; write it as 1234.50, a point before the cents and nothing between"
              + " thousands");
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
