package io.drift4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What of a definition can be computed of a source that lacks some of its fields: a definition of
 * the metrics whose fields are all there, and what was left out, with the fields that it wants. See
 * {@link Definition#availableIn(Set)}.
 *
 * @param definition what is left of the definition, or the same where nothing was left out
 * @param leftOut what was left out, in the order of the definition
 */
public record Availability(Definition definition, List<Missing> leftOut) {

  /**
   * A part of a definition that cannot be computed.
   *
   * @param part what it is: {@code metric denied-dollars}, {@code stake of metric denial-rate},
   *     {@code stratum cpt_group}
   * @param fields the fields that it wants and that are not there
   */
  public record Missing(String part, SortedSet<String> fields) {

    /**
     * Copies the fields.
     *
     * @param part what cannot be computed
     * @param fields the fields that are not there
     */
    public Missing {
      fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
    }

    /** Returns the line for people, such as {@code metric x is left out, without field y}. */
    @Override
    public String toString() {
      return part
          + " is left out, without "
          + (fields.size() == 1 ? "field " : "fields ")
          + String.join(", ", fields);
    }
  }

  /**
   * Copies the list.
   *
   * @param definition what is left of the definition
   * @param leftOut what was left out
   */
  public Availability {
    leftOut = List.copyOf(leftOut);
  }

  static Availability of(Definition definition, Predicate<String> isLacking) {
    return new Sorting(definition, isLacking).availability();
  }

  /**
   * Says whether nothing was left out.
   *
   * @return whether the definition is as it was
   */
  public boolean isWhole() {
    return leftOut.isEmpty();
  }

  /** Returns the definition, and a line for each part that was left out. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>(List.of("definition " + definition));
    leftOut.forEach(missing -> lines.add(missing.toString()));
    return String.join("\n", lines);
  }

  /** What is there, and what is not. */
  private static final class Sorting {

    private final Definition whole;
    private final Predicate<String> isLacking;
    private final List<Missing> leftOut = new ArrayList<>();

    Sorting(Definition whole, Predicate<String> isLacking) {
      this.whole = whole;
      this.isLacking = isLacking;
    }

    Availability availability() {
      requireDimensions();
      List<String> strata = kept(whole.strata(), this::isThere);
      List<Metric> metrics = metrics();
      Definition left = strata.equals(whole.strata()) ? whole : whole.withStrata(strata);
      return new Availability(leftOut.isEmpty() ? whole : left.withMetrics(metrics), leftOut);
    }

    private void requireDimensions() {
      Set<String> missing = missing(whole.wantedFor(whole.dimensions()));
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(
            "definition "
                + whole
                + " needs the fields of its dimensions, and "
                + missing
                + " are not there; map them, or form segments by others");
      }
    }

    private boolean isThere(String stratum) {
      return isThere("stratum " + stratum, whole.wantedFor(List.of(stratum)));
    }

    private boolean isThere(String part, Collection<String> wanted) {
      SortedSet<String> missing = missing(wanted);
      if (!missing.isEmpty()) {
        leftOut.add(new Missing(part, missing));
      }
      return missing.isEmpty();
    }

    private SortedSet<String> missing(Collection<String> wanted) {
      SortedSet<String> missing = new TreeSet<>(wanted);
      missing.removeIf(isLacking.negate());
      return missing;
    }

    private List<Metric> metrics() {
      List<Metric> metrics =
          kept(whole.metrics(), metric -> isThere("metric " + metric.id(), wanted(metric)));
      if (metrics.isEmpty()) {
        throw new IllegalArgumentException(
            "definition "
                + whole
                + " has no metric that can be computed: "
                + String.join("; ", leftOut.stream().map(Missing::toString).toList())
                + "; map these fields");
      }
      return metrics.stream().map(this::withStakeIfThere).toList();
    }

    /** Those of a metric, of what is beside it, and of the strata of its lenses. */
    private Set<String> wanted(Metric metric) {
      Set<String> wanted = new LinkedHashSet<>(metric.measure().fields());
      metric.companions().forEach(beside -> wanted.addAll(beside.measure().fields()));
      whole.views(metric).forEach(view -> wanted.addAll(fieldsOfStrata(view.lens())));
      return wanted;
    }

    private Set<String> fieldsOfStrata(Lens lens) {
      return whole.wantedFor(List.copyOf(lens.strata()));
    }

    private Metric withStakeIfThere(Metric metric) {
      Metric stake = metric.stake();
      return stake == null || isThere("stake of metric " + metric.id(), stake.measure().fields())
          ? metric
          : metric.withoutStake();
    }

    private static <T> List<T> kept(List<T> all, Predicate<T> isThere) {
      return all.stream().filter(isThere).toList();
    }
  }
}
