package io.drift4j.examples.quickstart;

import static io.drift4j.examples.quickstart.Behaviour.USUAL;

import io.drift4j.Definition;
import io.drift4j.Metric;
import io.drift4j.RunReport;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Claims of which the truth is known: three changes are planted among decoys, which look like
 * changes and are none.
 */
final class Demonstration {

  static final String CUSTOMER = "riverside-clinic";
  static final LocalDate AS_OF = LocalDate.of(2026, 6, 1);

  /**
   * Of the seeds 1 to 16, controlled() found all three changes with 14, two or one with the others,
   * and nothing that is not there with any. By thresholds() each was misled.
   */
  private static final long SEED = 12;

  /** A year to learn what is usual, a fortnight, and the time until claims are 60 days old. */
  private static final int DAYS = 364 + 14 + 60;

  private static final LocalDate FORTNIGHT_AGO = AS_OF.minusDays(14);
  private static final LocalDate SIX_WEEKS_AGO = AS_OF.minusDays(44);
  private static final String SMALL = "few claims: whatever it seems is chance";

  private static final List<Treatment> TREATMENTS =
      List.of(
          Treatment.of("Aldermere", "EVAL", "does what it always did", USUAL),
          Treatment.of(
                  "Aldermere",
                  "IMAGING",
                  "10 % denied, 20 % for two weeks",
                  USUAL.claims(36).denied(0.10))
              .since(FORTNIGHT_AGO, before -> before.denied(0.20)),
          Treatment.of(
              "Brightwater",
              "EVAL",
              "slow as ever, and denies sooner than it pays: few new claims are decided",
              USUAL.claims(24).decidedAfter(18).deniedAfter(8)),
          Treatment.of(
              "Brightwater",
              "SURGERY",
              "slow as ever: of new claims only the quickest are decided",
              USUAL.claims(24).decidedAfter(18)),
          Treatment.of(
                  "Calloway",
                  "SURGERY",
                  "8 days, 12 for two weeks: most of the new claims are open",
                  USUAL.claims(14).decidedAfter(8))
              .since(FORTNIGHT_AGO, before -> before.decidedAfter(12)),
          Treatment.of(
              "Dunmore",
              "IMAGING",
              "decides nothing at weekends",
              USUAL.at(Office.CLOSED_AT_WEEKENDS)),
          Treatment.of(
                  "Dunmore",
                  "LAB",
                  "24 % denied, 10 % for six weeks",
                  USUAL.claims(24).denied(0.24).at(Office.CLOSED_AT_WEEKENDS))
              .since(SIX_WEEKS_AGO, before -> before.denied(0.10)),
          Treatment.of("Everlane", "LAB", "twice as many claims for two weeks", USUAL)
              .since(FORTNIGHT_AGO, before -> before.claims(24)),
          Treatment.of(
                  "Fairhaven",
                  "EVAL",
                  "fewer of what is seldom denied for six weeks",
                  USUAL.claims(18).denied(0.06))
              .since(SIX_WEEKS_AGO, before -> before.claims(6)),
          Treatment.of(
                  "Fairhaven",
                  "SURGERY",
                  "and more of what often is: the payer denies more, neither group does",
                  USUAL.claims(6).denied(0.30))
              .since(SIX_WEEKS_AGO, before -> before.claims(18)),
          Treatment.of(
              "Greenfield",
              "EVAL",
              "was closed on Memorial Day, and caught up after it",
              USUAL.claims(20).at(Office.CLOSED_ON_HOLIDAYS_TOO)),
          Treatment.of("Harcourt", "SURGERY", "denies 40 %, as it always did", USUAL.denied(0.40)),
          Treatment.of("Small & Sons", "EVAL", SMALL, USUAL.claims(5)),
          Treatment.of("Small & Sons", "IMAGING", SMALL, USUAL.claims(5)),
          Treatment.of("Small & Sons", "LAB", SMALL, USUAL.claims(5)),
          Treatment.of("Small & Sons", "SURGERY", SMALL, USUAL.claims(5)),
          Treatment.of("Tiny Mutual", "LAB", "two claims a week", USUAL.claims(0.3)));

  /** Generates the claims, always the same. */
  void forEach(Consumer<ClaimRow> action) {
    new GeneratedClaims(CUSTOMER, TREATMENTS, DAYS, AS_OF)
        .forEach(SEED, claim -> action.accept(claim.with(Particulars.of(claim, AS_OF))));
  }

  /** Whether a definition watches what treatments change, of payers alone or with groups. */
  static boolean isAbout(Definition definition) {
    return definition.metrics().stream().map(Metric::driftType).anyMatch(Treatment::isAbout)
        && (isByGroup(definition) || definition.dimensions().equals(List.of("payer")));
  }

  private static boolean isByGroup(Definition definition) {
    return definition.dimensions().equals(List.of("payer", "cpt_group"));
  }

  /** What is true beside what was found. */
  List<Truth> compareWith(Definition definition, RunReport report) {
    List<String> watched =
        definition.metrics().stream().map(metric -> Treatment.subject(metric.driftType())).toList();
    return Truth.of(
        isByGroup(definition) ? TREATMENTS : ofPayers(),
        watched,
        report.events().stream().filter(event -> Treatment.isAbout(event.driftType())).toList());
  }

  private static List<Treatment> ofPayers() {
    Map<String, List<Treatment>> byPayer =
        TREATMENTS.stream()
            .collect(
                Collectors.groupingBy(Treatment::payer, LinkedHashMap::new, Collectors.toList()));
    return byPayer.values().stream().map(Treatment::together).toList();
  }
}
