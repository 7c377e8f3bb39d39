package io.drift4j;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that is said of a metric; a copy of it is changed before anybody sees it. */
final class MetricParts implements Cloneable {

  final Metric.Kind kind;
  final String id;
  final int version;
  final Measure measure;
  final Observation observation;
  Function<Reading, ? extends @Nullable String> category = Reading::outcome;
  String driftType;
  Summary summary;
  String unit;
  Direction direction = Direction.NEUTRAL;
  Threshold threshold;
  double fullSeverity;
  Lens lens = Lens.summary();
  ThresholdRule rule = ThresholdRule.standard();
  List<Lens> tested = List.of();
  List<Metric> companions = List.of();
  @Nullable Metric stake;
  @Nullable List<String> across;

  MetricParts(
      Metric.Kind kind,
      String id,
      int version,
      Measure measure,
      Observation observation,
      String unit,
      Threshold threshold,
      double fullSeverity) {
    this.kind = kind;
    this.id = Names.require("metric id", id);
    this.version = Names.requireVersion("metric " + id, version);
    this.measure = Objects.requireNonNull(measure, () -> "metric " + id + " has no measure");
    this.observation =
        Objects.requireNonNull(observation, () -> "metric " + id + " has no observation");
    requireOutcomes();
    this.driftType = id.toUpperCase(Locale.ROOT).replace('-', '_');
    this.summary = kind == Metric.Kind.TIME ? Summary.MEDIAN : Summary.MEAN;
    this.unit = unit;
    this.threshold = threshold;
    this.fullSeverity = fullSeverity;
  }

  /** A misspelt outcome would never occur, and the metric never move. */
  private void requireOutcomes() {
    Set<String> named = observation.named();
    boolean areKnown =
        measure.outcome() != null
            && (measure.outcomes().isEmpty() || measure.outcomes().containsAll(named));
    if (!named.isEmpty() && !areKnown) {
      throw new IllegalArgumentException(
          "metric "
              + id
              + " is of outcomes "
              + new TreeSet<>(named)
              + " and its measure knows "
              + measure.outcomes()
              + "; name them with withOutcome(field, outcomes)");
    }
  }

  MetricParts copy() {
    try {
      return (MetricParts) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
