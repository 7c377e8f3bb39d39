package io.drift4j.examples.quickstart;

import io.drift4j.Definition;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.claims.ClaimDefinitions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is compared: the options that change a definition. */
final class Settings {

  @Option(
      names = "--definition",
      paramLabel = "NAME",
      defaultValue = "payer-drift",
      description = "payer-drift (default)")
  private String definition = "payer-drift";

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "thresholds",
      description = "thresholds (default)")
  private String policy = "thresholds";

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
      description = "least number of decided claims in each window")
  private @Nullable Integer minVolume;

  /** The definition that was asked for. */
  Definition definition() {
    Definition base = named(definition);
    return base.withLookback(lookback(base.lookback())).withPolicy(policy());
  }

  private static Definition named(String name) {
    if (name.equals("payer-drift")) {
      return ClaimDefinitions.payerDrift();
    }
    throw new UsageException("--definition " + name + " is not known; known is payer-drift");
  }

  private DriftPolicy policy() {
    if (!policy.equals("thresholds")) {
      throw new UsageException("--policy " + policy + " is not known; known is thresholds");
    }
    Integer least = minVolume;
    return least == null
        ? DriftPolicy.thresholds()
        : checked("--min-volume", () -> DriftPolicy.thresholds().withMinimumVolume(least));
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
