package io.drift4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where two policies differ: each metric of a segment that is an event under one of them only, with
 * both verdicts and the reason. See {@link DriftMonitor#compare}.
 *
 * <p>It is read, not built. Immutable.
 */
public final class PolicyComparison implements ComparisonProperties {

  /** From here on chance is named as the reason; only words depend on it. */
  private static final double CHANCE = 0.05;

  /**
   * A metric of a segment that is an event under one policy only. It is read, not built; it may get
   * more components.
   *
   * @param segment the segment
   * @param metricId the metric
   * @param first the verdict of the first policy, {@code null} if it saw nothing to judge
   * @param second the verdict of the second policy, {@code null} if it saw nothing to judge
   * @param reason why they differ, in one line
   */
  public record Difference(
      Segment segment,
      String metricId,
      @Nullable Verdict first,
      @Nullable Verdict second,
      String reason) {

    /** Returns segment, metric and reason. */
    @Override
    public String toString() {
      return Wording.line(Wording.whose(segment) + ": " + Wording.words(metricId) + ": " + reason);
    }
  }

  /** A policy, and how it is called here. */
  private record Side(String name, DriftPolicy policy) {}

  private final Side first;
  private final Side second;
  private final int firstEvents;
  private final int secondEvents;
  private final List<Difference> differences;

  private PolicyComparison(
      Definition definition, Detection first, DriftPolicy other, Detection second) {
    boolean areNamesakes = definition.policy().id().equals(other.id());
    this.first = side(definition.policy(), areNamesakes);
    this.second = side(other, areNamesakes);
    this.firstEvents = first.events().size();
    this.secondEvents = second.events().size();
    this.differences = differences(definition, bySegment(first), bySegment(second));
  }

  static PolicyComparison of(
      Definition definition, Detection first, DriftPolicy other, Detection second) {
    return new PolicyComparison(definition, first, other, second);
  }

  private static Side side(DriftPolicy policy, boolean withSettings) {
    String settings = withSettings ? "/" + policy.version() + policy.settings() : "";
    return new Side(policy.id() + settings, policy);
  }

  private static SortedMap<Segment, Map<String, Verdict>> bySegment(Detection detection) {
    SortedMap<Segment, Map<String, Verdict>> verdicts = new TreeMap<>();
    for (Verdict verdict : detection.verdicts()) {
      verdicts
          .computeIfAbsent(verdict.segment(), segment -> new TreeMap<>())
          .put(verdict.metric().id(), verdict);
    }
    return verdicts;
  }

  private List<Difference> differences(
      Definition definition,
      Map<Segment, Map<String, Verdict>> first,
      Map<Segment, Map<String, Verdict>> second) {
    List<Difference> found = new ArrayList<>();
    Stream.concat(first.keySet().stream(), second.keySet().stream())
        .distinct()
        .sorted()
        .forEach(
            segment ->
                definition
                    .metrics()
                    .forEach(
                        metric -> {
                          Verdict one = first.getOrDefault(segment, Map.of()).get(metric.id());
                          Verdict two = second.getOrDefault(segment, Map.of()).get(metric.id());
                          if (isEvent(one) != isEvent(two)) {
                            found.add(
                                new Difference(segment, metric.id(), one, two, reason(one, two)));
                          }
                        }));
    return List.copyOf(found);
  }

  private static boolean isEvent(@Nullable Verdict verdict) {
    return verdict != null && verdict.decision() == Decision.DRIFT;
  }

  private String reason(@Nullable Verdict one, @Nullable Verdict two) {
    return one != null && isEvent(one)
        ? event(first, one) + "; " + silence(second, two)
        : event(second, two) + "; " + silence(first, one);
  }

  private static String event(Side side, @Nullable Verdict verdict) {
    return verdict == null ? "" : side.name + ": " + seen(verdict) + beyond(verdict);
  }

  /** Such as {@code by day 30 2.5 -> 12.9 % (1 of 40 v 4 of 31)}. */
  private static String seen(Verdict verdict) {
    Evidence seen = verdict.evidence();
    String unit = verdict.metric().unit();
    boolean isByAge = Wording.isShare(unit) && seen.horizon().isPresent();
    return (isByAge ? "by " + Wording.age(unit, seen.horizon()) + " " : "")
        + Wording.pair(unit, seen)
        + " ("
        + records(verdict, seen.baselineValue(), seen.baselineSize())
        + " v "
        + records(verdict, seen.currentValue(), seen.currentSize())
        + open(seen)
        + ")";
  }

  private static String records(Verdict verdict, double value, long size) {
    return verdict.metric().kind() == Metric.Kind.PROPORTION && Attribution.isOf(size, value)
        ? Wording.grouped(Math.round(value * size)) + " of " + Wording.grouped(size)
        : Wording.grouped(size);
  }

  /** Where they count: a policy that leaves them out has no age up to which it looks. */
  private static String open(Evidence seen) {
    return seen.horizon().isPresent() && seen.baselineOpen() + seen.currentOpen() > 0
        ? ", of which "
            + Wording.grouped(seen.baselineOpen())
            + " and "
            + Wording.grouped(seen.currentOpen())
            + " open"
        : "";
  }

  private static String beyond(Verdict verdict) {
    return verdict.evidence().logPValue().isPresent() ? ", " + chances(verdict) : "";
  }

  private static String chances(Verdict verdict) {
    OptionalDouble adjusted = verdict.assessment().adjustedPValue();
    return "p "
        + Wording.p(verdict.evidence().logPValue().orElse(0))
        + (adjusted.isEmpty()
            ? ""
            : ", adjusted "
                + Wording.probability(adjusted.getAsDouble())
                + (verdict.assessment().familySize().isEmpty()
                    ? ""
                    : " among " + Wording.grouped(verdict.assessment().familySize().getAsInt())));
  }

  private static String silence(Side side, @Nullable Verdict verdict) {
    if (verdict == null) {
      return side.name + ": saw nothing to judge";
    }
    if (verdict.decision() == Decision.SKIPPED) {
      return side.name + ": skipped, " + verdict.reason();
    }
    String notes = String.join(", ", verdict.evidence().notes());
    return side.name
        + ": "
        + seen(verdict)
        + " is "
        + whyNot(side.policy, verdict)
        + (notes.isEmpty() ? "" : "; " + notes);
  }

  private static String whyNot(DriftPolicy policy, Verdict verdict) {
    Evidence seen = verdict.evidence();
    if (seen.logPValue().isEmpty()) {
      return "below what it reports";
    }
    OptionalDouble least = policy.leastThatMatters(verdict.metric(), seen.baselineValue());
    if (least.isPresent() && Math.abs(seen.delta()) < least.getAsDouble()) {
      return "too small to matter (below "
          + Wording.distance(verdict.metric().unit(), least.getAsDouble())
          + ")";
    }
    return (isChance(verdict) ? "within chance" : "no event") + " (" + chances(verdict) + ")";
  }

  private static boolean isChance(Verdict verdict) {
    OptionalDouble adjusted = verdict.assessment().adjustedPValue();
    double p = StrictMath.exp(verdict.evidence().logPValue().orElse(0));
    return adjusted.orElse(p) > CHANCE;
  }

  /**
   * Returns what is an event under one policy only.
   *
   * @return the differences, by segment and in the order of the metrics
   */
  @Override
  public List<Difference> differences() {
    return differences;
  }

  /**
   * Returns how many events each policy finds and each difference, for people.
   *
   * @return the lines
   */
  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s %,d, %s %,d events; %,d differ",
            first.name,
            firstEvents,
            second.name,
            secondEvents,
            differences.size()));
    differences.forEach(difference -> lines.add(difference.toString()));
    return List.copyOf(lines);
  }

  /** Returns the lines. */
  @Override
  public String toString() {
    return String.join("\n", lines());
  }
}
