package io.drift4j.examples.quickstart;

import io.drift4j.Definition;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.reference.ReferenceDefinitions;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The definitions by their names, sound and as the reference computes them. */
final class Presets implements Iterable<String> {

  private static final List<Preset> ALL =
      List.of(
          new Preset(ClaimDefinitions::payerDrift, ReferenceDefinitions::payerDrift),
          new Preset(
              ClaimDefinitions::behavioralPrediction, ReferenceDefinitions::behavioralPrediction),
          new Preset(ClaimDefinitions::driftwatch, ReferenceDefinitions::driftwatch),
          new Preset(
              ClaimDefinitions::delayguard,
              ReferenceDefinitions::delayguard,
              ReferenceDefinitions::delayguard),
          new Preset(
              ClaimDefinitions::paymentTimingTrend, ReferenceDefinitions::paymentTimingTrend),
          new Preset(ClaimDefinitions::denialscope, ReferenceDefinitions::denialscope),
          new Preset(ClaimDefinitions::payerScorecard, null));

  /**
   * A definition under either policy; the reference need not have it, and may compute more of it
   * from the minimum volume than its policy does.
   */
  private record Preset(
      Supplier<Definition> sound,
      @Nullable Supplier<Definition> ofTheReference,
      @Nullable IntFunction<Definition> ofVolume) {

    Preset(Supplier<Definition> sound, @Nullable Supplier<Definition> ofTheReference) {
      this(sound, ofTheReference, null);
    }

    String name() {
      return sound.get().id();
    }

    Definition under(String policy, @Nullable Integer minVolume) {
      return switch (policy) {
        case "controlled", "monitored" -> sound.get();
        case "thresholds" -> thresholds(minVolume);
        default ->
            throw new UsageException(
                "--policy "
                    + policy
                    + " is not known; known are controlled, monitored and thresholds");
      };
    }

    private Definition thresholds(@Nullable Integer minVolume) {
      if (ofTheReference == null) {
        throw new UsageException(
            "--policy thresholds: the reference has no " + name() + "; leave the option out");
      }
      return ofVolume == null || minVolume == null
          ? ofTheReference.get()
          : ofVolume.apply(minVolume);
    }
  }

  static Definition named(String name, String policy, @Nullable Integer minVolume) {
    return ALL.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name))
        .under(policy, minVolume);
  }

  /** Whether the reference has a definition of this name too. */
  static boolean isOfTheReference(String name) {
    return ALL.stream()
        .anyMatch(preset -> preset.name().equals(name) && preset.ofTheReference() != null);
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "--definition "
            + name
            + " is not known; known are "
            + ALL.stream().map(Preset::name).collect(Collectors.joining(", ")));
  }

  @Override
  public Iterator<String> iterator() {
    return ALL.stream().map(Preset::name).iterator();
  }
}
