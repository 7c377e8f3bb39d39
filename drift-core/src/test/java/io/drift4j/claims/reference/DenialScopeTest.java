package io.drift4j.claims.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.drift4j.Definition;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.GoldenSet;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RunReport;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DenialScope in memory gives what the reference system gave, and its rules at their edges. */
class DenialScopeTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final int BEFORE = 10;
  private static final int NOW = 3;

  // ---- what the reference gave

  static Stream<GoldenSet> sets() {
    return GoldenSet.of("denialscope");
  }

  @Test
  void hasSetsToCompareWith() {
    assertThat(sets()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void matchesTheReference(GoldenSet set) {
    Definition definition =
        ReferenceDefinitions.denialscope()
            .withPolicy(
                DriftPolicy.thresholds()
                    .withMinimumVolume(set.params("denialscope").get("min_volume").asInt()));
    for (String customer : set.customers()) {
      JsonNode expected = set.expected(customer, "denialscope");
      assertThat(expected).isNotNull();
      RunReport report =
          DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(set.claims().stream()))
              .run(definition, customer, set.asOf());
      List<JsonNode> signals = new ArrayList<>();
      expected.get("signals").forEach(signals::add);
      signals.sort(Comparator.comparing(DenialScopeTest::key));
      List<DriftEvent> events = new ArrayList<>(report.events());
      events.sort(Comparator.comparing(DenialScopeTest::key));
      assertThat(events.stream().map(DenialScopeTest::key))
          .containsExactlyElementsOf(signals.stream().map(DenialScopeTest::key).toList());
      for (int i = 0; i < events.size(); i++) {
        assertFigures(events.get(i).evidence(), signals.get(i));
      }
    }
  }

  /** Everything exact, in an order of its own: two signals may be of one type, payer and reason. */
  private static String key(JsonNode signal) {
    return String.join(
        "|",
        signal.get("payer").asText(),
        signal.get("denial_reason").asText(),
        signal.get("signal_type").asText(),
        Boolean.toString(signal.get("details").has("threshold")),
        signal.get("window_start_date").asText(),
        signal.get("window_end_date").asText(),
        "severity " + signal.get("severity").asText(),
        Double.toHexString(signal.get("confidence").asDouble()));
  }

  private static String key(DriftEvent event) {
    return String.join(
        "|",
        event.segment().value("payer"),
        event.segment().value("denial_reason"),
        event.driftType(),
        Boolean.toString(event.metricId().equals("denial-dollars")),
        event.windows().current().startInclusive().toString(),
        event.windows().current().endExclusive().toString(),
        String.join(",", event.evidence().notes()),
        Double.toHexString(event.volumeScore()));
  }

  private static void assertFigures(Evidence evidence, JsonNode signal) {
    JsonNode details = signal.get("details");
    assertFigure(details.path("baseline_value"), evidence.baselineValue());
    assertFigure(details.path("recent_value"), evidence.currentValue());
    assertFigure(details.path("delta"), evidence.delta());
    assertFigure(details.path("denied_count"), evidence.currentValue());
    assertFigure(details.path("denied_dollars"), evidence.currentValue());
    assertFigure(details.path("baseline_denial_rate"), evidence.baselineValue());
    assertFigure(details.path("recent_denial_rate"), evidence.currentValue());
    assertFigure(details.path("rate_delta"), evidence.delta());
    assertFigure(details.path("baseline_count"), (double) evidence.baselineSize());
    assertFigure(details.path("recent_count"), (double) evidence.currentSize());
  }

  private static void assertFigure(JsonNode expected, double actual) {
    if (!expected.isMissingNode()) {
      assertThat(actual)
          .isCloseTo(expected.asDouble(), within(1e-9 * Math.abs(expected.asDouble())));
    }
  }

  // ---- the rules at their edges

  private static List<Claim> claims(
      int back, int count, Outcome outcome, @Nullable String dollars, @Nullable String code) {
    return claims(back, count, outcome, dollars, code, null);
  }

  private static List<Claim> claims(
      int back,
      int count,
      Outcome outcome,
      @Nullable String dollars,
      @Nullable String code,
      @Nullable String text) {
    LocalDate day = AS_OF.minusDays(back);
    ClaimDetails details =
        ClaimDetails.NONE
            .withAmounts(dollars == null ? null : new BigDecimal(dollars), null)
            .withReason(code, text);
    return Stream.generate(
            () -> Claim.decided("acme", "Aetna", "EVAL", day, day, outcome).with(details))
        .limit(count)
        .toList();
  }

  /** What is found, as metric id to severity and confidence. */
  @SafeVarargs
  private static Map<String, String> found(List<Claim>... claims) {
    RunReport report =
        DriftMonitor.of(
                new InMemoryDriftRepository(),
                ClaimCounts.of(Stream.of(claims).flatMap(List::stream)))
            .run(ReferenceDefinitions.denialscope(), "acme", AS_OF);
    return report.events().stream()
        .collect(
            Collectors.toMap(
                event -> event.segment().value("denial_reason") + " " + event.metricId(),
                event -> event.evidence().notes().get(0) + " " + event.volumeScore()));
  }

  @Test
  void aReasonIsNewFromTenDenialsOnIfNoClaimHadIt() {
    assertThat(found(claims(NOW, 10, Outcome.DENIED, null, "CO-1")))
        .containsExactly(Map.entry("CO-1 new-denial-reason", "severity high 0.8"));
    assertThat(found(claims(NOW, 9, Outcome.DENIED, null, "CO-1"))).isEmpty();
    assertThat(
            found(
                claims(NOW, 10, Outcome.DENIED, null, "CO-1"),
                claims(BEFORE, 1, Outcome.PAID, null, "CO-1")))
        .isEmpty();
    assertThat(
            found(
                claims(NOW, 10, Outcome.DENIED, null, "CO-1"),
                claims(29, 50, Outcome.DENIED, null, "CO-1")))
        .containsOnlyKeys("CO-1 new-denial-reason");
  }

  @Test
  void theReasonIsTheCodeOrElseTheTextOrElseDenied() {
    assertThat(
            found(
                claims(NOW, 10, Outcome.DENIED, null, "CO-1", "late"),
                claims(NOW, 10, Outcome.DENIED, null, null, "late"),
                claims(NOW, 10, Outcome.DENIED, null, "", "late"),
                claims(NOW, 10, Outcome.DENIED, null, null, null),
                claims(NOW, 10, Outcome.DENIED, null, "", "")))
        .containsOnlyKeys(
            "CO-1 new-denial-reason", "late new-denial-reason", "DENIED new-denial-reason");
  }

  @Test
  void aRateSpikesByFivePointsOrByHalf() {
    assertThat(
            found(
                claims(BEFORE, 10, Outcome.PAID, null, "CO-1"),
                claims(NOW, 9, Outcome.PAID, null, "CO-1"),
                claims(NOW, 1, Outcome.DENIED, null, "CO-1")))
        .containsExactly(Map.entry("CO-1 denial-rate-spike", "severity low 0.5"));
    assertThat(
            found(
                claims(BEFORE, 9, Outcome.PAID, null, "CO-1"),
                claims(NOW, 10, Outcome.DENIED, null, "CO-1")))
        .isEmpty();
    assertThat(
            found(
                claims(BEFORE, 20, Outcome.OTHER, null, "CO-1"),
                claims(NOW, 20, Outcome.DENIED, null, "CO-1")))
        .containsExactly(Map.entry("CO-1 denial-rate-spike", "severity critical 1.0"));
    assertThat(
            found(
                claims(BEFORE, 20, Outcome.DENIED, null, "CO-1"),
                claims(NOW, 20, Outcome.PAID, null, "CO-1")))
        .isEmpty();
  }

  @Test
  void numbersAreComparedWhereThereAreNoDollarsOfBothWindows() {
    List<Claim> fewer = claims(NOW, 14, Outcome.DENIED, null, "CO-1");
    List<Claim> more = claims(NOW, 15, Outcome.DENIED, null, "CO-1");
    List<Claim> before = claims(BEFORE, 10, Outcome.DENIED, null, "CO-1");
    assertThat(found(before, fewer)).isEmpty();
    assertThat(found(before, more))
        .containsExactly(Map.entry("CO-1 denial-volume-spike", "severity medium 0.625"));
    assertThat(found(claims(BEFORE, 10, Outcome.DENIED, "1.00", "CO-1"), more))
        .containsOnlyKeys("CO-1 denial-volume-spike");
    assertThat(
            found(
                claims(BEFORE, 10, Outcome.DENIED, "1.00", "CO-1"),
                claims(NOW, 15, Outcome.DENIED, "0.70", "CO-1")))
        .isEmpty();
  }

  @Test
  void dollarsHaveTheSameLimitAsNumbers() {
    assertThat(
            found(
                claims(BEFORE, 1, Outcome.DENIED, "10.00", "CO-1"),
                claims(NOW, 1, Outcome.DENIED, "17.50", "CO-1")))
        .containsExactly(Map.entry("CO-1 denial-dollars-spike", "severity high 0.6875"));
    assertThat(
            found(
                claims(BEFORE, 1, Outcome.DENIED, "9.99", "CO-1"),
                claims(NOW, 1, Outcome.DENIED, "30.00", "CO-1")))
        .isEmpty();
    assertThat(
            found(
                claims(BEFORE, 1, Outcome.DENIED, "20.00", "CO-1"),
                claims(NOW, 1, Outcome.DENIED, "29.99", "CO-1")))
        .isEmpty();
  }

  @Test
  void fiftyThousandDollarsAreASignalByThemselves() {
    assertThat(found(claims(NOW, 1, Outcome.DENIED, "49999.99", "CO-1"))).isEmpty();
    assertThat(found(claims(NOW, 1, Outcome.DENIED, "50000.00", "CO-1")))
        .containsExactly(Map.entry("CO-1 denial-dollars", "severity low 0.5"));
    assertThat(found(claims(NOW, 1, Outcome.DENIED, "75000.00", "CO-1")))
        .containsExactly(Map.entry("CO-1 denial-dollars", "severity medium 0.75"));
    assertThat(found(claims(NOW, 2, Outcome.DENIED, "75000.00", "CO-1")))
        .containsExactly(Map.entry("CO-1 denial-dollars", "severity critical 1.0"));
    assertThat(found(claims(NOW, 1, Outcome.PAID, "75000.00", "CO-1"))).isEmpty();
  }

  @Test
  void twoEventsOfOneTypeMayBeOfOneSegment() {
    assertThat(
            found(
                claims(BEFORE, 1, Outcome.DENIED, "10000.00", "CO-1"),
                claims(NOW, 1, Outcome.DENIED, "60000.00", "CO-1")))
        .containsOnlyKeys("CO-1 denial-dollars-spike", "CO-1 denial-dollars");
  }
}
