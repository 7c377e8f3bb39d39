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
 * @param decisionTimes how many times as long as usual decisions take
 * @param paymentTimes how many times as long as usual payments take, from the submission on
 * @param medianAmount that is allowed, with σ .4
 * @param authFailure share of those that need an authorisation, every other one, and fail for it
 */
record WatchedClaims(
    double aDay,
    double denialRate,
    double decisionTimes,
    double paymentTimes,
    double medianAmount,
    double authFailure) {

  private static final double DECISION_DAYS = 8; // the median, with σ .5
  private static final double PAYMENT_DAYS = 3; // from the decision on, with σ .5

  static WatchedClaims usual(double aDay) {
    return new WatchedClaims(aDay, 0.1, 1, 1, 150, 0.25);
  }

  WatchedClaims withDenialRate(double rate) {
    return new WatchedClaims(aDay, rate, decisionTimes, paymentTimes, medianAmount, authFailure);
  }

  /** Payments come when they would have come, be it before the decision. */
  WatchedClaims withDecisionTimes(double times) {
    return new WatchedClaims(aDay, denialRate, times, paymentTimes, medianAmount, authFailure);
  }

  /** Decisions come when they would have come. */
  WatchedClaims withPaymentTimes(double times) {
    return new WatchedClaims(aDay, denialRate, decisionTimes, times, medianAmount, authFailure);
  }

  WatchedClaims withMedianAmount(double amount) {
    return new WatchedClaims(aDay, denialRate, decisionTimes, paymentTimes, amount, authFailure);
  }

  WatchedClaims withAuthFailure(double rate) {
    return new WatchedClaims(aDay, denialRate, decisionTimes, paymentTimes, medianAmount, rate);
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
    double decisionDays = logNormal(DECISION_DAYS, 0.5, random);
    LocalDate decided = submitted.plusDays((long) (decisionTimes * decisionDays));
    boolean needsAuthorization = random.nextDouble() < 0.5;
    boolean hasNone = random.nextDouble() < authFailure && needsAuthorization;
    boolean isDenied = random.nextDouble() < denialRate || hasNone;
    double daysMore = logNormal(PAYMENT_DAYS, 0.5, random);
    LocalDate paid = submitted.plusDays((long) (paymentTimes * (decisionDays + daysMore)));
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
