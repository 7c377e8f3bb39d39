package io.drift4j.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftDetector;
import io.drift4j.DriftEvent;
import io.drift4j.Metric;
import io.drift4j.Run;
import io.drift4j.Verdict;
import io.drift4j.claims.reference.ReferenceDefinitions;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of {@code denialscope/2} over claims drawn by dice, beside those of the reference. */
class DenialScopeRunsTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);
  private static final int DRAWN = 364 + 28 + 60;
  private static final List<String> PAYERS = List.of("Aetna", "Cigna", "Humana");
  private static final String COMMON = "CO-16";
  private static final double DENIED = 0.15;

  /** What happens to Aetna in the end: reasons more often, another reason, larger amounts. */
  private record Change(int days, double factor, double newShare, double amounts) {

    static final Change NONE = new Change(0, 1, 0, 1);
  }

  private static List<Claim> draw(long seed, double aDay, Change change) {
    Random dice = new Random(seed);
    List<Claim> claims = new ArrayList<>();
    for (String payer : PAYERS) {
      for (int back = DRAWN; back > 0; back--) {
        LocalDate day = AS_OF.minusDays(back);
        boolean isWeekend = day.getDayOfWeek().getValue() > 5;
        boolean isChanged =
            payer.equals(PAYERS.get(0)) && (back <= change.days || change.newShare > 0);
        double common = dice.nextGaussian() * 0.15; // days differ
        int count = poisson(dice, aDay * (isWeekend ? 0.3 : 1.28));
        for (int i = 0; i < count; i++) {
          claims.add(claim(dice, payer, day, common, isChanged ? change : Change.NONE));
        }
      }
    }
    return claims;
  }

  /** It is open on the as-of day, like any other. */
  @Test
  void aClaimThatIsDeniedLaterIsNotCountedByItsReason() {
    List<Claim> known = draw(5, 10, Change.NONE);
    List<Claim> later = new ArrayList<>();
    for (Claim claim : known) {
      later.add(
          claim.isOpen()
              ? Claim.decided(
                      "acme", claim.payer(), "SURG", claim.submitted(), AS_OF, Outcome.DENIED)
                  .with(ClaimDetails.NONE.withReason("CO-777", "later"))
              : claim);
    }
    Definition definition = ClaimDefinitions.denialscope();
    List<List<Verdict>> verdicts = new ArrayList<>();
    for (List<Claim> claims : List.of(known, later)) {
      CountSource source = ClaimCounts.of(claims.stream());
      Run run = Run.of(definition, "acme", AS_OF, source, 1);
      verdicts.add(DriftDetector.detect(definition, run, source).verdicts());
    }
    assertThat(verdicts.get(1)).hasToString(verdicts.get(0).toString());
    assertThat(verdicts.get(1)).noneMatch(v -> v.segment().values().contains("CO-777"));
  }

  private static int poisson(Random dice, double mean) {
    int count = 0;
    for (double p = dice.nextDouble(); p > Math.exp(-mean); p *= dice.nextDouble()) {
      count++;
    }
    return count;
  }

  private static Claim claim(
      Random dice, String payer, LocalDate day, double common, Change change) {
    double p = DENIED * Math.exp(common);
    double isCommon = 0.4 * p * change.factor;
    double lot = dice.nextDouble();
    boolean isDenied = lot < isCommon + 0.6 * p;
    LocalDate decided =
        day.plusDays((long) ((isDenied ? 14 : 10) * Math.exp(0.5 * dice.nextGaussian())));
    String reason = lot < isCommon ? COMMON : rarer(dice);
    boolean isDecidedLately = !decided.isBefore(AS_OF.minusDays(change.days));
    if (isDenied && isDecidedLately && dice.nextDouble() < change.newShare) {
      reason = "CO-999";
    }
    if (!decided.isBefore(AS_OF)) {
      return Claim.open("acme", payer, "SURG", day);
    }
    double dollars = 120 * Math.exp(0.8 * dice.nextGaussian()) * (isDenied ? change.amounts : 1);
    ClaimDetails details =
        ClaimDetails.NONE.withAmounts(BigDecimal.valueOf(Math.round(dollars * 100), 2), null);
    return Claim.decided(
            "acme", payer, "SURG", day, decided, isDenied ? Outcome.DENIED : Outcome.PAID)
        .with(isDenied ? details.withReason(reason, null) : details);
  }

  /** Two that are not rare, and of forty others some that are seen once a year. */
  private static String rarer(Random dice) {
    double lot = dice.nextDouble();
    if (lot < 0.8) {
      return lot < 0.5 ? "CO-45" : "CO-97";
    }
    return "PR-" + (int) (40 * Math.pow(dice.nextDouble(), 3));
  }

  private static Detection detect(Definition definition, CountSource source) {
    return DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source);
  }

  private static Detection detect(long seed, double aDay, Change change) {
    return detect(
        ClaimDefinitions.denialscope(), ClaimCounts.of(draw(seed, aDay, change).stream()));
  }

  // ---- nothing happens

  /** Runs with an event of ours, with a signal of the reference, and how many of its. */
  private static double[] quiet(int runs, double aDay) {
    double[] found = new double[3];
    TreeMap<String, Integer> which = new TreeMap<>();
    for (int seed = 1; seed <= runs; seed++) {
      CountSource source = ClaimCounts.of(draw(seed, aDay, Change.NONE).stream());
      List<DriftEvent> ours = detect(ClaimDefinitions.denialscope(), source).events();
      List<DriftEvent> theirs = detect(ReferenceDefinitions.denialscope(), source).events();
      ours.forEach(
          e -> which.merge(e.metricId() + " " + e.segment().dimensions().size(), 1, Integer::sum));
      found[0] += ours.isEmpty() ? 0 : 1.0 / runs;
      found[1] += theirs.isEmpty() ? 0 : 1.0 / runs;
      found[2] += (double) theirs.size() / runs;
    }
    System.out.printf(
        Locale.ROOT,
        "denialscope, %d runs without drift, %.0f claims a day and payer: events in %.1f %%; reference: in %.1f %%, %.1f a run; %s%n",
        runs,
        aDay,
        found[0] * 100,
        found[1] * 100,
        found[2],
        which);
    return found;
  }

  @Test
  @Tag("proof")
  void withoutDriftFewRunsHaveAnEvent() {
    assertThat(quiet(200, 15)[0]).isLessThanOrEqualTo(0.05 + 0.03);
  }

  // ---- something happens

  private static boolean finds(Detection detection, String metric, String... values) {
    return detection.events().stream()
        .anyMatch(
            event ->
                event.metricId().equals(metric)
                    && event.segment().values().equals(Arrays.asList(values)));
  }

  private static Verdict quiet(long seed, double aDay, Metric metric, String... values) {
    return detect(1000 + seed, aDay, Change.NONE).verdicts().stream()
        .filter(
            verdict ->
                verdict.metric().equals(metric)
                    && verdict.segment().values().equals(Arrays.asList(values)))
        .findFirst()
        .orElseThrow();
  }

  private static double promised(Verdict verdict) {
    return verdict.assessment().minimumDetectable().orElseThrow();
  }

  /** What the definition promises to find with 80 %, as a factor on the denials of one reason. */
  private static double promised(double aDay) {
    return IntStream.rangeClosed(1, 20)
        .mapToObj(seed -> quiet(seed, aDay, ClaimMetrics.DENIALS, "Aetna", COMMON))
        .mapToDouble(verdict -> promised(verdict) / verdict.evidence().baselineValue())
        .average()
        .orElseThrow();
  }

  @Test
  @Tag("proof")
  void whatIsPromisedOfANewReasonIsFound() {
    int aDay = 60;
    double share =
        IntStream.rangeClosed(1, 20)
            .mapToDouble(
                seed -> promised(quiet(seed, aDay, ClaimMetrics.NEW_DENIAL_REASON, "Aetna")))
            .average()
            .orElseThrow();
    int runs = 200;
    long found =
        IntStream.rangeClosed(1, runs)
            .filter(
                seed ->
                    finds(
                        detect(3000 + seed, aDay, new Change(7, 1, share, 1)),
                        "new-denial-reason",
                        "Aetna"))
            .count();
    System.out.printf(
        Locale.ROOT,
        "denialscope, %d claims a day: a new reason of %.1f %% of the denials, as promised, found in %d of %d%n",
        aDay,
        share * 100,
        found,
        runs);
    assertThat((double) found / runs).isBetween(0.7, 0.9);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 30})
  @Tag("proof")
  void whatIsPromisedIsFound(int aDay) {
    double change = promised(aDay);
    int runs = 200;
    int found = 0;
    for (int seed = 1; seed <= runs; seed++) {
      Change more = new Change(30 + 7, 1 + change, 0, 1);
      found += finds(detect(2000 + seed, aDay, more), "denials", "Aetna", COMMON) ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "denialscope, %d claims a day: denials of a reason %.0f %% more, as promised, found in %d of %d%n",
        aDay,
        change * 100,
        found,
        runs);
    assertThat((double) found / runs).isBetween(0.7, 0.9);
  }

  @Test
  void aNewReasonIsFoundAndNamed() {
    Detection detection = detect(1, 20, new Change(7, 1, 0.5, 1));
    DriftEvent event =
        detection.events().stream()
            .filter(e -> e.metricId().equals("new-denial-reason"))
            .findFirst()
            .orElseThrow();
    assertThat(event.segment().values()).containsExactly("Aetna");
    assertThat(event.evidence().notes().get(0)).startsWith("CO-999 is new: ");
    assertThat(finds(detect(1, 20, Change.NONE), "new-denial-reason", "Aetna")).isFalse();
  }

  @Test
  void aReasonThatIsGivenFourTimesAsOftenIsFoundOfItselfOfThePayerAndInTheMix() {
    Detection detection = detect(2, 60, new Change(37, 4, 0, 1));
    assertThat(finds(detection, "denials", "Aetna", COMMON)).isTrue();
    assertThat(finds(detection, "denials", "Aetna")).isTrue();
    assertThat(finds(detection, "denial-reasons", "Aetna")).isTrue();
    assertThat(finds(detection, "denials", "Aetna", "CO-45")).isFalse();
    assertThat(finds(detection, "denials", "Cigna")).isFalse();
  }

  @Test
  void amountsThatDoubleAreFound() {
    Detection detection = detect(3, 30, new Change(37, 1, 0, 2.5));
    assertThat(finds(detection, "denied-amount", "Aetna")).isTrue();
    assertThat(finds(detection, "denied-amount", "Cigna")).isFalse();
    assertThat(finds(detection, "denials", "Aetna")).isFalse();
  }
}
