package io.drift4j.examples.quickstart;

import io.drift4j.Definition;
import io.drift4j.DriftPolicy;
import io.drift4j.Examination;
import io.drift4j.Lookback;
import io.drift4j.Metric;
import io.drift4j.Verdict;
import io.drift4j.View;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * A policy without hindsight: by the rules of one that has it, on what was known on the morning of
 * the as-of day. A night of the past would have told that, and nothing that came later.
 *
 * @param rules the policy
 */
record AsKnown(DriftPolicy rules) implements DriftPolicy {

  /** A definition as its nights were; one that looks at what is known late stays as it is. */
  static Definition of(Definition definition) {
    DriftPolicy rules = definition.policy();
    boolean leads =
        definition.metrics().stream()
            .flatMap(metric -> rules.views(metric, definition.lookback()).stream())
            .anyMatch(view -> view.lens().lagDays() < 0);
    return rules.hasHindsight() && !leads ? definition.withPolicy(new AsKnown(rules)) : definition;
  }

  @Override
  public String id() {
    return rules.id();
  }

  @Override
  public int version() {
    return rules.version();
  }

  @Override
  public SortedMap<String, String> settings() {
    return rules.settings();
  }

  @Override
  public List<View> views(Metric metric, Lookback lookback) {
    return rules.views(metric, lookback);
  }

  @Override
  public boolean findsClosedDays() {
    return rules.findsClosedDays();
  }

  @Override
  public OptionalDouble leastThatMatters(Metric metric, double baseline) {
    return rules.leastThatMatters(metric, baseline);
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return rules.judge(examinations);
  }
}
