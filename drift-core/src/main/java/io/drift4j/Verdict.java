package io.drift4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of a metric of a segment, and why.
 *
 * <p>It is made by {@link #skipped} or a builder, {@link #of}, which refuses what contradicts
 * itself; it may grow.
 */
public final class Verdict implements VerdictProperties {

  private final Builder parts;

  private Verdict(Builder parts) {
    this.parts = parts;
  }

  /**
   * Returns the verdict on what is not judged.
   *
   * @param examination the metric of a segment
   * @param reason why, such as {@code below minimum volume}
   * @return the verdict, {@link Decision#SKIPPED}
   * @throws IllegalArgumentException if there is no reason, or it holds NUL or an unpaired
   *     surrogate
   */
  public static Verdict skipped(Examination examination, String reason) {
    Builder parts = new Builder(examination, Decision.SKIPPED, examination.first());
    parts.assessment = Assessment.builder().build();
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("a skipped verdict has no reason; give one");
    }
    CodePoints.requireStorable("the reason of a skipped ", "verdict", reason);
    parts.reason = reason;
    return new Verdict(parts);
  }

  /**
   * Returns a builder for the verdict on what was judged.
   *
   * @param examination the metric of a segment
   * @param decision what was decided, anything but {@link Decision#SKIPPED}
   * @param leading the evidence that the decision rests on, one of the examination's
   * @return the builder
   * @throws IllegalArgumentException if the decision is {@link Decision#SKIPPED}, the evidence is
   *     none of the examination's, or has no values
   */
  public static Builder of(Examination examination, Decision decision, Evidence leading) {
    Objects.requireNonNull(decision, () -> "the verdict on " + examination + " has no decision");
    if (decision == Decision.SKIPPED) {
      throw new IllegalArgumentException("a skipped verdict has a reason; use Verdict.skipped");
    }
    if (!examination.evidence().contains(leading)) {
      throw new IllegalArgumentException(
          "the evidence of view " + leading.view() + " is none of " + examination);
    }
    if (!leading.hasValues()) {
      throw new IllegalArgumentException(
          "the leading view " + leading.view() + " of " + examination + " has no values");
    }
    return new Builder(examination, decision, leading);
  }

  /**
   * Returns what was judged.
   *
   * @return the metric of a segment, with all evidence
   */
  public Examination examination() {
    return parts.examination;
  }

  /**
   * Returns the metric.
   *
   * @return the metric
   */
  public Metric metric() {
    return parts.examination.metric();
  }

  /**
   * Returns the segment.
   *
   * @return the segment
   */
  public Segment segment() {
    return parts.examination.segment();
  }

  /**
   * Returns what was decided.
   *
   * @return the decision
   */
  public Decision decision() {
    return parts.decision;
  }

  /**
   * Returns why nothing was judged.
   *
   * @return the reason, {@code null} unless the decision is {@link Decision#SKIPPED}
   */
  public @Nullable String reason() {
    return parts.reason;
  }

  /**
   * Returns the evidence that the decision rests on.
   *
   * @return the leading evidence; of a skipped one the first, which need not have values
   */
  public Evidence evidence() {
    return parts.leading;
  }

  /**
   * Returns how grave the change is, and how sure.
   *
   * @return the assessment; of a skipped one it says nothing
   */
  public Assessment assessment() {
    return parts.assessment;
  }

  /**
   * Returns how grave the change is.
   *
   * @return the severity, in [0, 1]; 0 if skipped
   */
  public double severity() {
    return parts.assessment.severity();
  }

  /**
   * Returns the verdict as it can be kept and read back, without the functions of its metric.
   *
   * @return the same, in words and numbers
   */
  @Override
  public RecordedVerdict recorded() {
    return new RecordedVerdict(
        metric().id(),
        metric().version(),
        metric().driftType(),
        metric().unit(),
        segment(),
        decision(),
        reason(),
        parts.examination.evidence(),
        evidence().view(),
        assessment());
  }

  /**
   * Explains in one paragraph why the metric of the segment was or was not flagged.
   *
   * @return the paragraph
   */
  public String explain() {
    return recorded().explain();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Verdict verdict
        && parts.decision == verdict.parts.decision
        && parts.examination.equals(verdict.parts.examination)
        && Objects.equals(parts.reason, verdict.parts.reason)
        && parts.leading.equals(verdict.parts.leading)
        && parts.assessment.equals(verdict.parts.assessment);
  }

  @Override
  public int hashCode() {
    return Objects.hash(parts.decision, parts.examination);
  }

  /** Returns the decision, what it is on, and its evidence. */
  @Override
  public String toString() {
    return parts.decision
        + " "
        + parts.examination
        + ": "
        + (parts.reason == null ? parts.leading : parts.reason);
  }

  /** Takes what a policy says, and refuses what cannot be. */
  @CanIgnoreReturnValue
  public static final class Builder {

    private final Examination examination;
    private final Decision decision;
    private final Evidence leading;
    private @Nullable String reason;
    private Assessment assessment;

    private Builder(Examination examination, Decision decision, Evidence leading) {
      this.examination = examination;
      this.decision = decision;
      this.leading = leading;
      this.assessment =
          Assessment.builder()
              .severity(leading.hasValues() ? examination.metric().severity(leading.delta()) : 0)
              .build();
    }

    /**
     * Sets how grave the change is, and how sure; unless told otherwise the severity is that of the
     * metric and nothing else is known.
     *
     * @param value the assessment
     * @return this builder
     * @throws IllegalArgumentException if a view that it names is not another view of the
     *     examination, or repeats
     */
    public Builder assessed(Assessment value) {
      List<String> others =
          new ArrayList<>(examination.evidence().stream().map(Evidence::view).toList());
      others.remove(leading.view());
      List<String> confirming = value.confirming();
      if (!others.containsAll(confirming)
          || confirming.stream().distinct().count() < confirming.size()) {
        throw new IllegalArgumentException(
            "confirming views must be of " + others + ", each once, not " + confirming);
      }
      assessment = value;
      return this;
    }

    /**
     * Returns the verdict.
     *
     * @return the verdict
     */
    @CheckReturnValue
    public Verdict build() {
      Builder copy = new Builder(examination, decision, leading);
      copy.assessment = assessment;
      return new Verdict(copy);
    }
  }
}
