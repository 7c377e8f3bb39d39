package io.drift4j;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** A small run whose result is known: four payers drift in both metrics, one does not. */
public final class TestRuns {

  public static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  public static final int EVENTS = 8;

  /** Payer drift under the rules that know no chance: whoever counts can say what they find. */
  public static final Definition PAYER_DRIFT =
      ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.thresholds());

  private static final List<String> DRIFTING = List.of("Aetna", "Čigna", "Humana 健康", "𝔘nited");

  /** Names the population of a run that is computed without reading. */
  private static final CountSource CLAIMS = (request, visitor) -> {};

  private TestRuns() {}

  public static Run of(String customer) {
    return of(customer, 1);
  }

  public static Run of(String customer, int revision) {
    return of(PAYER_DRIFT, customer, revision);
  }

  public static Run of(Definition definition, String customer, int revision) {
    return Run.of(definition, customer, AS_OF, CLAIMS, revision);
  }

  public static Run on(LocalDate asOf) {
    return Run.of(PAYER_DRIFT, "acme", asOf, CLAIMS, 1);
  }

  /** Two comparisons without drift. */
  public static Detection detectSteady(Run run) {
    return DriftDetector.detect(
        PAYER_DRIFT,
        run,
        ClaimCounts.of(
            claims(run.customer()).stream().filter(claim -> claim.payer().equals("Steady"))));
  }

  /** The same claims without a dimension: both metrics drift. */
  public static Detection detectWhole(Run run) {
    Definition whole =
        Definition.of(
            "whole",
            1,
            List.of(),
            PAYER_DRIFT.metrics(),
            PAYER_DRIFT.lookback(),
            PAYER_DRIFT.policy());
    return DriftDetector.detect(whole, run, ClaimCounts.of(claims(run.customer()).stream()));
  }

  /** What is found where the customer has no records. */
  public static Detection detectNothing(Run run) {
    return DriftDetector.detect(PAYER_DRIFT, run, CLAIMS);
  }

  public static Detection detect(Run run) {
    return DriftDetector.detect(PAYER_DRIFT, run, ClaimCounts.of(claims(run.customer()).stream()));
  }

  /** The same, with 16 records more whose dates and outcome contradict each other. */
  public static Detection detectWithDefects(Run run) {
    List<Record> records = new ArrayList<>();
    for (Claim claim : claims(run.customer())) {
      String outcome = claim.outcome() == null ? null : claim.outcome().name();
      records.add(
          new Record(claim.payer(), claim.cptGroup(), claim.submitted(), claim.decided(), outcome));
    }
    LocalDate day = AS_OF.minusDays(5);
    records.addAll(
        Collections.nCopies(10, new Record("Aetna", "SURG", day, day.minusDays(1), "PAID")));
    records.addAll(Collections.nCopies(4, new Record("Aetna", "SURG", day, day, null)));
    records.addAll(Collections.nCopies(2, new Record("New", "SURG", day, null, "DENIED")));
    return DriftDetector.detect(
        PAYER_DRIFT,
        run,
        RecordCounts.of(records, record -> run.customer())
            .text("payer", Record::payer)
            .text("cpt_group", Record::cptGroup)
            .date("submitted_date", Record::submitted)
            .date("decided_date", Record::decided)
            .text("outcome", Record::outcome));
  }

  private record Record(
      String payer, String cptGroup, LocalDate submitted, LocalDate decided, String outcome) {}

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

  /**
   * More than a year of dice, ten claims a day and payer, decided in 4 to 19 days: Aetna denies 40
   * % of them for the last 45 days, and 10 % before, as Steady always does.
   */
  public static List<Claim> yearOfClaims(String customer) {
    SplittableRandom dice = new SplittableRandom(14);
    List<Claim> claims = new ArrayList<>();
    for (int back = 450; back > 0; back--) {
      for (int i = 0; i < 10; i++) {
        claims.add(claim(dice, customer, "Aetna", AS_OF.minusDays(back), back <= 45 ? 40 : 10));
        claims.add(claim(dice, customer, "Steady", AS_OF.minusDays(back), 10));
      }
    }
    return claims;
  }

  private static Claim claim(
      SplittableRandom dice, String customer, String payer, LocalDate submitted, int denied) {
    LocalDate decided = submitted.plusDays(4 + dice.nextInt(16));
    Outcome outcome = dice.nextInt(100) < denied ? Outcome.DENIED : Outcome.PAID;
    return decided.isBefore(AS_OF)
        ? Claim.decided(customer, payer, "SURG", submitted, decided, outcome)
        : Claim.open(customer, payer, "SURG", submitted);
  }

  /** What was found, whatever it was read from: everything but the identity of run and events. */
  public static String found(RunReport report) {
    return found(report.summary(), report.events());
  }

  /** What was found, whatever it was read from. */
  public static String found(Detection detection) {
    return found(detection.summary(), detection.events());
  }

  private static String found(RunSummary summary, List<DriftEvent> events) {
    List<Object> found = new ArrayList<>(List.of(summary));
    for (DriftEvent event : events) {
      found.add(event.metricId() + "/" + event.metricVersion() + " " + event.driftType());
      found.add(event.segment().toJson() + " " + event.windows() + " " + event.trend());
      found.add(event.evidence() + " " + event.severity() + " " + event.volumeScore());
    }
    return found.toString();
  }

  /** What every caller of a run must get, whoever recorded it. */
  public static String shared(RunReport report) {
    return new RunReport(
            report.run(),
            report.status(),
            report.number(),
            false,
            0,
            false,
            report.summary(),
            report.events(),
            report.reason())
        .toString();
  }
}
