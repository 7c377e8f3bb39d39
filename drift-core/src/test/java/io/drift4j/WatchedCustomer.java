package io.drift4j;

import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.Timing;
import java.time.LocalDate;
import java.util.List;

/**
 * A customer whose payers behave as they ever did, but one: from the first of June 2026 it denies
 * twice as much. Decisions come within a week, so that a month's lag is all that there is to wait.
 */
public final class WatchedCustomer {

  /** The first day of claims that are denied more. */
  public static final LocalDate CHANGE = LocalDate.of(2026, 6, 1);

  /** The last as-of day that it can be looked at. */
  public static final LocalDate LAST = CHANGE.plusDays(260);

  /** Payers that do not change. */
  private static final int OTHERS = 3;

  private static final int DAYS = 840;
  private static final double CLAIMS_A_DAY = 30;
  private static final Behaviour USUAL =
      Behaviour.of(CLAIMS_A_DAY).withTimes(new Timing(4, 0.5), new Timing(4, 0.5));

  private WatchedCustomer() {}

  /** Under a policy that looks every night. */
  public static Definition definition() {
    return ClaimDefinitions.payerDrift()
        .withMetrics(List.of(ClaimMetrics.DENIAL_RATE))
        .withPolicy(DriftPolicy.monitored().lookingAs(DriftPolicy.controlled().withAges(30)));
  }

  /** The change stays. */
  public static SimulatedCustomer forGood() {
    return of(SimulatedClaims.of(USUAL).changingFor(since(CHANGE), USUAL.withDenialRate(0.2)));
  }

  /** It is over after so many days. */
  public static SimulatedCustomer forDays(int days) {
    return of(
        SimulatedClaims.of(USUAL)
            .changingFor(since(CHANGE), USUAL.withDenialRate(0.2))
            .changingFor(since(CHANGE.plusDays(days)), USUAL));
  }

  /** After so many days it doubles again. */
  public static SimulatedCustomer worseAfterDays(int days) {
    return of(
        SimulatedClaims.of(USUAL)
            .changingFor(since(CHANGE), USUAL.withDenialRate(0.2))
            .changingFor(since(CHANGE.plusDays(days)), USUAL.withDenialRate(0.4)));
  }

  /** After so many days it denies less than it ever did. */
  public static SimulatedCustomer turnedAfterDays(int days) {
    return of(
        SimulatedClaims.of(USUAL)
            .changingFor(since(CHANGE), USUAL.withDenialRate(0.2))
            .changingFor(since(CHANGE.plusDays(days)), USUAL.withDenialRate(0.03)));
  }

  /** It is over after some days, and back on another. */
  public static SimulatedCustomer backOnDay(int over, int back) {
    return of(
        SimulatedClaims.of(USUAL)
            .changingFor(since(CHANGE), USUAL.withDenialRate(0.2))
            .changingFor(since(CHANGE.plusDays(over)), USUAL)
            .changingFor(since(CHANGE.plusDays(back)), USUAL.withDenialRate(0.3)));
  }

  /** Nothing changes. */
  public static SimulatedCustomer quiet() {
    return of(SimulatedClaims.of(USUAL));
  }

  /**
   * One of many, each with claims of its own, of two payers: of every four one changes for good,
   * one for a month, one twice, and one not at all.
   */
  public static SimulatedCustomer numbered(int number) {
    SimulatedClaims usual = SimulatedClaims.of(USUAL);
    SimulatedClaims more = usual.changingFor(since(CHANGE), USUAL.withDenialRate(0.25));
    SimulatedClaims claims =
        switch (number % 4) {
          case 0 -> more;
          case 1 -> more.changingFor(since(CHANGE.plusDays(30)), USUAL);
          case 2 -> more.changingFor(since(CHANGE.plusDays(45)), USUAL.withDenialRate(0.5));
          default -> usual;
        };
    return new SimulatedCustomer()
        .add("payer 0", "group", claims.draw(LAST, DAYS, 100 + 2L * number))
        .add("payer 1", "group", usual.draw(LAST, DAYS, 101 + 2L * number));
  }

  private static int since(LocalDate day) {
    return Math.toIntExact(LAST.toEpochDay() - day.toEpochDay());
  }

  private static SimulatedCustomer of(SimulatedClaims changing) {
    SimulatedCustomer customer = new SimulatedCustomer();
    customer.add("payer 0", "group", changing.draw(LAST, DAYS, 1));
    for (int i = 1; i <= OTHERS; i++) {
      customer.add("payer " + i, "group", SimulatedClaims.of(USUAL).draw(LAST, DAYS, 1 + i));
    }
    return customer;
  }
}
