package io.drift4j.claims;

import io.drift4j.Detail;
import io.drift4j.Direction;
import io.drift4j.Lens;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.Reading;
import io.drift4j.Threshold;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a scorecard of payers watches, beside {@link ClaimMetrics#DENIAL_RATE}. All are tested under
 * {@link io.drift4j.DriftPolicy#controlled()}; what is at stake of each claim is its {@code
 * allowed_amount}. Beside the fields of {@link ClaimMetrics} they read those that each names.
 */
public final class ScorecardMetrics {

  /** The statutory day, and the age by which a denial counts in dollars and its reason in a mix. */
  private static final int DAY = 30;

  private static final long TOLERANCE_CENTS = 100;
  private static final String NO_REASON = "(none)";
  private static final String PAID = Outcome.PAID.name();
  private static final String DENIED = Outcome.DENIED.name();
  private static final Threshold SHARE = new Threshold(0.05, 0.5);

  /** What is at stake: {@code allowed_amount} in cents, known from the first. */
  public static final Metric ALLOWED_CENTS =
      cents("allowed-cents", Measure.amount("submitted_date", "allowed_amount", 2));

  /**
   * The share of the cents submitted that is denied by day 30, by {@code allowed_amount}. A change
   * of 5 points or of half the baseline matters. Up is worse.
   */
  public static final Metric DENIED_DOLLARS =
      Metric.amount(
              "denied-dollars",
              1,
              known(Measure.amount("submitted_date", "allowed_amount", 2), "decided_date")
                  .knownWithin(DAY),
              Observation.valueOf(DENIED))
          .withUnit("share")
          .withThreshold(SHARE)
          .withFullSeverityAt(0.5)
          .withDirection(Direction.UP_IS_WORSE)
          .withCompanions(ALLOWED_CENTS)
          .testedThrough(Lens.weightedShare(ALLOWED_CENTS, DAY));

  /**
   * The share of claims that is denied at the first decision, where the host keeps it beside the
   * final one: {@code first_decided_date} and {@code first_outcome}. Else as {@link
   * ClaimMetrics#DENIAL_RATE}.
   */
  public static final Metric INITIAL_DENIAL_RATE =
      Metric.proportion(
              "initial-denial-rate",
              1,
              Measure.timeToEvent("submitted_date", "first_decided_date")
                  .withOutcome("first_outcome", ClaimMetrics.outcomes()),
              Observation.of(DENIED).among(PAID, DENIED))
          .withDirection(Direction.UP_IS_WORSE)
          .withStake(ALLOWED_CENTS);

  /** {@link #lateRate} of day 30. */
  public static final Metric LATE_RATE = lateRate(DAY);

  /**
   * The share of claims that is still open past day 30, 60 and 90, each among those submitted so
   * long ago. Up is worse.
   */
  public static final Metric OPEN_SHARE =
      decided("open-share").testedThrough(Lens.openPast(30), Lens.openPast(60), Lens.openPast(90));

  /** Of those denied by day 30, which group: {@code CO} of the code {@code CO-16}. */
  public static final Metric REASON_GROUPS =
      reasons("reason-groups", ofCodes(), reading -> group(reading.details().get(0)));

  /** Of those denied by day 30, which {@code denial_reason_code}. */
  public static final Metric REASON_CODES =
      reasons("reason-codes", ofCodes(), reading -> orNone(reading.details().get(0)));

  /** Of those denied by day 30, which code with which {@code denial_reason_text}. */
  public static final Metric REASON_PAIRS =
      reasons(
          "reason-pairs",
          ofCodes()
              .withDetails(Detail.text("denial_reason_code"), Detail.text("denial_reason_text")),
          reading -> orNone(reading.details().get(0)) + " " + orNone(reading.details().get(1)));

  /**
   * The share of payments of paid claims, by {@code payment_date}, that are more than a dollar
   * below {@code expected_amount}, by {@code paid_amount}. A change of 5 points or of half the
   * baseline matters. Up is worse.
   */
  public static final Metric UNDERPAYMENT_RATE =
      Metric.proportion(
              "underpayment-rate",
              1,
              payment(Measure.amount("payment_date", "expected_amount", 2).minus("paid_amount")),
              ScorecardMetrics::underpaid)
          .withDirection(Direction.UP_IS_WORSE)
          .withStake(ALLOWED_CENTS);

  /** What should have been paid of the claims of which it is known what was. */
  private static final Metric EXPECTED_CENTS =
      Metric.amount(
              "expected-cents",
              1,
              payment(Measure.amount("payment_date", "expected_amount", 2).onlyWith("paid_amount")),
              Observation.valueOf(PAID))
          .withUnit("cents");

  /**
   * By how much of {@code expected_amount} paid claims were paid more or, below 0, less, by {@code
   * paid_amount} and {@code payment_date}: the ratio of sums, standardised to the groups of
   * procedures that both windows have ({@code cpt_group}). A change of 2 points matters. Down is
   * worse.
   */
  public static final Metric PAID_TO_EXPECTED =
      Metric.amount(
              "paid-to-expected",
              1,
              payment(Measure.amount("payment_date", "paid_amount", 2).minus("expected_amount")),
              Observation.valueOf(PAID))
          .withUnit("share")
          .withThreshold(new Threshold(0.02, Double.POSITIVE_INFINITY))
          .withFullSeverityAt(0.2)
          .withDirection(Direction.DOWN_IS_WORSE)
          .withCompanions(EXPECTED_CENTS)
          .testedThrough(Lens.ratio(EXPECTED_CENTS, 0, "cpt_group"));

  /** The share denied of claims with {@code authorization_required}, open ones counted. */
  public static final Metric AUTHORIZATION_DENIAL_RATE =
      Metric.proportion(
              "authorization-denial-rate",
              1,
              ClaimMetrics.DECISION,
              ClaimMetrics.DENIAL_RATE.observation())
          .withDirection(Direction.UP_IS_WORSE)
          .testedThrough(Authorization.among(Lens.byAge(DAY)), Authorization.among(Lens.hazard()))
          .withStake(ALLOWED_CENTS);

  /** The days to the decision of claims with {@code authorization_required}, open ones at risk. */
  public static final Metric AUTHORIZATION_DECISION_TIME =
      Metric.days(
              "authorization-decision-time",
              1,
              ClaimMetrics.DECISION,
              ClaimMetrics.DECISION_TIME.observation())
          .withDirection(Direction.UP_IS_WORSE)
          .testedThrough(Authorization.among(Lens.timeToEvent()))
          .withStake(ALLOWED_CENTS);

  /** How many claims are submitted a day. A change of 30 % matters. */
  public static final Metric VOLUME =
      Metric.count("volume", 1, Measure.count("submitted_date"))
          .withThreshold(new Threshold(Double.POSITIVE_INFINITY, 0.3))
          .withStake(ALLOWED_CENTS);

  /**
   * For how many days nothing has been decided. It matters when it is 5 days more than is usual. Up
   * is worse.
   */
  public static final Metric FEED_SILENCE =
      Metric.count("feed-silence", 1, Measure.count("decided_date").knownBy("decided_date"))
          .withUnit("days")
          .withThreshold(new Threshold(5, Double.POSITIVE_INFINITY))
          .withFullSeverityAt(14)
          .withDirection(Direction.UP_IS_WORSE)
          .testedThrough(Lens.silence())
          .withStake(ALLOWED_CENTS);

  private ScorecardMetrics() {}

  /**
   * Returns the share of claims that are not decided by a statutory day. A change of 5 points or of
   * half the baseline matters. Up is worse.
   *
   * @param day the age, 1 or more
   * @return {@code late-rate/1}, of that day
   * @throws IllegalArgumentException if it is not positive
   */
  public static Metric lateRate(int day) {
    return decided("late-rate").testedThrough(Lens.openPast(day));
  }

  private static Metric decided(String id) {
    return Metric.proportion(
            id, 1, ClaimMetrics.DECISION, Observation.of(PAID, DENIED).among(PAID, DENIED))
        .withDirection(Direction.UP_IS_WORSE)
        .withStake(ALLOWED_CENTS);
  }

  private static Metric cents(String id, Measure measure) {
    return Metric.amount(id, 1, measure).withUnit("cents");
  }

  private static Measure known(Measure measure, String day) {
    return measure.withOutcome("outcome", ClaimMetrics.outcomes()).knownBy(day);
  }

  private static Measure payment(Measure measure) {
    return known(measure, "payment_date");
  }

  private static @Nullable Long underpaid(Reading reading) {
    Long shortfall = reading.value();
    return shortfall == null || !Objects.equals(reading.outcome(), PAID)
        ? null
        : shortfall > TOLERANCE_CENTS ? 1L : 0L;
  }

  private static Measure ofCodes() {
    return known(Measure.category("submitted_date", "outcome"), "decided_date")
        .withDetails(Detail.text("denial_reason_code"))
        .knownWithin(DAY);
  }

  private static Metric reasons(String id, Measure measure, Category category) {
    return Metric.category(
            id,
            1,
            measure,
            reading -> Objects.equals(reading.outcome(), DENIED) ? category.of(reading) : null)
        .withStake(ALLOWED_CENTS);
  }

  /** Which category a denial is. */
  private interface Category {
    String of(Reading denial);
  }

  private static String orNone(@Nullable String text) {
    return text == null ? NO_REASON : text;
  }

  private static String group(@Nullable String code) {
    int end = code == null ? -1 : code.indexOf('-');
    return code == null || end < 0 ? NO_REASON : code.substring(0, end);
  }
}
