package io.drift4j;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a metric is told in the settings of a run: all by which another one may judge otherwise. */
final class MetricSettings {

  private MetricSettings() {}

  static Map<String, String> of(MetricParts parts) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("summary", parts.summary.name());
    settings.put("direction", parts.direction.name());
    settings.put("threshold-absolute", Double.toHexString(parts.threshold.absolute()));
    settings.put("threshold-relative", Double.toHexString(parts.threshold.relative()));
    settings.put("full-severity", Double.toHexString(parts.fullSeverity));
    settings.put("drift-type", parts.driftType);
    words(parts, settings);
    return settings;
  }

  /** What most metrics do not say. */
  private static void words(MetricParts parts, Map<String, String> settings) {
    if (!parts.lens.equals(Lens.summary())) {
      settings.put("lens", Metric.name(parts.lens));
    }
    if (!parts.rule.id().equals(ThresholdRule.standard().id())) {
      settings.put("rule", parts.rule.id());
    }
    put(settings, "tested-through", parts.tested.stream().map(Metric::name).toList());
    put(settings, "companions", parts.companions.stream().map(MetricSettings::beside).toList());
    Metric stake = parts.stake;
    put(settings, "stake", stake == null ? List.of() : List.of(stake.toString()));
  }

  private static String beside(Metric metric) {
    List<String> across = metric.readAcross();
    return across == null ? metric.toString() : metric + " across " + across;
  }

  private static void put(Map<String, String> settings, String name, List<String> words) {
    if (!words.isEmpty()) {
      settings.put(name, String.join(",", words));
    }
  }
}
