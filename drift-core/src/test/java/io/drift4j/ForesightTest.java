package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What a host looks at before monitoring is switched on, and what a change comes from: from a year
 * of dice. Nothing of it is kept.
 */
class ForesightTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final Definition PAYER_DRIFT = ClaimDefinitions.payerDrift();
  private static final InMemoryDriftRepository REPOSITORY = new InMemoryDriftRepository();

  private static DriftMonitor monitor(List<Claim> claims) {
    return DriftMonitor.of(REPOSITORY, ClaimCounts.of(claims.stream()));
  }

  /** Aetna denies more than twice as many since some weeks, of all others nothing changes. */
  private static List<Claim> claims() {
    SplittableRandom dice = new SplittableRandom(14);
    List<Claim> claims = new ArrayList<>();
    for (int back = 400; back > 0; back--) {
      add(claims, dice, "Aetna / SURG", back, 40, 4, 19, back <= 45 ? 0.25 : 0.1);
      add(claims, dice, "Cigna / LAB", back, 3, 1, 3, 0.1);
      add(claims, dice, "Humana / LAB", back, 3, 1, 3, 0.1);
      add(claims, dice, "Rare / LAB", back, back % 30 == 0 ? 1 : 0, 1, 3, 0.1);
    }
    return claims;
  }

  private static void add(
      List<Claim> claims,
      SplittableRandom dice,
      String whose,
      int back,
      int count,
      int fastest,
      int slowest,
      double denied) {
    LocalDate day = AS_OF.minusDays(back);
    String[] segment = whose.split(" / ", -1);
    for (int i = 0; i < count; i++) {
      LocalDate decided = day.plusDays(fastest + dice.nextInt(slowest - fastest + 1));
      Outcome outcome = dice.nextDouble() < denied ? Outcome.DENIED : Outcome.PAID;
      claims.add(
          decided.isBefore(AS_OF)
              ? Claim.decided("acme", segment[0], segment[1], day, decided, outcome)
              : Claim.open("acme", segment[0], segment[1], day));
    }
  }

  @Test
  void nothingOfItIsKept() {
    DriftMonitor monitor = monitor(claims());
    // region foresight
    Detectability table = monitor.detectability(PAYER_DRIFT, "acme", AS_OF);
    PolicyComparison difference =
        monitor.compare(PAYER_DRIFT, DriftPolicy.thresholds(), "acme", AS_OF);
    // endregion
    assertThat(table.rows()).hasSize(8);
    Detectability.Row first = table.rows().get(0);
    assertThat(first.segment().value("payer")).isEqualTo("Aetna");
    assertThat(first.recordsADay()).isEqualTo(40);
    // 5 points matter, and estimates of 560 claims fall short of a change by 1.2 in a fifth of
    // cases
    assertThat(first.minimumDetectable().orElseThrow()).isBetween(0.055, 0.07);
    assertThat(first.dispersion().orElseThrow()).isBetween(0.9, 1.5);
    assertThat(table.rows().get(7).because()).isEqualTo("below minimum volume 30");
    assertThat(difference.lines().get(1))
        .startsWith("Aetna / SURG: decision time: thresholds: ")
        .contains(" open) is too small to matter (below 3.2 days)");
    assertThat(REPOSITORY.storedEventIds()).isEmpty();
  }

  @Test
  void whereNothingWasReadItIsSaid() {
    DriftMonitor monitor = monitor(List.of());
    assertThat(monitor.detectability(PAYER_DRIFT, "acme", AS_OF).toString())
        .startsWith("nothing could be seen: ");
    assertThat(
            monitor
                .compare(PAYER_DRIFT, DriftPolicy.controlled().withTimeRatio(2), "acme", AS_OF)
                .toString())
        .isEqualTo("controlled/1{} 0, controlled/1{time-ratio=0x1.0p1} 0 events; 0 differ");
  }

  @Test
  void eachDifferenceIsThereTheOtherWayRound() {
    DriftMonitor monitor = monitor(claims());
    Definition thresholds = PAYER_DRIFT.withPolicy(DriftPolicy.thresholds());
    List<PolicyComparison.Difference> one =
        monitor.compare(PAYER_DRIFT, DriftPolicy.thresholds(), "acme", AS_OF).differences();
    List<PolicyComparison.Difference> other =
        monitor.compare(thresholds, DriftPolicy.controlled(), "acme", AS_OF).differences();
    assertThat(one).isNotEmpty();
    assertThat(other.stream().map(PolicyComparison.Difference::second).toList())
        .isEqualTo(one.stream().map(PolicyComparison.Difference::first).toList());
    assertThat(other.stream().map(PolicyComparison.Difference::reason).toList())
        .isEqualTo(one.stream().map(PolicyComparison.Difference::reason).toList());
  }

  /**
   * One group is decided in 2 to 8 days, the other in 8 to 20, always; the slow one grows from a
   * fifth to three fifths. By payer that is a slowdown; by payer and group it is none, and the
   * attribution says that it is the mix.
   */
  @Test
  void aShiftBetweenGroupsOfDifferentSpeedIsMix() {
    SplittableRandom dice = new SplittableRandom(14);
    List<Claim> claims = new ArrayList<>();
    for (int back = 400; back > 0; back--) {
      int slow = back <= 14 ? 36 : 12;
      add(claims, dice, "Aetna / SURG", back, slow, 8, 20, 0.1);
      add(claims, dice, "Aetna / LAB", back, 60 - slow, 2, 8, 0.1);
    }
    DriftMonitor monitor = monitor(claims);
    Definition byPayer =
        Definition.of(
            "by-payer",
            1,
            List.of("payer"),
            PAYER_DRIFT.metrics(),
            PAYER_DRIFT.lookback(),
            PAYER_DRIFT.policy());
    assertThat(headlines(monitor.preview(byPayer, "acme", AS_OF)))
        .startsWith("Aetna: decision time 6.4 -> 13.0 days (+");
    // region attribution
    Detection detection = monitor.preview(PAYER_DRIFT, "acme", AS_OF);
    List<RecordedVerdict> verdicts = detection.verdicts().stream().map(Verdict::recorded).toList();
    List<Attribution> byEachPayer = Attribution.by(verdicts, "decision-time", "payer");
    // endregion
    assertThat(detection.events()).isEmpty();
    Attribution ofAetna = byEachPayer.get(0);
    assertThat(ofAetna.total().value()).isLessThan(-0.3);
    assertThat(ofAetna.rate().value()).isBetween(-0.02, 0.02);
    assertThat(ofAetna.mix().value()).isLessThan(-0.3);
    assertThat(ofAetna.leftOut()).isEmpty();
    assertThat(ofAetna.toString()).startsWith("Aetna: decision time, decided by day ");
  }

  private static String headlines(Detection detection) {
    return String.join("\n", detection.events().stream().map(DriftEvent::headline).toList());
  }

  @Test
  void theTextIsTheSameUnderAnyLocale() {
    Locale before = Locale.getDefault();
    DriftMonitor monitor = monitor(claims());
    String expected = monitor.detectability(PAYER_DRIFT, "acme", AS_OF).toString();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(monitor.detectability(PAYER_DRIFT, "acme", AS_OF)).hasToString(expected);
    } finally {
      Locale.setDefault(before);
    }
  }
}
