package io.drift4j;

import io.drift4j.stats.FalseCoverageInterval;
import io.drift4j.stats.Interval;
import io.drift4j.stats.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a {@link ControlledPolicy} says of a run: streams, their family, a verdict on each. */
final class ControlledJudgement {

  private static final double LOG_CONFIRMS = StrictMath.log(0.05);

  /** Of the interval that shows that there is no change that matters. */
  private static final double EQUIVALENCE_LEVEL = 0.9;

  private final ControlledSettings settings;
  private final List<Stream> streams;
  private final Family family;

  ControlledJudgement(ControlledSettings settings, List<Examination> examinations) {
    this.settings = settings;
    this.streams = examinations.stream().map(seen -> new Stream(settings, seen)).toList();
    this.family = Family.of(settings, streams.stream().filter(Stream::isTested).toList());
  }

  List<Verdict> verdicts() {
    return streams.stream().map(this::verdict).toList();
  }

  private Verdict verdict(Stream stream) {
    return stream.isTested()
        ? tested(stream)
        : Verdict.skipped(stream.examination(), stream.skippedBecause());
  }

  private Verdict tested(Stream stream) {
    Evidence leading = stream.leading();
    Decision decision = decision(stream);
    Assessment.Builder assessment =
        Assessment.builder()
            .severity(stream.metric().severity(leading.delta()))
            .volumeScore(volumeScore(leading))
            .adjustedPValue(family.adjustedPValue(stream))
            .family(family.name(stream), family.size(stream))
            .confirmedBy(decision == Decision.DRIFT ? confirming(stream) : List.of());
    interval(stream, decision).forEach(interval -> assess(assessment, stream, interval, decision));
    detectable(stream).ifPresent(assessment::minimumDetectable);
    if (decision == Decision.EQUIVALENT) {
      equivalent(stream).map(stream::margin).ifPresent(assessment::margin);
    }
    stake(assessment, stream);
    return Verdict.of(stream.examination(), decision, leading).assessed(assessment.build()).build();
  }

  private Decision decision(Stream stream) {
    if (family.isRejected(stream)) {
      return Decision.DRIFT;
    }
    return equivalent(stream).isPresent() ? Decision.EQUIVALENT : Decision.INCONCLUSIVE;
  }

  /** By all views that see every record, and not by the hazard of the newest. */
  private static Optional<Evidence> equivalent(Stream stream) {
    List<Evidence> mature = stream.mature();
    return mature.stream().allMatch(seen -> isEquivalent(stream, seen))
        ? mature.stream().findFirst()
        : Optional.empty();
  }

  private static boolean isEquivalent(Stream stream, Evidence evidence) {
    double margin = stream.margin(evidence);
    return Double.isFinite(margin)
        && Math.abs(evidence.delta()) <= margin
        && stream.isAlikeElsewhere(evidence)
        && evidence
            .intervalAt(EQUIVALENCE_LEVEL)
            .filter(interval -> interval.isWithin(margin))
            .isPresent();
  }

  private double volumeScore(Evidence evidence) {
    return settings.volumeScore(evidence);
  }

  /** Views of the same direction that would not be chance by themselves. */
  private List<String> confirming(Stream stream) {
    List<String> views = new ArrayList<>();
    for (Evidence evidence : stream.candidates()) {
      if (!evidence.view().equals(stream.leading().view())
          && stream.logP(evidence) <= LOG_CONFIRMS
          && evidence.delta() * stream.leading().delta() > 0) {
        views.add(evidence.view());
      }
    }
    return views;
  }

  /** Of an event the one that allows for its selection. */
  private List<Interval> interval(Stream stream, Decision decision) {
    double level =
        decision == Decision.DRIFT
            ? FalseCoverageInterval.level(settings.level(), family.rejected(), family.streams())
            : Evidence.LEVEL;
    return stream.leading().intervalAt(level).stream().toList();
  }

  private static void assess(
      Assessment.Builder assessment, Stream stream, Interval interval, Decision decision) {
    double nearest =
        interval.contains(0) ? 0 : Math.min(Math.abs(interval.low()), Math.abs(interval.high()));
    assessment.severityLow(stream.metric().severity(nearest));
    if (decision == Decision.DRIFT) {
      assessment.adjustedInterval(interval);
    }
  }

  /**
   * By the view that sees the smallest change, as if it alone saw it, of which the combination
   * wants more (Simes).
   */
  private OptionalDouble detectable(Stream stream) {
    double level = Math.min(0.5, family.levelOfOne() / stream.candidates().size());
    Power power = Power.withDefaults().withAlpha(level);
    return stream.candidates().stream()
        .flatMapToDouble(seen -> detectable(stream, seen, power).stream())
        .min();
  }

  /** In the direction that is harder to see, if both are bad news. */
  private static OptionalDouble detectable(Stream stream, Evidence seen, Power power) {
    return seen.foresight(stream.metric().direction()).stream()
        .mapToDouble(change -> change.smallest(power, stream::isMaterial))
        .filter(change -> change > 0 && Double.isFinite(change))
        .max();
  }

  /** How many records and how much money the change of a stream concerns. */
  static void stake(Assessment.Builder assessment, Stream stream) {
    Evidence leading = stream.leading();
    double records = records(stream);
    assessment.recordsAtStake(records);
    if (stream.metric().kind() == Metric.Kind.AMOUNT) {
      double of = leading.figure(Figure.AMOUNT_BELOW).orElse((double) leading.currentSize());
      assessment.moneyAtStake(Math.round(Math.abs(leading.delta()) * of));
    } else {
      leading
          .figure(Figure.AMOUNT_A_RECORD)
          .ifPresent(of -> assessment.moneyAtStake(Math.round(records * of)));
    }
  }

  /** Of a share those by which it changed, of counts those that are too many or missing. */
  private static double records(Stream stream) {
    Evidence leading = stream.leading();
    return switch (stream.metric().kind()) {
      case PROPORTION, CATEGORY -> Math.abs(leading.delta()) * leading.currentSize();
      case COUNT ->
          Math.abs(
              leading.figure(Figure.OBSERVED).orElse((double) leading.currentSize())
                  - leading.figure(Figure.EXPECTED).orElse(0));
      case TIME, AMOUNT -> leading.currentSize();
    };
  }
}
