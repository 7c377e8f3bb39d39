package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Comparison;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.Examination;
import io.drift4j.Lens;
import io.drift4j.Lookback;
import io.drift4j.Metric;
import io.drift4j.Verdict;
import io.drift4j.View;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code controlled()} with one thing done otherwise, to show what that thing is good for.
 *
 * @param usual the policy
 * @param findsClosedDays whether it looks for days on which nobody decides
 * @param history so many days before the current window its lenses see at most
 * @param alteration of what its lenses look at
 */
record AlteredPolicy(
    DriftPolicy usual, boolean findsClosedDays, int history, UnaryOperator<Comparison> alteration)
    implements DriftPolicy {

  @Override
  public String id() {
    return "altered";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<View> views(Metric metric, Lookback lookback) {
    return usual.views(metric, lookback).stream()
        .map(view -> new View(view.name(), view.lookback(), new Altered(view.lens())))
        .toList();
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return usual.judge(examinations);
  }

  /** A lens that sees something else. */
  private final class Altered implements Lens {

    private final Lens lens;

    Altered(Lens lens) {
      this.lens = lens;
    }

    @Override
    public String id() {
      return lens.id();
    }

    @Override
    public int lagDays() {
      return lens.lagDays();
    }

    @Override
    public int historyDays() {
      return Math.min(history, lens.historyDays());
    }

    @Override
    public boolean seesOpen() {
      return lens.seesOpen();
    }

    @Override
    public Evidence look(Comparison comparison) {
      return lens.look(alteration.apply(comparison));
    }
  }
}
