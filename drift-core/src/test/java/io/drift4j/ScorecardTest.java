package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import io.drift4j.claims.ScorecardMetrics;
import io.drift4j.simulation.ScorecardClaims;
import io.drift4j.simulation.ScorecardClaims.Payer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The scorecard of payers: what each of its metrics finds, and what it does without. */
class ScorecardTest {

  private static final LocalDate AS_OF = ScorecardClaims.AS_OF;
  private static final Definition SCORECARD = ClaimDefinitions.payerScorecard();

  private static Detection detect(CountSource source) {
    Definition available = SCORECARD.availableIn(source).definition();
    return DriftDetector.detect(available, Run.of(available, "acme", AS_OF, source, 1), source);
  }

  /** Claims of a payer that changes for its last days, and of one that does not. */
  private static ScorecardClaims changing(int days, Consumer<Payer> change) {
    Payer usual = new Payer();
    usual.claims = 25;
    Payer changed = usual.copy();
    change.accept(changed);
    Payer steady = usual.copy();
    steady.name = "Cigna";
    return new ScorecardClaims(7).add(usual, days, changed).add(steady);
  }

  private static DriftEvent event(Detection detection, Metric metric) {
    List<DriftEvent> events =
        detection.events().stream().filter(e -> e.metricId().equals(metric.id())).toList();
    assertThat(events).as("events of %s among %s", metric, detection.events()).hasSize(1);
    assertThat(events.get(0).segment().value("payer")).isEqualTo("Aetna");
    return events.get(0);
  }

  // ---- each metric

  @Test
  void moreDenialsAreSeenInClaimsAndInDollars() {
    ScorecardClaims claims =
        changing(
            44,
            payer -> {
              payer.denied = 0.35;
              payer.deniedWithAuthorization = 0.35;
            });
    Detection detection = detect(claims.source());
    assertThat(event(detection, ClaimMetrics.DENIAL_RATE).assessment().moneyAtStake()).isPresent();
    DriftEvent dollars = event(detection, ScorecardMetrics.DENIED_DOLLARS);
    Sums before = new Sums(claims, AS_OF.minusDays(134), AS_OF.minusDays(44));
    Sums now = new Sums(claims, AS_OF.minusDays(44), AS_OF.minusDays(30));
    assertThat(dollars.evidence().baselineValue()).isCloseTo(before.share(), within(1e-12));
    assertThat(dollars.evidence().currentValue()).isCloseTo(now.share(), within(1e-12));
    assertThat(dollars.assessment().moneyAtStake().orElseThrow())
        .isEqualTo(Math.round(Math.abs(dollars.evidence().delta()) * now.all));
    assertThat(dollars.headline()).startsWith("Aetna: denied dollars ").contains(" % (+");
  }

  /** Cents submitted, and of these denied by day 30. */
  private static final class Sums {
    private long all;
    private long denied;

    Sums(ScorecardClaims claims, LocalDate start, LocalDate end) {
      claims.claims().stream()
          .filter(claim -> claim.payer().equals("Aetna"))
          .filter(c -> !c.submitted().isBefore(start) && c.submitted().isBefore(end))
          .forEach(
              claim -> {
                long cents =
                    Objects.requireNonNull(claim.details().allowedAmount())
                        .movePointRight(2)
                        .longValueExact();
                LocalDate decided = claim.decided();
                all += cents;
                denied +=
                    decided != null
                            && claim.outcome() == Outcome.DENIED
                            && !decided.isAfter(claim.submitted().plusDays(30))
                        ? cents
                        : 0;
              });
    }

    double share() {
      return (double) denied / all;
    }
  }

  @Test
  void claimsThatStayOpenAreLateAndAge() {
    Detection detection = detect(changing(104, payer -> payer.open = 0.3).source());
    DriftEvent aged = event(detection, ScorecardMetrics.OPEN_SHARE);
    assertThat(aged.evidence().view()).isEqualTo("open-past-90");
    assertThat(aged.headline()).contains("open share by day 90");
    detection = detect(changing(44, payer -> payer.open = 0.3).source());
    DriftEvent late = event(detection, ScorecardMetrics.LATE_RATE);
    assertThat(late.evidence().baselineValue()).isBetween(0.06, 0.11);
    assertThat(late.evidence().currentValue()).isBetween(0.24, 0.36);
    assertThat(late.trend()).isEqualTo(Trend.DEGRADING);
  }

