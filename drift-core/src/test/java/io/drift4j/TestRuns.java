package io.drift4j;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A small run whose result is known: four payers drift in both metrics, one does not. */
public final class TestRuns {

  public static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  public static final int EVENTS = 8;
  private static final List<String> DRIFTING = List.of("Aetna", "Čigna", "Humana 健康", "𝔘nited");

  private TestRuns() {}

  public static Run of(String customer) {
    return of(customer, 1);
  }

  public static Run of(String customer, int revision) {
    return Run.of(ClaimDefinitions.payerDrift(), customer, AS_OF, "claims", revision);
  }

  public static Detection detect(Run run) {
    return DriftDetector.detect(
        ClaimDefinitions.payerDrift(), run, ClaimCounts.of(claims(run.customer()).stream()));
  }

  /**
   * 90 claims in the baseline (10 % denied after 5 days), 45 in the current window (40 %, 15 days).
   */
  public static List<Claim> claims(String customer) {
    List<Claim> claims = new ArrayList<>();
    for (String payer : DRIFTING) {
      claims.addAll(claims(customer, payer, 90, 20, 10, 5));
      claims.addAll(claims(customer, payer, 45, 1, 40, 15));
    }
    claims.addAll(claims(customer, "Steady", 90, 20, 10, 5));
    claims.addAll(claims(customer, "Steady", 45, 1, 10, 5));
    claims.add(Claim.open(customer, "Steady", "SURG", AS_OF.minusDays(2)));
    return claims;
  }

  private static List<Claim> claims(
      String customer, String payer, int count, int daysBefore, int percentDenied, int days) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LocalDate submitted = AS_OF.minusDays(daysBefore + i % 10);
      Outcome outcome = i * 100 < count * percentDenied ? Outcome.DENIED : Outcome.PAID;
      claims.add(
          Claim.decided(customer, payer, "SURG", submitted, submitted.plusDays(days), outcome));
    }
    return claims;
  }

  /** What every caller of a run must get, whoever recorded it. */
  public static String shared(RunReport report) {
    return new RunReport(
            report.run(),
            report.status(),
            false,
            0,
            report.summary(),
            report.events(),
            report.error())
        .toString();
  }
}
