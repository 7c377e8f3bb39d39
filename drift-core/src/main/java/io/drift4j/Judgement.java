package io.drift4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of a run's comparisons, held to its contract: one verdict on each, in order.
 */
final class Judgement {

  private final DriftPolicy policy;

  private Judgement(DriftPolicy policy) {
    this.policy = policy;
  }

  static List<Verdict> of(DriftPolicy policy, List<Comparison> comparisons) {
    return new Judgement(policy).of(comparisons);
  }

  private List<Verdict> of(List<Comparison> comparisons) {
    List<Verdict> verdicts = judged(comparisons);
    if (verdicts == null || verdicts.size() != comparisons.size()) {
      throw broken(
          "gave %s verdicts on %d comparisons; its judge method must give one on each, in their order",
          verdicts == null ? "no list of" : verdicts.size(), comparisons.size());
    }
    for (int i = 0; i < comparisons.size(); i++) {
      requireOn(comparisons.get(i), verdicts.get(i));
    }
    return verdicts;
  }

  private @Nullable List<Verdict> judged(List<Comparison> comparisons) {
    try {
      return policy.judge(new ArrayList<>(comparisons)); // its own, to sort or shorten
    } catch (DriftException e) {
      throw e;
    } catch (RuntimeException e) {
      DriftException ours = broken("failed: %s", e);
      ours.initCause(e);
      throw ours;
    }
  }

  private void requireOn(Comparison expected, @Nullable Verdict verdict) {
    Comparison judged = verdict == null ? null : verdict.comparison();
    boolean same =
        judged != null
            && judged.metric().equals(expected.metric())
            && judged.segment().equals(expected.segment())
            && judged.windows().equals(expected.windows());
    if (!same) {
      throw broken(
          "gave %s where a verdict on %s was due; its judge method must give one on each comparison, in their order",
          judged == null ? "null" : "a verdict on " + name(judged), name(expected));
    }
  }

  private static String name(Comparison comparison) {
    return comparison.metric() + " of " + comparison.segment() + " over " + comparison.windows();
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
