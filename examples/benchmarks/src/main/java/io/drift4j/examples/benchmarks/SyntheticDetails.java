package io.drift4j.examples.benchmarks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a synthetic claim besides its decision: an amount of its own, the payment of
 * what is paid, whether an authorisation was required, and of a denial one of five codes.
 */
final class SyntheticDetails {

  static final List<String> COLUMNS =
      List.of(
          "allowed_amount numeric(12, 2)",
          "paid_amount numeric(12, 2)",
          "payment_date date",
          "authorization_required varchar(5)",
          "denial_reason_code varchar(20)",
          "denial_reason_text varchar(100)");

  private static final List<String> CODES = List.of("CO-16", "CO-50", "CO-97", "PR-204", "NO-AUTH");

  /** Its own, so that the claims are the same without details. */
  private final SplittableRandom random = new SplittableRandom(20261127);

  /** In the order of the columns. */
  List<@Nullable String> next(LocalDate decided, String outcome) {
    long cents = 1 + (long) (10_000 * StrictMath.exp(0.8 * random.nextGaussian()));
    String amount = BigDecimal.valueOf(cents, 2).toString();
    LocalDate payment = decided.plusDays(1 + random.nextInt(14));
    return Arrays.asList(
        amount,
        outcome.equals("PAID") ? amount : null,
        outcome.equals("PAID") ? payment.toString() : null,
        String.valueOf(random.nextInt(10) < 3),
        outcome.equals("DENIED") ? CODES.get(random.nextInt(CODES.size())) : null,
        null);
  }
}