  @Test
  void aNewReasonIsNamedInEachMix() {
    Detection detection = detect(changing(44, payer -> payer.newCode = 0.5).source());
    assertThat(event(detection, ScorecardMetrics.REASON_GROUPS).evidence().notes())
        .anyMatch(note -> note.startsWith("PI 0.0 -> ") && note.contains("new: none of "));
    assertThat(event(detection, ScorecardMetrics.REASON_CODES).evidence().notes())
        .anyMatch(note -> note.startsWith("PI-204 0.0 -> "));
    assertThat(event(detection, ScorecardMetrics.REASON_PAIRS).evidence().notes())
        .anyMatch(note -> note.startsWith("PI-204 because of PI-204 0.0 -> "));
  }

  @Test
  void paymentsBelowWhatIsExpectedAreSeen() {
    Detection less =
        detect(
            changing(
                    14,
                    payer -> {
                      payer.underpaid = 0.9;
                      payer.shortfall = 0.08;
                    })
                .source());
    assertThat(event(less, ScorecardMetrics.UNDERPAYMENT_RATE).evidence().currentValue())
        .isBetween(0.8, 0.97);
    DriftEvent paid = event(less, ScorecardMetrics.PAID_TO_EXPECTED);
    assertThat(paid.evidence().currentValue()).isBetween(-0.15, -0.10);
    assertThat(paid.trend()).isEqualTo(Trend.DEGRADING);
  }

  /** They would look as if they had been paid in full. */
  @Test
  void whatIsExpectedOfPaymentsOfWhichNobodyKnowsTheAmountDoesNotCount() {
    Metric ratio = ScorecardMetrics.PAID_TO_EXPECTED;
    ScorecardClaims claims =
        changing(
            14,
            payer -> {
              payer.underpaid = 0.9;
              payer.shortfall = 0.08;
            });
    Evidence known = verdict(ratio, claims.source()).evidence();
    Evidence half = verdict(ratio, withoutEveryOtherPaidAmount(claims.claims())).evidence();
    assertThat(half.currentValue()).isCloseTo(known.currentValue(), within(0.02));
    assertThat(half.currentSize()).isBetween(known.currentSize() / 3, known.currentSize() * 2 / 3);
  }

  /** Surgery is paid 20 % less at any time, and there is more of it now. */
  @Test
  void moreOfAProcedureThatIsPaidLessIsNoUnderpayment() {
    Payer usual = new Payer();
    usual.claims = 25;
    usual.surgeryShortfall = 0.2;
    Payer changed = usual.copy();
    changed.surgery = 0.8;
    CountSource source = new ScorecardClaims(8).add(usual, 40, changed).source();
    Metric standardised = ScorecardMetrics.PAID_TO_EXPECTED;
    Metric crude = standardised.testedThrough(Lens.ratio(standardised.companions().get(0), 0));
    assertThat(decision(standardised, source)).isNotEqualTo(Decision.DRIFT);
    assertThat(decision(crude, source)).isEqualTo(Decision.DRIFT);
  }

  private static CountSource withoutEveryOtherPaidAmount(List<Claim> claims) {
    return ClaimCounts.of(
        IntStream.range(0, claims.size())
            .mapToObj(
                i -> {
                  ClaimDetails details = claims.get(i).details();
                  return i % 2 == 0
                      ? claims.get(i)
                      : claims.get(i).with(details.withAmounts(details.allowedAmount(), null));
                }));
  }

  private static Decision decision(Metric metric, CountSource source) {
    return verdict(metric, source).decision();
  }

  private static Verdict verdict(Metric metric, CountSource source) {
    Definition one = SCORECARD.withMetrics(List.of(metric));
    Run run = Run.of(one, "acme", AS_OF, source, 1);
    return DriftDetector.detect(one, run, source).verdicts().get(0);
  }

  @Test
  void ofClaimsThatNeedAnAuthorizationOnlyTheirOwnDenialsCount() {
    Detection detection =
        detect(changing(44, payer -> payer.deniedWithAuthorization = 0.5).source());
    DriftEvent denied = event(detection, ScorecardMetrics.AUTHORIZATION_DENIAL_RATE);
    assertThat(denied.evidence().currentSize()).isBetween(60L, 150L); // of some 350
    assertThat(denied.evidence().currentValue()).isBetween(0.3, 0.6);
    assertThat(denied.evidence().view())
        .isIn(
            "by-age-30-authorization_required.true.TRUE.t.1.Y",
            "hazard-authorization_required.true.TRUE.t.1.Y");
  }

