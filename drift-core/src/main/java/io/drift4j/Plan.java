package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What several definitions want read of a customer together: the union of their days, dimensions
 * and measures.
 *
 * @param definitions the definitions, which all have hindsight or none, and to which the same is
 *     known by the same day
 * @param request what is read for them
 */
record Plan(List<Definition> definitions, CountRequest request) {

  Plan {
    if (!definitions.stream()
        .allMatch(one -> definitions.stream().allMatch(two -> canBeReadTogether(one, two)))) {
      throw new IllegalArgumentException("definitions that see other records are read apart");
    }
  }

  static Plan of(List<Definition> definitions, Run run) {
    Set<String> dimensions = new LinkedHashSet<>();
    Set<Measure> measures = new LinkedHashSet<>();
    List<Window> windows = new ArrayList<>();
    for (Definition definition : definitions) {
      dimensions.addAll(definition.fieldsOf(definition.dimensions()));
      measures.addAll(definition.measures());
      windows.addAll(windows(definition, run.asOf()));
    }
    definitions.forEach(definition -> dimensions.addAll(definition.fieldsOf(definition.strata())));
    return new Plan(
        definitions,
        new CountRequest(
            run.customer(),
            merged(windows),
            run.asOf(),
            definitions.get(0).policy().hasHindsight(),
            List.copyOf(dimensions),
            List.copyOf(measures),
            knownBy(definitions)));
  }

  /** Nothing that is known by now is lost with hindsight. */
  private static SortedMap<String, String> knownBy(List<Definition> definitions) {
    SortedMap<String, String> knownBy = new TreeMap<>();
    if (!definitions.get(0).policy().hasHindsight()) {
      definitions.forEach(definition -> knownBy.putAll(definition.knownBy()));
    }
    return knownBy;
  }

  /** Whether they want the same known at the same day, so that one read serves both. */
  static boolean canBeReadTogether(Definition one, Definition other) {
    boolean hindsight = one.policy().hasHindsight();
    return hindsight == other.policy().hasHindsight() && (hindsight || agree(one, other));
  }

  private static boolean agree(Definition one, Definition other) {
    return other.segmentFields().stream()
        .allMatch(
            field ->
                !one.segmentFields().contains(field)
                    || Objects.equals(one.knownBy().get(field), other.knownBy().get(field)));
  }

  /** Those of the definition and of every view of its policy. */
  private static List<Window> windows(Definition definition, LocalDate asOf) {
    Stream<Window> ofViews =
        definition.metrics().stream()
            .flatMap(metric -> definition.views(metric).stream())
            .flatMap(view -> allWindows(view, asOf).stream());
    Stream<Window> ofStreams =
        special(definition).stream().flatMap(view -> allWindows(view, asOf).stream());
    return Stream.of(definition.lookback().windows(asOf).windows().stream(), ofViews, ofStreams)
        .flatMap(Function.identity())
        .toList();
  }

  /** Views that single streams have. */
  private static List<View> special(Definition definition) {
    return definition.policy() instanceof StreamViews streams ? streams.special() : List.of();
  }

  /** All days that a run of a definition reads, and what lies between them. */
  static Window span(Definition definition, LocalDate asOf) {
    List<Window> windows = merged(windows(definition, asOf));
    return new Window(
        windows.get(0).startInclusive(), windows.get(windows.size() - 1).endExclusive());
  }

  static WindowPair windows(View view, LocalDate asOf) {
    return view.lookback().windows(asOf.minusDays(view.lens().lagDays()));
  }

  /**
   * What came before the current window, as far back as the lens or the baseline goes. Where the
   * lens wants nothing but the baseline, days between the two are no part of it: those of a change
   * would be taken for how much days differ by themselves.
   */
  static Window history(View view, LocalDate asOf) {
    WindowPair windows = windows(view, asOf);
    if (view.lens().historyDays() == 0) {
      return windows.baseline();
    }
    LocalDate end = windows.current().startInclusive();
    LocalDate wanted = end.minusDays(view.lens().historyDays());
    LocalDate baseline = windows.baseline().startInclusive();
    return new Window(wanted.isBefore(baseline) ? wanted : baseline, end);
  }

  /** Those of the comparison, and what the lens wants to see besides. */
  static List<Window> allWindows(View view, LocalDate asOf) {
    WindowPair pair = windows(view, asOf);
    return view.lens().historyDays() > 0
        ? List.of(history(view, asOf), pair.baseline(), pair.current())
        : pair.windows();
  }

  /** In order, and put together where they touch or overlap. */
  private static List<Window> merged(List<Window> windows) {
    List<Window> merged = new ArrayList<>();
    windows.stream()
        .sorted(Comparator.comparing(Window::startInclusive))
        .forEach(window -> merge(merged, window));
    return merged;
  }

  private static void merge(List<Window> merged, Window window) {
    int last = merged.size() - 1;
    if (last < 0 || window.startInclusive().isAfter(merged.get(last).endExclusive())) {
      merged.add(window);
    } else if (window.endExclusive().isAfter(merged.get(last).endExclusive())) {
      merged.set(last, new Window(merged.get(last).startInclusive(), window.endExclusive()));
    }
  }
}
