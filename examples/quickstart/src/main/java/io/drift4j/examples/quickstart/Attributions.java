package io.drift4j.examples.quickstart;

import io.drift4j.Attribution;
import io.drift4j.Evidence;
import io.drift4j.RecordedVerdict;
import io.drift4j.WindowPair;
import io.drift4j.stats.RateMixDecomposition.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the change of a payer as a whole comes from: its groups, or how many claims each has. */
final class Attributions {

  /** Fewer standard errors than this are left to chance. */
  private static final double SURPRISING = 3;

  private Attributions() {}

  /** Of each metric and payer, where it can be told. */
  static List<Attribution> of(List<RecordedVerdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.segment().dimensions().contains("payer"))
        .map(RecordedVerdict::metricId)
        .distinct()
        .flatMap(metricId -> of(verdicts, metricId))
        .filter(Attribution::hasParts)
        .toList();
  }

  private static Stream<Attribution> of(List<RecordedVerdict> verdicts, String metricId) {
    return comparable(verdicts.stream().filter(one -> one.metricId().equals(metricId)).toList())
        .values()
        .stream()
        .flatMap(alike -> Attribution.by(alike, metricId, "payer").stream());
  }

  /**
   * By their windows, those of payers all of whose segments have the same: under monitored() a
   * segment that has changed is compared with the days before that, which the others are not.
   */
  private static Map<Set<List<WindowPair>>, List<RecordedVerdict>> comparable(
      List<RecordedVerdict> verdicts) {
    Map<Optional<String>, List<RecordedVerdict>> byPayer =
        verdicts.stream()
            .filter(verdict -> verdict.segment().dimensions().contains("payer"))
            .collect(
                Collectors.groupingBy(
                    verdict -> Optional.ofNullable(verdict.segment().value("payer")),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Map<Set<List<WindowPair>>, List<RecordedVerdict>> byWindows = new LinkedHashMap<>();
    for (List<RecordedVerdict> ofPayer : byPayer.values()) {
      Set<List<WindowPair>> windows = windows(ofPayer);
      if (windows.size() <= 1) {
        byWindows.computeIfAbsent(windows, first -> new ArrayList<>()).addAll(ofPayer);
      }
    }
    return byWindows;
  }

  private static Set<List<WindowPair>> windows(List<RecordedVerdict> verdicts) {
    return verdicts.stream()
        .map(verdict -> verdict.evidence().stream().map(Evidence::windows).toList())
        .filter(windows -> !windows.isEmpty())
        .collect(Collectors.toSet());
  }

  /** What is worth reading: payers of several groups that have changed by more than chance. */
  static List<String> lines(List<RecordedVerdict> verdicts) {
    return of(verdicts).stream()
        .filter(attribution -> attribution.contributions().size() > 1)
        .filter(attribution -> isSurprising(attribution.total()))
        .flatMap(attribution -> attribution.lines().stream())
        .toList();
  }

  private static boolean isSurprising(Effect total) {
    return Math.abs(total.value()) > SURPRISING * total.standardError();
  }
}
