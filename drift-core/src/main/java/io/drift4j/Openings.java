package io.drift4j;

import io.drift4j.stats.Adjustment;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which streams open in a night, of those that have no open episode. */
final class Openings {

  private final MonitoredSettings rules;
  private final ControlledSettings eyes;
  private final List<Examination> examinations;
  private final IdentityHashMap<Examination, Watched> streams = new IdentityHashMap<>();
  private final List<Examination> tested;
  private final Hints hints;
  private final Set<Examination> opened = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A stream with ln of its chance in a year. */
  private record Watched(Stream stream, double logChance) {}

  Openings(MonitoredPolicy policy, List<Examination> examinations) {
    this.rules = policy.rules();
    this.eyes = policy.eyes().rules();
    this.examinations = examinations;
    for (Examination seen : examinations) {
      Stream stream = new Stream(eyes, policy.watched(seen));
      double logP = stream.isTested() ? stream.logP(stream.leading()) : 0;
      streams.put(seen, new Watched(stream, policy.logChanceInAYear(seen.metric(), logP)));
    }
    this.tested = examinations.stream().filter(seen -> stream(seen).isTested()).toList();
    this.hints =
        policy.hints(
            examinations.stream()
                .filter(seen -> !stream(seen).isTested() && policy.isHinted(seen))
                .toList());
    open();
  }

  private void open() {
    double[] chances = tested.stream().mapToDouble(seen -> watched(seen).logChance).toArray();
    double[] compared =
        rules.isByBudget() ? chances : Adjustment.BENJAMINI_HOCHBERG.adjust(chances);
    double level = StrictMath.log(rules.levelOf(tested.size()));
    for (int i = 0; i < compared.length; i++) {
      if (chances[i] < 0 && compared[i] <= level) {
        opened.add(tested.get(i));
      }
    }
  }

  private Watched watched(Examination seen) {
    return Objects.requireNonNull(streams.get(seen));
  }

  Stream stream(Examination seen) {
    return watched(seen).stream;
  }

  boolean isOpened(Examination seen) {
    return opened.contains(seen);
  }

  /** How many streams there was anything to tell of. */
  int tested() {
    return tested.size();
  }

  /** ln of the largest chance in a year at which a stream opens by itself. */
  double logLevel() {
    return StrictMath.log(rules.levelOf(tested.size()));
  }

  double chanceInAYear(Examination seen) {
    return StrictMath.exp(watched(seen).logChance);
  }

  List<Verdict> verdicts() {
    return examinations.stream().map(this::verdict).toList();
  }

  Verdict verdict(Examination seen) {
    Stream stream = stream(seen);
    if (!stream.isTested()) {
      return hints.of(seen).orElseGet(() -> Verdict.skipped(seen, stream.skippedBecause()));
    }
    Decision decision = isOpened(seen) ? Decision.DRIFT : Decision.INCONCLUSIVE;
    return Verdict.of(seen, decision, stream.leading()).assessed(assessment(seen)).build();
  }

  Assessment assessment(Examination seen) {
    Stream stream = stream(seen);
    Evidence leading = stream.leading();
    Assessment.Builder assessment =
        Assessment.builder()
            .severity(stream.metric().severity(leading.delta()))
            .volumeScore(eyes.volumeScore(leading))
            .adjustedPValue(chanceInAYear(seen))
            .family("year", Math.max(1, tested.size()));
    ControlledJudgement.stake(assessment, stream);
    return assessment.build();
  }
}