  /** The rise is among those few alone. */
  @Test
  void ofDecidedRowsTooOnlyTheirOwnDenialsCount() {
    CountSource source =
        Through.decidedRowsOf(changing(74, payer -> payer.deniedWithAuthorization = 0.5).source());
    Definition definition =
        SCORECARD
            .withMetrics(List.of(ScorecardMetrics.AUTHORIZATION_DENIAL_RATE.withoutStake()))
            .withPolicy(DriftPolicy.controlled().ofDecidedRowsOnly());
    Run run = Run.of(definition, "acme", AS_OF, source, 1);
    Detection detection = DriftDetector.detect(definition, run, source);
    Evidence seen = event(detection, ScorecardMetrics.AUTHORIZATION_DENIAL_RATE).evidence();
    assertThat(seen.currentSize()).isBetween(40L, 150L); // of some 350
    assertThat(seen.currentValue()).isBetween(0.4, 0.7);
  }

  @Test
  void aFeedThatStopsIsSilent() {
    Detection detection = detect(changing(0, payer -> {}).silentFor(9).source());
    List<DriftEvent> silent =
        detection.events().stream()
            .filter(event -> event.metricId().equals(ScorecardMetrics.FEED_SILENCE.id()))
            .toList();
    assertThat(silent).hasSize(2); // of both payers
    Evidence seen = silent.get(0).evidence();
    assertThat(seen.currentValue()).isEqualTo(11); // with the weekend before
    assertThat(seen.baselineValue()).isBetween(0.3, 0.6); // weekends
    assertThat(seen.notes()).containsExactly("the last record is of 2026-06-19");
    assertThat(silent.get(0).assessment().recordsAtStake().orElseThrow()).isBetween(100.0, 250.0);
    assertThat(silent.get(0).assessment().moneyAtStake()).isPresent();
  }

  @Test
  void volumeThatFallsIsWorthTheClaimsThatAreMissing() {
    Detection detection = detect(changing(14, payer -> payer.claims = 10).source());
    DriftEvent fewer = event(detection, ScorecardMetrics.VOLUME);
    assertThat(fewer.assessment().recordsAtStake().orElseThrow()).isBetween(170.0, 250.0);
  }

  // ---- in order of money

  @Test
  void eventsAreRankedByMoneyAtStake() {
    List<DriftEvent> events =
        detect(
                changing(
                        44,
                        payer -> {
                          payer.denied = 0.4;
                          payer.newCode = 0.5;
                          payer.open = 0.3;
                        })
                    .source())
            .events();
    List<Long> money =
        events.stream()
            .sorted(DriftEvent.byMoneyAtStake())
            .map(event -> event.assessment().moneyAtStake().orElseThrow())
            .toList();
    List<Long> falling = new ArrayList<>(money);
    falling.sort((a, b) -> Long.compare(Math.abs(b), Math.abs(a)));
    assertThat(money).hasSizeGreaterThan(3).isEqualTo(falling);
  }

  // ---- a host that lacks a field

  /** What a host would log. */
  private record Log(List<String> lines) {

    void info(String format, Object part) {
      lines.add(format.replace("{}", part.toString()));
    }

    void warn(String format, Object part) {
      lines.add(format.replace("{}", part.toString()));
    }
  }

