package io.drift4j.export;

import io.drift4j.Assessment;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.Run;
import io.drift4j.Segment;
import io.drift4j.Series;
import io.drift4j.Trend;
import io.drift4j.Window;
import io.drift4j.WindowPair;
import io.drift4j.stats.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Events as a repository reads them back. */
final class SomeEvents {

  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final WindowPair WINDOWS =
      new WindowPair(
          new Window(LocalDate.of(2025, 10, 3), LocalDate.of(2026, 1, 1)),
          new Window(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 15)));

  private SomeEvents() {}

  /** Of which everything is known that can be. */
  static DriftEvent full() {
    return full("acme", "{\"gap-days\":\"7\"}", "a note", segment("payer", "Aetna"));
  }

  static DriftEvent full(String customer, String settings, String note, Segment segment) {
    Evidence evidence =
        Evidence.of("by-30", WINDOWS)
            .values(0.1 + 0.2, 2.2250738585072014E-308)
            .sizes(Long.MAX_VALUE, 45)
            .open(3, 21)
            .test("log-rank", -2000.5)
            .interval(-1 / 3.0, 5.684341886080802E-14)
            .effect("risk-ratio", 1e23)
            .dispersion(1.2)
            .horizon(30)
            .standardError(Double.MIN_VALUE)
            .figure("decided-baseline", 0.75)
            .figure("expected", 12)
            .note(note)
            .note("a second, \"quoted\"")
            .series(
                Series.ofDays(LocalDate.of(2025, 10, 1), 7)
                    .with("events", 1, -2)
                    .with("of", 10, 20.5))
            .build();
    return event(customer, settings, segment, evidence).assessed(everything()).build();
  }

  private static Assessment everything() {
    return Assessment.builder()
        .severity(0.4)
        .severityLow(0.1)
        .volumeScore(0.5)
        .adjustedPValue(0.02)
        .adjustedInterval(new Interval(0.1, 1 / 3.0, 0.995))
        .family("run", 160)
        .minimumDetectable(0.05)
        .margin(0.02)
        .recordsAtStake(9.5)
        .moneyAtStake(-9_007_199_254_740_993L)
        .confirmedBy(List.of("by-60", "fast"))
        .build();
  }

  /** Of which as little is known as can be. */
  static DriftEvent bare(Segment segment) {
    Evidence evidence = Evidence.of("own", WINDOWS).values(0, 1).build();
    return event("acme", "{}", segment, evidence).build();
  }

  private static DriftEvent.Builder event(
      String customer, String settings, Segment segment, Evidence evidence) {
    LocalDate asOf = WINDOWS.current().endExclusive();
    Run run =
        new Run(KEY, customer, "own-drift", 3, "own", 2, "claims", KEY, 4, asOf, settings, "0.1.0");
    return DriftEvent.found(KEY, run, segment, evidence)
        .metric("denial-rate", 5, "DENIAL_RATE")
        .unit("share")
        .trend(Trend.DEGRADING);
  }

  /** Of names and values, in turn. */
  static Segment segment(String... parts) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < parts.length; i += 2) {
      names.add(parts[i]);
      values.add(parts[i + 1]);
    }
    return Segment.of(names, values);
  }
}
