package io.drift4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** A policy whose lenses show a test what they see, and which decides nothing. */
final class Looking implements DriftPolicy {

  private final Consumer<Comparison> eye;
  private final boolean hindsight;
  private final List<View> views = new ArrayList<>();

  private Looking(Consumer<Comparison> eye, boolean hindsight) {
    this.eye = eye;
    this.hindsight = hindsight;
  }

  /** Sees what was known on the as-of day. */
  static Looking with(Consumer<Comparison> eye) {
    return new Looking(eye, false);
  }

  /** Sees what is known by now. */
  static Looking backWith(Consumer<Comparison> eye) {
    return new Looking(eye, true);
  }

  /** Looks at these windows too, instead of those of the definition. */
  Looking at(String name, Lookback lookback, int lagDays) {
    views.add(new View(name, lookback, new Eye(eye, lagDays)));
    return this;
  }

  private record Eye(Consumer<Comparison> eye, int lagDays) implements Lens {

    @Override
    public String id() {
      return "eye";
    }

    @Override
    public Evidence look(Comparison comparison) {
      eye.accept(comparison);
      return Evidence.of(comparison).undecided("only looked at").build();
    }
  }

  @Override
  public String id() {
    return "looking";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  @Override
  public boolean hasHindsight() {
    return hindsight;
  }

  @Override
  public List<View> views(Metric metric, Lookback lookback) {
    return views.isEmpty() ? List.of(new View("window", lookback, new Eye(eye, 0))) : views;
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return examinations.stream().map(e -> Verdict.skipped(e, "only looked at")).toList();
  }
}
