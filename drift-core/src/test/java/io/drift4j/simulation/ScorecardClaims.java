package io.drift4j.simulation;

import io.drift4j.CountSource;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Claims of one customer with everything that a scorecard reads, drawn by dice. */
public final class ScorecardClaims {

  /** The day on whose morning all is looked at. */
  public static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);

  private static final int DAYS = 364 + 14 + 92;

  /** How a payer behaves on a day of submission. */
  public static final class Payer implements Cloneable {
    public String name = "Aetna";
    public double claims = 12;

    /** Of those that are decided. */
    public double denied = 0.12;

    public double open = 0.08;
    public double shortfall = 0.05; // of what is expected, in the mean if half are underpaid
    public double underpaid = 0.5; // of payments, by twice the shortfall
    public double surgeryShortfall; // beside that
    public double surgery = 0.3;
    public double necessity = 0.2; // of denials
    public double missing = 0.6; // of all other denials
    public double newCode;
    public double deniedWithAuthorization = 0.12;

    public Payer copy() {
      try {
        return (Payer) clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final Draws draws;
  private final List<Claim> claims = new ArrayList<>();

  public ScorecardClaims(long seed) {
    this.draws = new Draws(seed);
  }

  /** Draws claims that behave otherwise for the last days. */
  public ScorecardClaims add(Payer usual, int days, Payer changed) {
    Poisson[] volumes = {new Poisson(usual.claims), new Poisson(changed.claims)};
    for (int back = DAYS; back > 0; back--) {
      Payer payer = back <= days ? changed : usual;
      int n = volumes[back <= days ? 1 : 0].draw(draws);
      for (int i = 0; i < n; i++) {
        claims.add(
            claim(
                payer, AS_OF.minusDays(back), decided -> isLast(decided, days) ? changed : usual));
      }
    }
    return this;
  }

  public ScorecardClaims add(Payer usual) {
    return add(usual, 0, usual);
  }

  /** Without what is decided in the last days. */
  public ScorecardClaims silentFor(int days) {
    claims.replaceAll(
        claim ->
            claim.decided() == null || claim.decided().isBefore(AS_OF.minusDays(days))
                ? claim
                : Claim.open("acme", claim.payer(), claim.cptGroup(), claim.submitted())
                    .with(claim.details().withPayment(null)));
    return this;
  }

  public CountSource source() {
    return ClaimCounts.of(claims.stream());
  }

  public List<Claim> claims() {
    return claims;
  }

  private boolean happens(double probability) {
    return draws.uniform() < probability;
  }

  private static boolean isLast(LocalDate day, int days) {
    return !day.isBefore(AS_OF.minusDays(days));
  }

  private Claim claim(Payer payer, LocalDate submitted, Function<LocalDate, Payer> paying) {
    boolean isSurgery = happens(payer.surgery);
    boolean isAuthorized = happens(0.3);
    String group = isSurgery ? "SURG" : "LAB";
    long allowed = Math.round(StrictMath.exp(10 + 0.8 * draws.normal() + (isSurgery ? 1 : 0)));
    long expected = Math.round(allowed * (isSurgery ? 0.7 : 0.9));
    boolean isDenied = happens(isAuthorized ? payer.deniedWithAuthorization : payer.denied);
    long age = Math.round(StrictMath.exp(2.3 + 0.4 * draws.normal()));
    boolean isOpen = happens(payer.open);
    String code = code(payer);
    ClaimDetails details =
        ClaimDetails.NONE
            .withAmounts(BigDecimal.valueOf(allowed, 2), null)
            .withExpected(BigDecimal.valueOf(expected, 2))
            .withAuthorization(isAuthorized);
    LocalDate decided = workingDay(submitted.plusDays(age));
    if (isOpen || !decided.isBefore(AS_OF)) {
      return Claim.open("acme", payer.name, group, submitted).with(details);
    }
    return isDenied
        ? Claim.decided("acme", payer.name, group, submitted, decided, Outcome.DENIED)
            .with(details.withReason(code, "because of " + code))
        : Claim.decided("acme", payer.name, group, submitted, decided, Outcome.PAID)
            .with(
                details
                    .withAmounts(
                        BigDecimal.valueOf(allowed, 2),
                        BigDecimal.valueOf(paid(paying.apply(decided), isSurgery, expected), 2))
                    .withPayment(decided));
  }

  /** Less than is expected, or as much and a bit more. */
  private long paid(Payer payer, boolean isSurgery, long expected) {
    double share =
        (happens(payer.underpaid) ? 1 - 2 * payer.shortfall : 1)
            - (isSurgery ? payer.surgeryShortfall : 0);
    return Math.round(expected * share * (1 + 0.02 * Math.abs(draws.normal())));
  }

  private static LocalDate workingDay(LocalDate day) {
    return WorkingDays.isWeekend(day) ? workingDay(day.plusDays(1)) : day;
  }

  private String code(Payer payer) {
    double dice = draws.uniform();
    if (dice < payer.newCode) {
      return "PI-204";
    }
    return dice < payer.newCode + payer.necessity
        ? "CO-50"
        : draws.uniform() < payer.missing ? "CO-16" : "PR-27";
  }
}
