package io.drift4j.claims;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Claims with amounts, payments and authorisations, one by one, of one payer and procedure group.
 *
 * @param aDay how many are submitted, in the mean
 * @param denialRate share that is denied for reasons of its own
 * @param medianDays until the decision, with σ .5
 * @param paymentDays from there to the payment, in the median, with σ .5
 * @param medianAmount that is allowed, with σ .4
 * @param authFailure share of those that need an authorisation, every other one, and fail for it
 */
record WatchedClaims(
    double aDay,
    double denialRate,
    double medianDays,
    double paymentDays,
    double medianAmount,
    double authFailure) {

  static WatchedClaims usual(double aDay) {
    return new WatchedClaims(aDay, 0.1, 8, 3, 150, 0.25);
  }

  WatchedClaims withDenialRate(double rate) {
    return new WatchedClaims(aDay, rate, medianDays, paymentDays, medianAmount, authFailure);
  }

  WatchedClaims withDays(double days) {
    return new WatchedClaims(aDay, denialRate, days, paymentDays, medianAmount, authFailure);
  }

  WatchedClaims withPaymentDays(double days) {
    return new WatchedClaims(aDay, denialRate, medianDays, days, medianAmount, authFailure);
  }

  WatchedClaims withMedianAmount(double amount) {
    return new WatchedClaims(aDay, denialRate, medianDays, paymentDays, amount, authFailure);
  }

  WatchedClaims withAuthFailure(double rate) {
    return new WatchedClaims(aDay, denialRate, medianDays, paymentDays, medianAmount, rate);
  }

  /** Those of some days, which end before a day; the last of them are drawn by others. */
  List<Claim> draw(
      String payer, LocalDate end, int days, int changedDays, WatchedClaims changed, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Claim> claims = new ArrayList<>();
    for (int day = days; day > 0; day--) {
      WatchedClaims law = day <= changedDays ? changed : this;
      LocalDate submitted = end.minusDays(day);
      for (int left = poisson(law.aDay, random); left > 0; left--) {
        claims.add(law.claim(payer, submitted, random));
      }
    }
    return claims;
  }

  private Claim claim(String payer, LocalDate submitted, SplittableRandom random) {
    LocalDate decided = submitted.plusDays((long) logNormal(medianDays, 0.5, random));
    boolean needsAuthorization = random.nextDouble() < 0.5;
    boolean hasNone = random.nextDouble() < authFailure && needsAuthorization;
    boolean isDenied = random.nextDouble() < denialRate || hasNone;
    LocalDate paid = decided.plusDays((long) logNormal(paymentDays, 0.5, random));
    BigDecimal allowed =
        BigDecimal.valueOf(StrictMath.round(100 * logNormal(medianAmount, 0.4, random)), 2);
    ClaimDetails details =
        ClaimDetails.NONE
            .withAmounts(allowed, isDenied ? null : allowed)
            .withPayment(isDenied ? null : paid)
            .withAuthorization(needsAuthorization)
            .withReason(reason(isDenied, hasNone), null);
    Outcome outcome = isDenied ? Outcome.DENIED : Outcome.PAID;
    return Claim.decided("acme", payer, "SURG", submitted, decided, outcome).with(details);
  }

  private static @Nullable String reason(boolean isDenied, boolean hasNone) {
    return hasNone ? "NO-AUTH" : isDenied ? "CO-16" : null;
  }

  private static double logNormal(double median, double sigma, SplittableRandom random) {
    return median * StrictMath.exp(sigma * normal(random));
  }

  /** By Box and Muller. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  /** By Knuth. */
  private static int poisson(double mean, SplittableRandom random) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
