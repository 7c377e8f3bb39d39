package io.drift4j.claims.reference;

import io.drift4j.Evidence;
import java.util.List;
import java.util.Locale;

/** A severity that has a name and no number in the reference; here its place among the four. */
enum Grade {
  LOW(0.25),
  MEDIUM(0.5),
  HIGH(0.75),
  CRITICAL(1);

  /** The figure that an event has, and nothing else: how grave it is, in (0, 1]. */
  static final String FIGURE = "severity";

  /** How much speaks for it, in [0, 1]. */
  static final String CONFIDENCE = "confidence";

  /** The money that the change concerns, in cents, not rounded. */
  static final String AT_RISK = "amount-at-risk";

  /** The observations of the smallest of the parts that are compared. */
  static final String LEAST_SAMPLE = "least-sample";

  private final double gravity;

  Grade(double gravity) {
    this.gravity = gravity;
  }

  /** From how large a change on, and how much that speaks for it, it has which grade. */
  record Step(double change, double support, Grade grade) {}

  /** The grade of the first step that is reached. */
  static Grade of(List<Step> steps, double change, double support) {
    return steps.stream()
        .filter(step -> change >= step.change && support >= step.support)
        .findFirst()
        .map(Step::grade)
        .orElse(LOW);
  }

  /** Says that this is an event of this grade. */
  void tell(Evidence.Builder evidence) {
    evidence.figure(FIGURE, gravity).note("severity " + name().toLowerCase(Locale.ROOT));
  }
}
