package io.drift4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of what was seen in a run, held to its contract: one verdict on each, in
 * order.
 */
final class Judgement {

  private final DriftPolicy policy;

  private Judgement(DriftPolicy policy) {
    this.policy = policy;
  }

  static List<Verdict> of(DriftPolicy policy, List<Examination> examinations) {
    return new Judgement(policy).of(examinations);
  }

  /** The views of a metric, as the policy says them. */
  static List<View> views(DriftPolicy policy, Metric metric, Lookback lookback) {
    Judgement judgement = new Judgement(policy);
    List<View> views = judgement.held(() -> policy.views(metric, lookback));
    if (views == null
        || views.isEmpty()
        || views.stream().anyMatch(Objects::isNull)
        || views.stream().map(View::name).distinct().count() < views.size()) {
      throw judgement.broken(
          "wants the views %s of metric %s; its views method must give one or more, with distinct names",
          views, metric);
    }
    views.forEach(judgement::requireReach);
    return views;
  }

  /** A lens leads by a day at most, and only where what is known late is told too. */
  private void requireReach(View view) {
    boolean leads = view.lens().lagDays() == -1 && policy.hasHindsight();
    if (!leads && !isReach(view.lens().lagDays())) {
      throw broken(
          "has a view %s whose lens %s lags %d days; its lagDays must give 0 or more, and no more than a hundred years",
          view.name(), view.lens().id(), view.lens().lagDays());
    }
    if (!isReach(view.lens().historyDays())) {
      throw broken(
          "has a view %s whose lens %s wants a history of %d days; its historyDays must give 0 or more, and no more than a hundred years",
          view.name(), view.lens().id(), view.lens().historyDays());
    }
  }

  private static boolean isReach(int days) {
    return days >= 0 && days <= Lookback.LONGEST;
  }

  private List<Verdict> of(List<Examination> examinations) {
    List<Verdict> verdicts = judged(examinations);
    if (verdicts == null || verdicts.size() != examinations.size()) {
      throw broken(
          "gave %s verdicts on %d examinations; its judge method must give one on each, in their order",
          verdicts == null ? "no list of" : verdicts.size(), examinations.size());
    }
    for (int i = 0; i < examinations.size(); i++) {
      requireOn(examinations.get(i), verdicts.get(i));
    }
    return verdicts;
  }

  private @Nullable List<Verdict> judged(List<Examination> examinations) {
    return held(() -> policy.judge(new ArrayList<>(examinations))); // its own, to sort or shorten
  }

  private <T> @Nullable List<T> held(Supplier<@Nullable List<T>> said) {
    try {
      return said.get();
    } catch (DriftException e) {
      throw e;
    } catch (RuntimeException e) {
      DriftException ours = broken("failed: %s", e);
      ours.initCause(e);
      throw ours;
    }
  }

  /** It must be the same object: what else a policy makes up was not seen. */
  @SuppressWarnings("ReferenceEquality")
  private void requireOn(Examination expected, @Nullable Verdict verdict) {
    Examination judged = verdict == null ? null : verdict.examination();
    if (expected.equals(judged) && judged != expected) {
      throw broken(
          "gave a verdict on a copy of %s; its judge method must give one on the examination itself",
          expected);
    }
    if (judged != expected) {
      throw broken(
          "gave %s where a verdict on %s was due; its judge method must give one on each examination, in their order",
          judged == null ? "null" : "a verdict on " + judged, expected);
    }
  }

  private DriftException broken(String how, @Nullable Object... arguments) {
    return new DriftException(
        String.format(
            Locale.ROOT,
            "policy %s/%d (%s) %s",
            policy.id(),
            policy.version(),
            policy.getClass().getName(),
            String.format(Locale.ROOT, how, arguments)));
  }
}
