package io.drift4j.examples.quickstart;

import io.drift4j.ControlledPolicy;
import io.drift4j.Definition;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.ThresholdPolicy;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is compared: the options that change a definition. */
final class Settings {

  @Option(
      names = "--definition",
      paramLabel = "NAME",
      defaultValue = "payer-drift",
      description = "one of ${COMPLETION-CANDIDATES}; payer-drift unless told otherwise",
      completionCandidates = Presets.class)
  private String definition = "payer-drift";

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "controlled",
      description =
          "controlled (default): changes that matter and are not chance; monitored: for every night,"
              + " each change once; thresholds: the rules of the reference, which do not ask about"
              + " chance")
  private String policy = "controlled";

  @Option(
      names = "--baseline-days",
      paramLabel = "N",
      description = "length of the baseline window")
  private @Nullable Integer baselineDays;

  @Option(names = "--current-days", paramLabel = "N", description = "length of the current window")
  private @Nullable Integer currentDays;

  @Option(
      names = "--min-volume",
      paramLabel = "N",
      description =
          "least number of claims in each window: of those submitted; under thresholds of those"
              + " decided")
  private @Nullable Integer minVolume;

  /** The definition that was asked for. */
  Definition definition() {
    return under(policy);
  }

  /** Whether nothing else was asked for. */
  boolean areUsual() {
    return definition.equals("payer-drift")
        && policy.equals("controlled")
        && baselineDays == null
        && currentDays == null
        && minVolume == null;
  }

  /** The definition under the policies that were not asked for and tell of every night anew. */
  List<Definition> alternatives() {
    return Stream.of("thresholds", "controlled")
        .filter(other -> !other.equals(policy))
        .filter(other -> !other.equals("thresholds") || Presets.isOfTheReference(definition))
        .map(this::under)
        .toList();
  }

  private Definition under(String name) {
    Definition base = checked("--min-volume", () -> Presets.named(definition, name, minVolume));
    Definition judged =
        base.withLookback(lookback(base.lookback())).withPolicy(policy(base.policy()));
    return name.equals("monitored") ? monitored(judged) : judged;
  }

  /** Every sound definition is judged by controlled(), whose eyes it keeps. */
  private Definition monitored(Definition judged) {
    if (baselineDays != null || currentDays != null) {
      throw new UsageException(
          "--baseline-days, --current-days: monitored has windows of its own, of 14 to 112 days"
              + " against a year; leave the options out");
    }
    return judged.withPolicy(DriftPolicy.monitored().lookingAs((ControlledPolicy) judged.policy()));
  }

  private DriftPolicy policy(DriftPolicy usual) {
    if (usual instanceof ThresholdPolicy thresholds) {
      return atLeast(thresholds, ThresholdPolicy::withMinimumVolume);
    }
    return usual instanceof ControlledPolicy controlled
        ? atLeast(controlled, ControlledPolicy::withMinimumVolume)
        : usual;
  }

  private <P extends DriftPolicy> P atLeast(P usual, BiFunction<P, Integer, P> withMinimumVolume) {
    Integer least = minVolume;
    return least == null
        ? usual
        : checked("--min-volume", () -> withMinimumVolume.apply(usual, least));
  }

  private Lookback lookback(Lookback usual) {
    int baseline = baselineDays == null ? usual.baselineDays() : baselineDays;
    int current = currentDays == null ? usual.currentDays() : currentDays;
    return checked(
        "--baseline-days, --current-days", () -> new Lookback(baseline, current, usual.gapDays()));
  }

  private static <T> T checked(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }
}
