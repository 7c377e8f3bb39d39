package io.drift4j.examples.benchmarks;

import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.DriftDetector;
import io.drift4j.DriftPolicy;
import io.drift4j.DriftRepository;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A run with eight events: four payers that deny more and decide later than before. */
final class SoakedRun {

  static final int EVENTS = 8;

  private static final Definition DEFINITION =
      ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.thresholds());
  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);

  private SoakedRun() {}

  /** Records it, computing under the lock. */
  static RunReport record(DriftRepository repository, String customer, int revision) {
    CountSource source = ClaimCounts.of(claims(customer).stream());
    Run run = Run.of(DEFINITION, customer, AS_OF, source, revision);
    return repository.record(run, () -> DriftDetector.detect(DEFINITION, run, source));
  }

  private static List<Claim> claims(String customer) {
    List<Claim> claims = new ArrayList<>();
    for (String payer : List.of("Aetna", "Cigna", "Humana", "United")) {
      add(claims, customer, payer, 90, 20, 10, 5);
      add(claims, customer, payer, 45, 1, 40, 15);
    }
    return claims;
  }

  private static void add(
      List<Claim> claims,
      String customer,
      String payer,
      int count,
      int daysBefore,
      int percentDenied,
      int days) {
    for (int i = 0; i < count; i++) {
      LocalDate submitted = AS_OF.minusDays(daysBefore + i % 10);
      Outcome outcome = i * 100 < count * percentDenied ? Outcome.DENIED : Outcome.PAID;
      claims.add(
          Claim.decided(customer, payer, "SURG", submitted, submitted.plusDays(days), outcome));
    }
  }
}
