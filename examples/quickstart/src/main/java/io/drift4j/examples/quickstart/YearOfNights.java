package io.drift4j.examples.quickstart;

import static io.drift4j.examples.quickstart.Behaviour.USUAL;

import io.drift4j.Backtest;
import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Lens;
import io.drift4j.Notice;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the nights of a year tell of a small customer, one of whose payers denies more for a while:
 * the same change night after night, or once.
 */
final class YearOfNights {

  private static final String CUSTOMER = "hillside-clinic";
  private static final long SEED = 1;

  /** The longest windows, the year before them, and the time until claims are 60 days old. */
  private static final int HISTORY = 112 + 364 + 60;

  private static final LocalDate LAST = Demonstration.AS_OF;
  private static final LocalDate FIRST = LAST.minusDays(364);
  private static final LocalDate CHANGE = LAST.minusDays(270);
  private static final String PAYER = "Ironwood";

  private static final List<Treatment> TREATMENTS =
      List.of(
          Treatment.of(PAYER, "LAB", "10 % denied, then 20 %", USUAL.claims(20).denied(0.10))
              .since(CHANGE, before -> before.denied(0.20)),
          Treatment.of("Juniper", "LAB", "does what it always did", USUAL.claims(20)),
          Treatment.of("Kestrel", "LAB", "does what it always did", USUAL.claims(8)));

  /** What the demonstration runs, but of one metric through one lens: nights are many. */
  private static final Definition DEFINITION =
      ClaimDefinitions.payerDrift()
          .withMetrics(List.of(ClaimMetrics.DENIAL_RATE.testedThrough(Lens.byAge(30))));

  private final CountSource claims;

  YearOfNights() {
    List<Claim> all = new ArrayList<>();
    new GeneratedClaims(CUSTOMER, TREATMENTS, HISTORY + 364, LAST)
        .forEach(SEED, claim -> all.add(claim.asClaim()));
    this.claims = ClaimCounts.of(all.stream());
  }

  /** A line for each policy, and below that one which tells each change once what it tells. */
  List<String> lines() {
    Stream<String> others =
        Stream.of(DriftPolicy.thresholds(), DriftPolicy.controlled())
            .map(policy -> counts(backtest(policy)));
    Backtest once = backtest(DriftPolicy.monitored());
    return Stream.of(Stream.of(heading()), others, Stream.of(counts(once)), told(once))
        .flatMap(lines -> lines)
        .toList();
  }

  private Backtest backtest(DriftPolicy policy) {
    return DriftMonitor.of(new InMemoryDriftRepository(), claims)
        .backtest(AsKnown.of(DEFINITION.withPolicy(policy)), CUSTOMER, FIRST, LAST);
  }

  private static String heading() {
    return String.format(
        Locale.ROOT,
        "the nights of a year, %s to %s: of three payers %s denies 20 %% in place of 10 from %s on",
        FIRST,
        LAST,
        PAYER,
        CHANGE);
  }

  private static String counts(Backtest nights) {
    return String.format(
        Locale.ROOT,
        "%-10s  %,d of %,d nights have an event, %,d events",
        nights.policyId(),
        nights.nightsWithEvents(),
        nights.nights(),
        nights.events());
  }

  private static Stream<String> told(Backtest once) {
    return once.notices().stream().map(YearOfNights::told);
  }

  private static String told(Notice notice) {
    return "    " + notice.asOf() + "  " + notice.text();
  }
}
