package io.drift4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What could be seen at all: of each segment and metric how many records a day there are, how much
 * its days differ, and the smallest change that would be found in four of five cases. A table for
 * before anybody switches monitoring on: where the change that would be found is much larger than
 * the one that matters, coarser segments or longer windows are needed. See {@link
 * DriftMonitor#detectability}.
 *
 * <p>It is read, not built. Immutable.
 */
public final class Detectability implements DetectabilityProperties {

  /**
   * What could be seen of a metric of a segment. It is read, not built; it may get more components.
   *
   * @param segment the segment
   * @param metricId the metric
   * @param unit the unit of its values
   * @param recordsADay the observations of the baseline window, divided by its days
   * @param dispersion by how much the counts of days vary more than independent records would;
   *     absent if unknown
   * @param minimumDetectable the smallest change that would be found in four of five cases, once a
   *     whole window has it: it is estimated to matter, and not by chance. For the worse, where the
   *     metric says which direction that is; of a mix, whichever categories it is of; of silence in
   *     every case, since nothing of it is chance. In the unit of the values; absent if unknown
   * @param matters the smallest change that matters to the policy ({@link
   *     DriftPolicy#leastThatMatters}); absent if there is none
   * @param because why it is unknown what would be found, {@code null} if it is known
   */
  public record Row(
      Segment segment,
      String metricId,
      String unit,
      double recordsADay,
      OptionalDouble dispersion,
      OptionalDouble minimumDetectable,
      OptionalDouble matters,
      @Nullable String because) {

    /** Times what matters: a change that does so clearly. */
    private static final double CLEARLY = 1.5;

    static Row of(DriftPolicy policy, Verdict verdict) {
      Evidence seen = verdict.evidence();
      OptionalDouble detectable = verdict.assessment().minimumDetectable();
      return new Row(
          verdict.segment(),
          verdict.metric().id(),
          verdict.metric().unit(),
          (double) seen.baselineSize() / seen.windows().baseline().days(),
          seen.dispersion(),
          detectable,
          seen.hasValues()
              ? policy.leastThatMatters(verdict.metric(), seen.baselineValue())
              : OptionalDouble.empty(),
          detectable.isPresent() ? null : because(verdict));
    }

    private static String because(Verdict verdict) {
      if (verdict.reason() != null) {
        return verdict.reason();
      }
      return verdict.assessment().family() == null
          ? "the policy does not say"
          : "no change would be found so often";
    }

    /**
     * Says whether changes that matter would be found: not those that only just do, of which half
     * are estimated to be smaller.
     *
     * @return whether the smallest change that would be found is no larger than half as large again
     *     as the smallest one that matters
     */
    public boolean isEnough() {
      return minimumDetectable.isPresent()
          && matters.isPresent()
          && minimumDetectable.getAsDouble() <= CLEARLY * matters.getAsDouble();
    }

    private List<String> cells() {
      return List.of(
          Wording.line(Wording.whose(segment)),
          Wording.words(metricId),
          String.format(Locale.ROOT, "%,.1f", recordsADay),
          dispersion.isPresent() ? Wording.plain(dispersion.getAsDouble()) : "",
          distance(minimumDetectable),
          distance(matters),
          because != null ? Wording.line(because) : isEnough() ? "yes" : "no");
    }

    private String distance(OptionalDouble change) {
      return change.isPresent() ? Wording.distance(unit, change.getAsDouble()) : "";
    }
  }

  private static final List<String> HEAD =
      List.of("segment", "metric", "a day", "dispersion", "found", "matters", "enough");

  private final List<Row> rows;
  private final @Nullable String emptyBecause;

  private Detectability(List<Row> rows, @Nullable String emptyBecause) {
    this.rows = rows;
    this.emptyBecause = emptyBecause;
  }

  static Detectability of(DriftPolicy policy, Detection detection) {
    return new Detectability(
        detection.verdicts().stream()
            .map(verdict -> Row.of(policy, verdict))
            .sorted(Comparator.comparingDouble(row -> -row.recordsADay())) // stable
            .toList(),
        detection.emptyBecause());
  }

  /**
   * Returns what could be seen of each metric of each segment.
   *
   * @return the rows, the largest volume first
   */
  @Override
  public List<Row> rows() {
    return rows;
  }

  /**
   * Returns why there is nothing to see.
   *
   * @return the reason, {@code null} if something usable was read
   */
  @Override
  public @Nullable String emptyBecause() {
    return emptyBecause;
  }

  /** Returns an aligned table, and how many of its rows are enough. */
  @Override
  public String toString() {
    if (rows.isEmpty()) {
      return "nothing could be seen" + (emptyBecause == null ? "" : ": " + emptyBecause);
    }
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    rows.forEach(row -> cells.add(row.cells()));
    List<String> lines = new ArrayList<>(Wording.aligned(cells));
    lines.add(
        String.format(
            Locale.ROOT,
            "a change that clearly matters would be found in %,d of %,d",
            rows.stream().filter(Row::isEnough).count(),
            rows.size()));
    return String.join("\n", lines);
  }
}
