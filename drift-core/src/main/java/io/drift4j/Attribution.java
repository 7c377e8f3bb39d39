package io.drift4j;

import io.drift4j.stats.RateMixDecomposition;
import io.drift4j.stats.RateMixDecomposition.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from: how much of the change of a share over many segments is their own (the
 * <i>rate</i> part), and how much is that some of them have more of the records than before (the
 * <i>mix</i> part); see {@link RateMixDecomposition}.
 *
 * <p><b>What is split.</b> Of a share, the share itself; of a time, the share of records that had
 * ended by an age, which falls where records become slower (from the series {@code baseline} and
 * {@code current} by age, or the figures {@code decided-baseline} and {@code decided-current} at
 * the horizon; as a number of records it is rounded to whole ones). Other values (medians, means,
 * the distance of a mix) are not shares of records and cannot be split.
 *
 * <p><b>Over which segments.</b> Those of the definition; coarser ones, to which it rolls up, are
 * of the same records once more and are passed over.
 *
 * <p><b>Through which view.</b> All segments must be seen alike: through the one view, and up to
 * the one age, that gives shares of records for the most segments; of several such the first in the
 * metric's order. Times are cut at the highest age that is reached where nine tenths of the records
 * of the current window are. Segments that it cannot tell about are {@link #leftOut}, with the
 * reason; their records are in no number.
 *
 * <p><b>Standard errors</b> are those of independent records. Where days differ more than that
 * (dispersion above 1) they are too small: dispersion is known of each segment's rate, not of the
 * mix.
 *
 * <p>It is read, not built; what it shows does not depend on the order of the verdicts. Immutable.
 */
public final class Attribution implements AttributionProperties {

  private static final int SHOWN = 5;
  private static final double REACHED = 0.9;

  /**
   * What a segment contributes to the change.
   *
   * @param segment the segment
   * @param baselineValue its share of events in the baseline window
   * @param currentValue its share of events in the current window
   * @param baselineWeight how much of all records of the baseline window it has
   * @param currentWeight how much of all records of the current window it has
   * @param rate what the change of its own share contributes
   * @param mix what the change of its weight contributes
   */
  public record Contribution(
      Segment segment,
      double baselineValue,
      double currentValue,
      double baselineWeight,
      double currentWeight,
      Effect rate,
      Effect mix) {

    /**
     * Returns what the segment contributes.
     *
     * @return both parts
     */
    public double total() {
      return rate.value() + mix.value();
    }
  }

  /** A view, and the age by which events count. */
  private record Look(int position, String view, OptionalInt age) {

    Evidence seen(RecordedVerdict verdict) {
      return verdict.evidence().stream()
          .filter(seen -> seen.view().equals(view))
          .findFirst()
          .orElseGet(verdict::leadingEvidence);
    }

    /** The events and records of a segment; {@code null} if this does not tell. */
    RateMixDecomposition.@Nullable Segment counts(RecordedVerdict verdict) {
      Evidence seen = seen(verdict);
      if (seen.baselineSize() == 0 || seen.currentSize() == 0 || !seen.view().equals(view)) {
        return null;
      }
      return Wording.isShare(verdict.unit()) ? counted(seen) : decided(seen);
    }

    private RateMixDecomposition.@Nullable Segment counted(Evidence seen) {
      return seen.hasValues()
              && seen.horizon().equals(age)
              && isOf(seen.baselineSize(), seen.baselineValue())
              && isOf(seen.currentSize(), seen.currentValue())
          ? counts(seen, seen.baselineValue(), seen.currentValue())
          : null;
    }

    private RateMixDecomposition.@Nullable Segment decided(Evidence seen) {
      DecidedByAge decided = new DecidedByAge(seen);
      return age.isPresent() && decided.reaches(age.getAsInt())
          ? counts(seen, decided.baseline(age.getAsInt()), decided.current(age.getAsInt()))
          : null;
    }

    private static RateMixDecomposition.Segment counts(
        Evidence seen, double baseline, double current) {
      return new RateMixDecomposition.Segment(
          events(baseline, seen.baselineSize()),
          seen.baselineSize(),
          events(current, seen.currentSize()),
          seen.currentSize());
    }

    private static long events(double share, long size) {
      return Math.max(0, Math.min(size, Math.round(share * size)));
    }
  }

  private final Segment whose;
  private final String metricId;
  private final String unit;
  private final @Nullable Look look;
  private final SortedMap<Segment, RateMixDecomposition.Segment> counts = new TreeMap<>();
  private final SortedMap<Segment, String> leftOut = new TreeMap<>();
  private final @Nullable RateMixDecomposition parts;
  private final List<Contribution> contributions;

  private Attribution(Segment whose, List<RecordedVerdict> verdicts, @Nullable Look look) {
    this.whose = whose;
    this.metricId = verdicts.get(0).metricId();
    this.unit = verdicts.get(0).unit();
    this.look = look;
    verdicts.forEach(this::count);
    this.parts =
        counts.isEmpty() ? null : RateMixDecomposition.of(new ArrayList<>(counts.values()));
    this.contributions = parts == null ? List.of() : contributions(parts);
  }

  /**
   * Splits the change of a metric over all segments of a run.
   *
   * @param verdicts the verdicts of a run; those of other metrics are passed over
   * @param metricId the metric
   * @return where its change comes from
   * @throws IllegalArgumentException if there is no verdict on the metric, two on a segment, or
   *     they are of different windows
   */
  public static Attribution of(List<RecordedVerdict> verdicts, String metricId) {
    List<RecordedVerdict> sorted = ofMetric(verdicts, metricId);
    return new Attribution(Segment.of(List.of(), List.of()), sorted, common(sorted));
  }

  /**
   * Splits the change of a metric of each value of a dimension, such as of each payer, over the
   * segments that have it. All are seen through the same view.
   *
   * @param verdicts the verdicts of a run; those of other metrics are passed over
   * @param metricId the metric
   * @param dimension a dimension of the segments
   * @return where the changes come from, sorted by the value of the dimension
   * @throws IllegalArgumentException if there is no verdict on the metric, two on a segment, they
   *     are of different windows, or the segments have no such dimension
   */
  public static List<Attribution> by(
      List<RecordedVerdict> verdicts, String metricId, String dimension) {
    List<RecordedVerdict> sorted = ofMetric(verdicts, metricId);
    Look look = common(sorted);
    return sorted.stream()
        .collect(
            Collectors.groupingBy(
                verdict ->
                    Segment.of(
                        List.of(dimension),
                        Collections.singletonList(verdict.segment().value(dimension))),
                TreeMap::new,
                Collectors.toList()))
        .entrySet()
        .stream()
        .map(group -> new Attribution(group.getKey(), group.getValue(), look))
        .toList();
  }

  private static List<RecordedVerdict> ofMetric(List<RecordedVerdict> all, String metricId) {
    List<RecordedVerdict> sorted =
        finest(all.stream().filter(verdict -> verdict.metricId().equals(metricId)).toList());
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException(
          "no verdict is on metric "
              + metricId
              + ", they are on "
              + all.stream().map(RecordedVerdict::metricId).distinct().sorted().toList());
    }
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).segment().equals(sorted.get(i - 1).segment())) {
        throw new IllegalArgumentException(
            "two verdicts are on metric "
                + metricId
                + " of "
                + sorted.get(i).segment()
                + "; give those of one run");
      }
    }
    return sorted;
  }

  /** In order. What is rolled up is of the same records once more. */
  private static List<RecordedVerdict> finest(List<RecordedVerdict> verdicts) {
    int most = verdicts.stream().mapToInt(Attribution::dimensions).max().orElse(0);
    return verdicts.stream()
        .filter(verdict -> dimensions(verdict) == most)
        .sorted(Comparator.comparing(RecordedVerdict::segment))
        .toList();
  }

  private static int dimensions(RecordedVerdict verdict) {
    return verdict.segment().dimensions().size();
  }

  /** What tells of the most segments, of several such the first view, of ages the lowest. */
  private static @Nullable Look common(List<RecordedVerdict> verdicts) {
    Map<Look, Integer> segments = new LinkedHashMap<>();
    for (Look look : looks(verdicts)) {
      int told = (int) verdicts.stream().filter(verdict -> look.counts(verdict) != null).count();
      segments.put(look, told);
    }
    Look look =
        segments.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .min(
                Comparator.comparingInt((Map.Entry<Look, Integer> entry) -> -entry.getValue())
                    .thenComparingInt(entry -> entry.getKey().position())
                    .thenComparingInt(entry -> entry.getKey().age().orElse(-1)))
            .map(Map.Entry::getKey)
            .orElse(null);
    requireSameWindows(verdicts, look);
    return look;
  }

  private static Set<Look> looks(List<RecordedVerdict> verdicts) {
    Set<Look> looks = new LinkedHashSet<>();
    for (RecordedVerdict verdict : verdicts) {
      for (int i = 0; i < verdict.evidence().size(); i++) {
        Evidence seen = verdict.evidence().get(i);
        int position = i;
        looks.add(
            new Look(
                position,
                seen.view(),
                Wording.isShare(verdict.unit()) ? seen.horizon() : commonAge(verdicts, position)));
      }
    }
    return looks;
  }

  /** The highest age that is reached where {@link #REACHED} of the records are. */
  private static OptionalInt commonAge(List<RecordedVerdict> verdicts, int position) {
    TreeMap<Integer, Long> records = new TreeMap<>(); // of the current window, by age reached
    for (RecordedVerdict verdict : verdicts) {
      if (position < verdict.evidence().size()) {
        Evidence seen = verdict.evidence().get(position);
        DecidedByAge decided = new DecidedByAge(seen);
        decided.reach().ifPresent(age -> records.merge(age, seen.currentSize(), Long::sum));
      }
    }
    double wanted = REACHED * records.values().stream().mapToDouble(Long::doubleValue).sum();
    double reached = 0;
    for (Map.Entry<Integer, Long> entry : records.descendingMap().entrySet()) {
      reached += entry.getValue();
      if (reached >= wanted) {
        return OptionalInt.of(entry.getKey());
      }
    }
    return OptionalInt.empty();
  }

  private static void requireSameWindows(List<RecordedVerdict> verdicts, @Nullable Look look) {
    int position = look == null ? 0 : look.position();
    List<WindowPair> windows =
        verdicts.stream()
            .map(RecordedVerdict::evidence)
            .filter(evidence -> evidence.size() > position)
            .map(evidence -> evidence.get(position).windows())
            .distinct()
            .toList();
    if (windows.size() > 1) {
      throw new IllegalArgumentException(
          "verdicts are of different windows, "
              + windows.get(0)
              + " and "
              + windows.get(1)
              + "; give those of one run");
    }
  }

  /** Whether a value is a number of records divided by that of all. */
  static boolean isOf(long size, double value) {
    double events = value * size;
    return value >= 0 && value <= 1 && Math.abs(events - Math.rint(events)) <= 1e-6 + size * 1e-15;
  }

  private void count(RecordedVerdict verdict) {
    RateMixDecomposition.Segment counted = look == null ? null : look.counts(verdict);
    if (counted != null) {
      counts.put(verdict.segment(), counted);
    } else {
      leftOut.put(verdict.segment(), because(verdict));
    }
  }

  private String because(RecordedVerdict verdict) {
    Evidence seen = look == null ? verdict.leadingEvidence() : look.seen(verdict);
    String undecided = seen.undecidedBecause();
    if (undecided != null) {
      return undecided;
    }
    if (seen.baselineSize() == 0 || seen.currentSize() == 0) {
      return "a window has no record";
    }
    return look == null || seen.horizon().equals(look.age()) || seen.horizon().isEmpty()
        ? "its values are no shares of records"
        : "compared up to " + Wording.age(unit, seen.horizon());
  }

  private List<Contribution> contributions(RateMixDecomposition split) {
    List<Segment> segments = new ArrayList<>(counts.keySet());
    List<Contribution> all = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      all.add(contribution(split, segments.get(i), i));
    }
    all.sort(Comparator.comparingDouble(contribution -> -Math.abs(contribution.total()))); // stable
    return List.copyOf(all);
  }

  private Contribution contribution(RateMixDecomposition split, Segment segment, int index) {
    RateMixDecomposition.Segment counted = Objects.requireNonNull(counts.get(segment));
    return new Contribution(
        segment,
        (double) counted.firstEvents() / counted.firstTotal(),
        (double) counted.secondEvents() / counted.secondTotal(),
        (double) counted.firstTotal() / baselineSize(),
        (double) counted.secondTotal() / currentSize(),
        split.rate(index),
        split.mix(index));
  }

  /**
   * Returns whose change it is.
   *
   * @return the value of the dimension, or the segment without dimensions for the whole customer
   */
  @Override
  public Segment whose() {
    return whose;
  }

  /**
   * Returns the metric.
   *
   * @return its id
   */
  @Override
  public String metricId() {
    return metricId;
  }

  /**
   * Returns through which view all segments were seen.
   *
   * @return the name of the view, {@code null} if none gives shares of records
   */
  @Override
  public @Nullable String view() {
    return look == null ? null : look.view();
  }

  /**
   * Returns the age by which events count.
   *
   * @return the horizon in the units of a metric of time, in days of any other; absent if there is
   *     none
   */
  @Override
  public OptionalInt horizon() {
    return look == null ? OptionalInt.empty() : look.age();
  }

  /**
   * Says whether there is anything to split. If not, all segments are {@link #leftOut}.
   *
   * @return whether there are values and parts
   */
  public boolean hasParts() {
    return parts != null;
  }

  @CanIgnoreReturnValue
  private RateMixDecomposition parts() {
    if (parts == null) {
      throw new IllegalStateException(toString());
    }
    return parts;
  }

  /**
   * Returns the share of events in the baseline window, of all segments that are not left out.
   *
   * @return the share
   * @throws IllegalStateException if there are no parts
   */
  public double baselineValue() {
    parts();
    return counts.values().stream().mapToLong(RateMixDecomposition.Segment::firstEvents).sum()
        / (double) baselineSize();
  }

  /**
   * Returns the share of events in the current window, of all segments that are not left out.
   *
   * @return the share
   * @throws IllegalStateException if there are no parts
   */
  public double currentValue() {
    parts();
    return counts.values().stream().mapToLong(RateMixDecomposition.Segment::secondEvents).sum()
        / (double) currentSize();
  }

  /**
   * Returns how many records there are in the baseline window.
   *
   * @return those of all segments that are not left out
   */
  public long baselineSize() {
    return counts.values().stream().mapToLong(RateMixDecomposition.Segment::firstTotal).sum();
  }

  /**
   * Returns how many records there are in the current window.
   *
   * @return those of all segments that are not left out
   */
  public long currentSize() {
    return counts.values().stream().mapToLong(RateMixDecomposition.Segment::secondTotal).sum();
  }

  /**
   * Returns the change.
   *
   * @return the current share minus that of the baseline
   * @throws IllegalStateException if there are no parts
   */
  public Effect total() {
    return parts().total();
  }

  /**
   * Returns how much of the change is the segments' own.
   *
   * @return the rate part
   * @throws IllegalStateException if there are no parts
   */
  public Effect rate() {
    return parts().rate();
  }

  /**
   * Returns how much of the change comes from their weights.
   *
   * @return the mix part
   * @throws IllegalStateException if there are no parts
   */
  public Effect mix() {
    return parts().mix();
  }

  /**
   * Says whether the whole moves against each of its segments (Simpson's paradox).
   *
   * @return whether every segment falls while the whole rises, or the other way round
   */
  public boolean isReversed() {
    return parts != null && parts.isSimpson();
  }

  /**
   * Returns what each segment contributes.
   *
   * @return the contributions, the largest first
   */
  @Override
  public List<Contribution> contributions() {
    return contributions;
  }

  /**
   * Returns the segments of which the view cannot tell, whose records are in no number.
   *
   * @return the segments with the reason
   */
  @Override
  public SortedMap<Segment, String> leftOut() {
    return Collections.unmodifiableSortedMap(leftOut);
  }

  /**
   * Returns what is to be said, for people: the change and its parts, the top contributors, a
   * reversal, what was left out.
   *
   * @return the lines
   */
  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(head()));
    contributions.stream().limit(SHOWN).map(this::line).forEach(lines::add);
    rest().forEach(lines::add);
    if (isReversed()) {
      lines.add("  " + reversal());
    }
    if (parts != null) {
      omitted().forEach(line -> lines.add("  " + line));
    }
    return lines.stream().map(Wording::line).toList();
  }

  private String head() {
    return Wording.whose(whose)
        + ": "
        + (parts == null
            ? Wording.words(metricId) + " cannot be split, " + String.join("", omitted())
            : what()
                + " "
                + Wording.pair("share", baselineValue(), currentValue())
                + ": "
                + part("rate", parts.rate())
                + ", "
                + part("mix", parts.mix()));
  }

  private String what() {
    return Wording.isShare(unit)
        ? Wording.what(metricId, unit, horizon())
        : Wording.words(metricId) + ", decided by " + Wording.age(unit, horizon());
  }

  private static String part(String name, Effect effect) {
    return Wording.change("share", effect.value())
        + " "
        + name
        + " (s.e. "
        + Wording.distance("share", effect.standardError()).replace(" points", "")
        + ")";
  }

  private String line(Contribution contribution) {
    return "  "
        + name(contribution.segment())
        + " "
        + Wording.change("share", contribution.total())
        + ": rate "
        + Wording.change("share", contribution.rate().value())
        + " ("
        + Wording.pair("share", contribution.baselineValue(), contribution.currentValue())
        + "), mix "
        + Wording.change("share", contribution.mix().value())
        + " ("
        + Wording.pair("share", contribution.baselineWeight(), contribution.currentWeight())
        + " of the records)";
  }

  /** The part of a segment that is not said already. */
  private String name(Segment segment) {
    List<String> others = new ArrayList<>(segment.dimensions());
    others.removeAll(whose.dimensions());
    return Wording.whose(others.isEmpty() ? segment : segment.of(others));
  }

  private List<String> rest() {
    double together = contributions.stream().skip(SHOWN).mapToDouble(Contribution::total).sum();
    return contributions.size() <= SHOWN
        ? List.of()
        : List.of(
            "  and "
                + Wording.grouped(contributions.size() - SHOWN)
                + " more, together "
                + Wording.change("share", together));
  }

  private String reversal() {
    return parts().total().value() > 0
        ? "reversal: every segment fell while the whole rose"
        : "reversal: every segment rose while the whole fell";
  }

  private List<String> omitted() {
    if (leftOut.isEmpty()) {
      return List.of();
    }
    String named =
        leftOut.entrySet().stream()
            .limit(SHOWN)
            .map(entry -> name(entry.getKey()) + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
    return List.of(
        "left out "
            + Wording.grouped(leftOut.size())
            + (leftOut.size() == 1 ? " segment: " : " segments: ")
            + named
            + (leftOut.size() > SHOWN ? ", …" : ""));
  }

  /** Returns the change and its parts, the largest contributors and a reversal, in one line. */
  @Override
  public String toString() {
    List<String> said = new ArrayList<>(List.of(head()));
    contributions.stream()
        .limit(SHOWN)
        .map(one -> name(one.segment()) + " " + Wording.change("share", one.total()))
        .forEach(said::add);
    if (isReversed()) {
      said.add(reversal());
    }
    if (parts != null && !leftOut.isEmpty()) {
      said.add("left out " + Wording.grouped(leftOut.size()));
    }
    return Wording.line(String.join("; ", said));
  }
}