  @Test
  void isRunAsTheReadmeShows() {
    CountSource source = changing(44, payer -> payer.denied = 0.4).source();
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), source);
    String customer = "acme";
    LocalDate asOf = AS_OF;
    Log log = new Log(new ArrayList<>());
    // region scorecard
    Availability available = ClaimDefinitions.payerScorecard().availableIn(source);
    available.leftOut().forEach(part -> log.info("{}", part)); // a metric, without which fields
    monitor.run(available.definition(), customer, asOf).events().stream()
        .sorted(DriftEvent.byMoneyAtStake())
        .forEach(event -> log.warn("{}", event.headline()));
    // endregion
    assertThat(log.lines)
        .hasSizeGreaterThan(2)
        .startsWith(
            "metric initial-denial-rate is left out, without fields first_decided_date,"
                + " first_outcome")
        .anyMatch(
            line ->
                line.startsWith("Aetna: denied dollars by day 30 ")
                    || line.startsWith("Aetna: denied dollars "));
  }

  @Test
  void whatAHostLacksIsLeftOutAndSaid() {
    CountSource source = changing(0, payer -> {}).source();
    Availability all = SCORECARD.availableIn(source);
    assertThat(all.leftOut())
        .hasToString(
            "[metric initial-denial-rate is left out, without fields first_decided_date,"
                + " first_outcome]");
    Set<String> fields = new TreeSet<>(SCORECARD.fields());
    assertThat(SCORECARD.availableIn(fields).definition()).isSameAs(SCORECARD);
    fields.removeAll(
        Set.of("allowed_amount", "authorization_required", "denial_reason_text", "cpt_group"));
    Availability some = SCORECARD.availableIn(fields);
    assertThat(some.definition().metrics())
        .extracting(Metric::id)
        .containsExactly(
            "denial-rate",
            "initial-denial-rate",
            "late-rate",
            "open-share",
            "reason-groups",
            "reason-codes",
            "underpayment-rate",
            "volume",
            "feed-silence");
    assertThat(some.definition().strata()).isEmpty();
    assertThat(some.definition().metrics()).allMatch(metric -> metric.stake() == null);
    assertThat(some.toString())
        .contains(
            "stratum cpt_group is left out, without field cpt_group",
            "metric denied-dollars is left out, without field allowed_amount",
            "metric reason-pairs is left out, without field denial_reason_text",
            "metric paid-to-expected is left out, without field cpt_group",
            "metric authorization-decision-time is left out, without field authorization_required",
            "stake of metric volume is left out, without field allowed_amount");
  }

  /** Whichever policy looks through it. */
  @Test
  void aMetricIsLeftOutWhereItsLensLacksAStratum() {
    Metric rate = ClaimMetrics.DENIAL_RATE.withLens(Lens.among(Lens.summary(), "cpt_group", "E"));
    Definition whole =
        SCORECARD
            .withMetrics(List.of(rate, ScorecardMetrics.VOLUME.withoutStake()))
            .withPolicy(DriftPolicy.thresholds());
    Set<String> fields = new TreeSet<>(whole.fields());
    fields.remove("cpt_group");
    assertThat(whole.availableIn(fields).leftOut())
        .extracting(Availability.Missing::toString)
        .contains("metric denial-rate is left out, without field cpt_group");
    assertThat(whole.withPolicy(DriftPolicy.controlled()).availableIn(fields).leftOut())
        .extracting(Availability.Missing::toString)
        .containsExactly("stratum cpt_group is left out, without field cpt_group");
  }

  /** Else its runs would be taken for those of the whole. */
  @Test
  void whatIsLeftIsAnotherDefinition() {
    Definition whole = SCORECARD.withMetrics(List.of(ScorecardMetrics.VOLUME));
    Set<String> fields = new TreeSet<>(whole.fields());
    fields.remove("allowed_amount");
    Definition without = whole.availableIn(fields).definition();
    assertThat(without.settings()).isNotEqualTo(whole.settings());
    assertThat(without.settings()).containsEntry("metric.volume/1.stake", "");
  }

  @Test
  void withoutADimensionOrAnyMetricThereIsNothingToRun() {
    assertThatThrownBy(() -> SCORECARD.availableIn(Set.of("submitted_date")))
        .hasMessageContaining("needs the fields of its dimensions, and [payer] are not there");
    assertThatThrownBy(() -> SCORECARD.availableIn(Set.of("payer")))
        .hasMessageContaining("has no metric that can be computed")
        .hasMessageContaining("metric volume is left out, without field submitted_date");
  }

  @Test
  void whoeverHasOnlyTheColumnsOfPayerDriftGetsWhatTheseCanTell() {
    Definition definition =
        SCORECARD
            .availableIn(Set.of("payer", "cpt_group", "submitted_date", "decided_date", "outcome"))
            .definition();
    assertThat(definition.metrics())
        .extracting(Metric::id)
        .containsExactly("denial-rate", "late-rate", "open-share", "volume", "feed-silence");
    CountSource source = changing(44, payer -> payer.denied = 0.4).source();
    Run run = Run.of(definition, "acme", AS_OF, source, 1);
    assertThat(DriftDetector.detect(definition, run, source).events()).isNotEmpty();
  }
}
