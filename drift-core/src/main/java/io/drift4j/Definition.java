package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a result: which metrics, by which dimensions, over which windows, under
 * which policy.
 *
 * <p>Id and version name the definition as its author wrote it. What a user changes with a {@code
 * with…} method is recorded as a {@linkplain #settings() setting} and enters the identity of every
 * run, so a changed definition never meets the runs of the original. An author who changes what a
 * definition says raises its version.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class Definition {

  /** How many segments there may be unless told otherwise. */
  public static final int SEGMENT_LIMIT = 100_000;

  /** What is set of a definition while it is made. */
  private static final class Parts implements Cloneable {
    String id;
    final int version;
    final List<String> dimensions;
    List<String> strata = List.of();
    List<Dimension> computed = List.of();
    List<List<String>> rollUp = List.of();
    SortedSet<LocalDate> daysLeftOut = Collections.emptySortedSet();
    SortedSet<LocalDate> closedDays = Collections.emptySortedSet();
    List<Metric> metrics;
    Lookback lookback;
    DriftPolicy policy;
    int segmentLimit = SEGMENT_LIMIT;

    Parts(
        String id,
        int version,
        List<String> dimensions,
        List<Metric> metrics,
        Lookback lookback,
        DriftPolicy policy) {
      this.id = id;
      this.version = version;
      this.dimensions = dimensions;
      this.metrics = metrics;
      this.lookback = lookback;
      this.policy = policy;
    }

    Parts copy() {
      try {
        return (Parts) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }

    List<String> dimensionsAndStrata() {
      return Stream.concat(dimensions.stream(), strata.stream()).toList();
    }

    /** Those that a dimension or stratum says. */
    List<Dimension> computed() {
      List<String> said = dimensionsAndStrata();
      return computed.stream().filter(dimension -> said.contains(dimension.name())).toList();
    }

    SortedMap<String, String> settings() {
      SortedMap<String, String> settings = new TreeMap<>();
      settings.put("dimensions", String.join(",", dimensions));
      settings.put("metrics", String.join(",", metrics.stream().map(Metric::toString).toList()));
      settings.put("baseline-days", Integer.toString(lookback.baselineDays()));
      settings.put("current-days", Integer.toString(lookback.currentDays()));
      settings.put("gap-days", Integer.toString(lookback.gapDays()));
      if (!strata.isEmpty()) {
        settings.put("strata", String.join(",", strata));
      }
      computed()
          .forEach(dimension -> settings.put("computed." + dimension.name(), dimension.setting()));
      if (!rollUp.isEmpty()) {
        settings.put("roll-up", rollUp.toString());
      }
      metrics.forEach(
          metric ->
              metric
                  .settings()
                  .forEach((name, value) -> settings.put("metric." + metric + "." + name, value)));
      return settings;
    }
  }

  private final Parts parts;
  private final SortedMap<String, String> defaults; // the settings as the author wrote them

  private Definition(Parts parts, SortedMap<String, String> defaults) {
    this.parts = parts;
    this.defaults = defaults;
  }

  private Definition with(Consumer<Parts> change) {
    Parts changed = parts.copy();
    change.accept(changed);
    return new Definition(changed, defaults);
  }

  /**
   * Returns a definition. Id and version stand for dimensions, metrics and look back as they are
   * written here: whoever changes these raises the version, or else the runs that are recorded are
   * returned for the new ones. A report says so where it can be seen ({@link RunReport#reason}).
   *
   * @param id the name that identifies it, such as {@code payer-drift}
   * @param version the version of what it says, from 1
   * @param dimensions by which segments are formed, in order, distinct; with none there is one
   *     segment, the whole population
   * @param metrics what is compared, at least one, with distinct ids
   * @param lookback the windows
   * @param policy when a difference is an event
   * @return the definition
   * @throws IllegalArgumentException if one of these rules is broken
   */
  public static Definition of(
      String id,
      int version,
      List<String> dimensions,
      List<Metric> metrics,
      Lookback lookback,
      DriftPolicy policy) {
    Names.require("definition id", id);
    Names.requireVersion("definition " + id, version);
    List<String> by = requireDistinct(id, "dimensions", dimensions);
    by.forEach(dimension -> Names.require("dimension", dimension));
    requireMetrics(id, by, metrics);
    Objects.requireNonNull(lookback, () -> "definition " + id + " has no lookback");
    Objects.requireNonNull(policy, () -> "definition " + id + " has no policy");
    Parts parts = new Parts(id, version, by, List.copyOf(metrics), lookback, policy);
    return new Definition(parts, parts.settings());
  }

  @CanIgnoreReturnValue
  private static List<String> requireDistinct(String id, String what, List<String> names) {
    Set<String> distinct = new LinkedHashSet<>(names);
    if (distinct.size() < names.size()) {
      throw new IllegalArgumentException(
          "definition " + id + " needs distinct " + what + ", not " + names);
    }
    return List.copyOf(names);
  }

  private static void requireMetrics(String id, List<String> dimensions, List<Metric> metrics) {
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("definition " + id + " needs a metric, and has none");
    }
    requireDistinct(id, "metrics", metrics.stream().map(Metric::id).toList());
    for (Metric metric : metrics) {
      requireNotAcross(id, metric);
      metric.companions().forEach(beside -> requireAcross(id, dimensions, beside));
    }
  }

  private static void requireNotAcross(String id, Metric metric) {
    if (metric.readAcross() != null) {
      throw new IllegalArgumentException(
          "definition "
              + id
              + " judges metric "
              + metric
              + " in each segment and cannot read it across "
              + metric.readAcross()
              + "; only a companion is read across (Metric.withCompanions)");
    }
  }

  private static void requireAcross(String id, List<String> dimensions, Metric beside) {
    List<String> across = beside.readAcross();
    if (across != null && !dimensions.containsAll(across)) {
      throw new IllegalArgumentException(
          "definition "
              + id
              + " cannot read "
              + beside
              + " across "
              + across
              + "; name some of its dimensions "
              + dimensions);
    }
  }

  /**
   * Returns this definition under another id, so that its runs stand beside those of the original:
   * what is read of the past goes by the id. 90 against 14 days and 30 against 7, both every night,
   * are two definitions.
   *
   * @param other the name that identifies it
   * @return the changed definition, with the same version and settings
   * @throws IllegalArgumentException if it is not a name
   */
  public Definition withId(String other) {
    Names.require("definition id", other);
    return with(parts -> parts.id = other);
  }

  /**
   * Returns this definition over other windows.
   *
   * @param lookback the windows
   * @return the changed definition
   */
  public Definition withLookback(Lookback lookback) {
    return with(parts -> parts.lookback = lookback);
  }

  /**
   * Returns this definition under another policy.
   *
   * @param policy when a difference is an event
   * @return the changed definition
   */
  public Definition withPolicy(DriftPolicy policy) {
    return with(parts -> parts.policy = policy);
  }

  /**
   * Returns this definition with other metrics, for example the same with another threshold.
   *
   * @param metrics what is compared, at least one, with distinct ids
   * @return the changed definition
   * @throws IllegalArgumentException if there is none or an id repeats
   */
  public Definition withMetrics(List<Metric> metrics) {
    requireMetrics(parts.id, parts.dimensions, metrics);
    return with(parts -> parts.metrics = List.copyOf(metrics));
  }

  /**
   * Returns this definition with dimensions that are read and not reported: a {@link Lens} sees the
   * {@linkplain Sample#strata() parts} of each segment, so that a shift between them need not look
   * like a change within them.
   *
   * @param strata their names, in order, distinct and none of the dimensions; none for no strata
   * @return the changed definition
   * @throws IllegalArgumentException if one of these rules is broken
   */
  public Definition withStrata(List<String> strata) {
    List<String> all = new ArrayList<>(parts.dimensions);
    all.addAll(strata);
    requireDistinct(parts.id, "dimensions and strata", all);
    strata.forEach(stratum -> Names.require("stratum", stratum));
    return with(parts -> parts.strata = List.copyOf(strata)).readOnce();
  }

  /**
   * Returns this definition with dimensions or strata that are computed, in place of those that
   * were: every other one is a field of the source.
   *
   * @param computed how each is computed, with distinct names, each of a dimension or stratum of
   *     this definition, and each of their fields known by one day or from the first; none for none
   * @return the changed definition
   * @throws IllegalArgumentException if one of these rules is broken
   */
  public Definition withComputed(Dimension... computed) {
    List<String> names = Stream.of(computed).map(Dimension::name).toList();
    requireDistinct(parts.id, "computed dimensions", names);
    for (String name : names) {
      if (!parts.dimensionsAndStrata().contains(name)) {
        throw new IllegalArgumentException(
            "definition "
                + this
                + " has no dimension or stratum "
                + name
                + " to compute, it has "
                + parts.dimensionsAndStrata());
      }
    }
    return with(parts -> parts.computed = List.of(computed)).readOnce();
  }

  /** This, if each field of dimensions and strata is known by one day, or from the first. */
  private Definition readOnce() {
    Map<String, String> knownBy = knownBy();
    for (String name : parts.dimensionsAndStrata()) {
      for (String field : fieldsOf(List.of(name))) {
        requireDay(name, field, dayOf(name), knownBy.get(field));
      }
    }
    return this;
  }

  private void requireDay(
      String name, String field, @Nullable String day, @Nullable String dayOfAnother) {
    if (!Objects.equals(day, dayOfAnother)) {
      throw new IllegalArgumentException(
          "definition "
              + this
              + " has field "
              + field
              + " known "
              + (day == null ? "from the first" : "by " + day)
              + " for dimension "
              + name
              + ", and by "
              + dayOfAnother
              + " for another; let it be known by the same day (Dimension.knownBy)");
    }
  }

  private @Nullable String dayOf(String name) {
    return parts.computed().stream()
        .filter(dimension -> dimension.name().equals(name))
        .flatMap(dimension -> Stream.ofNullable(dimension.knownBy()))
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns this definition with coarser segments besides its own, such as each payer and everybody
   * besides each payer and group of procedures: {@code withRollUp(List.of("payer"), List.of())}.
   * They are segments of the same run like all others, with every metric, read in the same go and
   * judged together with the others; each sees what a definition by its dimensions alone does. They
   * are made of the same records, so where a coarser one has moved it is by a finer one, or by
   * several that are too small to show it.
   *
   * @param groupings the dimensions of each kind of coarser segment: some, not all, of those of the
   *     definition, in their order, or none for the whole population; each once, in any order; none
   *     for no roll-up
   * @return the changed definition
   * @throws IllegalArgumentException if one of these rules is broken
   */
  @SafeVarargs
  public final Definition withRollUp(List<String>... groupings) {
    List<List<String>> rollUp = new ArrayList<>();
    for (List<String> grouping : groupings) {
      requireCoarser(grouping);
      rollUp.add(List.copyOf(grouping));
    }
    if (new HashSet<>(rollUp).size() < rollUp.size()) {
      throw new IllegalArgumentException(
          "definition " + this + " needs distinct groupings to roll up to, not " + rollUp);
    }
    rollUp.sort(Comparator.comparing(this::place));
    return with(parts -> parts.rollUp = List.copyOf(rollUp));
  }

  private void requireCoarser(List<String> grouping) {
    List<String> some = parts.dimensions.stream().filter(grouping::contains).toList();
    if (!some.equals(grouping) || some.size() == parts.dimensions.size()) {
      throw new IllegalArgumentException(
          "definition "
              + this
              + " cannot roll up to "
              + grouping
              + "; name some, not all, of its dimensions "
              + parts.dimensions
              + " in their order, or none for the whole population");
    }
  }

  /** The order in which they are given decides nothing, so it is no setting. */
  private String place(List<String> grouping) {
    return parts.dimensions.stream()
        .map(dimension -> grouping.contains(dimension) ? "0" : "1")
        .collect(Collectors.joining());
  }

  /**
   * Returns this definition without the records of some days, such as a closed office: they are in
   * no sample. Those among the days that a run reads are part of its identity, others change
   * nothing.
   *
   * @param days the days by which records are in a window; none to leave out none
   * @return the changed definition
   */
  public Definition withoutDays(Collection<LocalDate> days) {
    SortedSet<LocalDate> sorted = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    return with(parts -> parts.daysLeftOut = sorted);
  }

  /**
   * Returns this definition with days on which nobody ends a record: holidays of a payer. Lenses
   * that count time do not take them, and the day on which the work goes on, for a change. Those in
   * the span of a run belong to its identity.
   *
   * @param days the days
   * @return the changed definition
   */
  public Definition withClosedDays(Collection<LocalDate> days) {
    SortedSet<LocalDate> sorted = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    return with(parts -> parts.closedDays = sorted);
  }

  /**
   * Returns this definition with another limit on the number of segments. A run that meets more
   * fails: all of them are kept in memory, and an id taken for a dimension makes one of each
   * record. Where there are strata or computed dimensions, what is read of the source counts: the
   * parts of segments. What is rolled up does not. It changes no result, so it is no part of a
   * run's identity.
   *
   * @param segments how many there may be, 1 or more; {@value #SEGMENT_LIMIT} unless told otherwise
   * @return the changed definition
   * @throws IllegalArgumentException if it is not positive
   */
  public Definition withSegmentLimit(int segments) {
    if (segments < 1) {
      throw new IllegalArgumentException("segment limit must be 1 or more, not " + segments);
    }
    return with(parts -> parts.segmentLimit = segments);
  }

  /**
   * Returns the name that identifies the definition.
   *
   * @return the id
   */
  public String id() {
    return parts.id;
  }

  /**
   * Returns the version of what the definition says.
   *
   * @return the version, from 1
   */
  public int version() {
    return parts.version;
  }

  /**
   * Returns the names by which segments are formed.
   *
   * @return the dimensions, in order; none for the whole population
   */
  public List<String> dimensions() {
    return parts.dimensions;
  }

  /**
   * Returns the dimensions that are read and not reported.
   *
   * @return the strata, in order; none unless told otherwise
   */
  public List<String> strata() {
    return parts.strata;
  }

  /**
   * Returns how those dimensions and strata are computed that are no fields of the source.
   *
   * @return those that are computed; none unless told otherwise
   */
  public List<Dimension> computed() {
    return parts.computed();
  }

  /**
   * Returns the fields of the source that dimensions and strata are, or are computed from.
   *
   * @return the fields, in the order of dimensions and strata, each once
   */
  public List<String> segmentFields() {
    return fieldsOf(parts.dimensionsAndStrata());
  }

  /** The days by which fields of dimensions and strata are known that are not from the first. */
  SortedMap<String, String> knownBy() {
    SortedMap<String, String> knownBy = new TreeMap<>();
    for (Dimension dimension : parts.computed()) {
      String day = dimension.knownBy();
      if (day != null) {
        dimension.fields().forEach(field -> knownBy.put(field, day));
      }
    }
    return knownBy;
  }

  /** The fields of some dimensions or strata, and the days by which they are known. */
  Set<String> wantedFor(List<String> names) {
    Set<String> fields = new LinkedHashSet<>(fieldsOf(names));
    names.forEach(name -> Stream.ofNullable(dayOf(name)).forEach(fields::add));
    return fields;
  }

  /** The views of one of its metrics, none of which wants what it has not. */
  List<View> views(Metric metric) {
    List<View> views = Judgement.views(parts.policy, metric, parts.lookback);
    views.forEach(view -> requireWanted(metric, view.lens()));
    return views;
  }

  private void requireWanted(Metric metric, Lens lens) {
    if (!parts.strata.containsAll(lens.strata())) {
      throw unwanted(metric, lens, "strata", lens.strata(), parts.strata, "withStrata");
    }
    if (!metric.companions().containsAll(lens.companions())) {
      String remedy = "Metric.withCompanions";
      throw unwanted(metric, lens, "companions", lens.companions(), metric.companions(), remedy);
    }
  }

  private IllegalArgumentException unwanted(
      Metric metric,
      Lens lens,
      String what,
      Collection<?> wanted,
      Collection<?> there,
      String remedy) {
    return new IllegalArgumentException(
        "definition "
            + this
            + " looks at metric "
            + metric
            + " through lens "
            + Metric.name(lens)
            + ", which wants the "
            + what
            + " "
            + wanted
            + ", and it has "
            + there
            + "; name them with "
            + remedy);
  }

  /** Those of some dimensions or strata. */
  List<String> fieldsOf(List<String> names) {
    Map<String, List<String>> fields =
        parts.computed().stream().collect(Collectors.toMap(Dimension::name, Dimension::fields));
    return names.stream()
        .flatMap(name -> fields.getOrDefault(name, List.of(name)).stream())
        .distinct()
        .toList();
  }

  /**
   * Returns by which dimensions there are coarser segments besides.
   *
   * @return the groupings, each after those that it is coarser than; none unless told otherwise
   */
  public List<List<String>> rollUp() {
    return parts.rollUp;
  }

  /**
   * Returns the days that are left out.
   *
   * @return the days in order; none unless told otherwise
   */
  public SortedSet<LocalDate> daysLeftOut() {
    return parts.daysLeftOut;
  }

  /**
   * Returns the days on which nobody ends a record.
   *
   * @return the days that were declared
   */
  public SortedSet<LocalDate> closedDays() {
    return parts.closedDays;
  }

  /**
   * Returns what is compared.
   *
   * @return the metrics, in order
   */
  public List<Metric> metrics() {
    return parts.metrics;
  }

  /**
   * Returns what is read of each record: by the metrics and by what they have beside them.
   *
   * @return the measures, distinct, in the order of the metrics
   */
  public List<Measure> measures() {
    return parts.metrics.stream()
        .flatMap(metric -> metric.read().stream())
        .map(Metric::measure)
        .distinct()
        .toList();
  }

  /**
   * Returns every field that a source is asked for.
   *
   * @return the fields of dimensions and strata, the days by which these are known, and the fields
   *     of measures, distinct
   */
  public Set<String> fields() {
    Set<String> fields = wantedFor(parts.dimensionsAndStrata());
    measures().forEach(measure -> fields.addAll(measure.fields()));
    return fields;
  }

  /**
   * Returns what of this definition can be computed where only some fields are there: the metrics
   * that want no other, and those strata. What is at stake of a metric is left out by itself. A
   * definition that lost something differs in its {@link #settings}, so its runs are others.
   *
   * @param fields the fields of the source
   * @return the definition of what is there, and what was left out
   * @throws IllegalArgumentException if a dimension is not there, or no metric is
   */
  public Availability availableIn(Set<String> fields) {
    return Availability.of(this, field -> !fields.contains(field));
  }

  /**
   * Returns what of this definition can be computed of a source.
   *
   * @param source the source
   * @return the definition of what is there, and what was left out: nothing where the source does
   *     not say what it is {@link CountSource#lacking}
   * @throws IllegalArgumentException if a dimension is not there, or no metric is
   * @throws DriftException if the source cannot be asked
   */
  public Availability availableIn(CountSource source) {
    Set<String> lacking = source.lacking(fields());
    return Availability.of(this, lacking::contains);
  }

  /**
   * Returns how far back a run looks.
   *
   * @return the windows
   */
  public Lookback lookback() {
    return parts.lookback;
  }

  /**
   * Returns when a difference is an event.
   *
   * @return the policy
   */
  public DriftPolicy policy() {
    return parts.policy;
  }

  /**
   * Returns how many segments a run may find.
   *
   * @return the limit
   */
  public int segmentLimit() {
    return parts.segmentLimit;
  }

  /**
   * Returns what was changed since the author wrote this version, and what the policy has changed
   * from the defaults of its version: the settings that enter the identity of a run.
   *
   * @return name to exact text, empty if everything is as written
   */
  public SortedMap<String, String> settings() {
    SortedMap<String, String> now = parts.settings();
    SortedMap<String, String> changed = new TreeMap<>(now);
    changed.entrySet().removeAll(defaults.entrySet());
    defaults.keySet().stream()
        .filter(name -> !now.containsKey(name) && isOfAMetric(name))
        .forEach(name -> changed.put(name, "")); // what a metric had and has no more
    Objects.requireNonNull(
            parts.policy.settings(),
            () -> "policy " + parts.policy.id() + " has null for its settings")
        .forEach((name, value) -> changed.put("policy." + name, value));
    return changed;
  }

  private boolean isOfAMetric(String setting) {
    return parts.metrics.stream().anyMatch(m -> setting.startsWith("metric." + m + "."));
  }

  /** The settings of a run over these days: those that are left out of them are among it. */
  SortedMap<String, String> settings(Window span) {
    SortedMap<String, String> settings = settings();
    put(settings, "days-left-out", daysLeftOut(span));
    put(settings, "closed-days", closedDays(span));
    return settings;
  }

  private static void put(
      SortedMap<String, String> settings, String name, SortedSet<LocalDate> days) {
    if (!days.isEmpty()) {
      settings.put(name, String.join(",", days.stream().map(LocalDate::toString).toList()));
    }
  }

  SortedSet<LocalDate> daysLeftOut(Window window) {
    return parts.daysLeftOut.subSet(window.startInclusive(), window.endExclusive());
  }

  SortedSet<LocalDate> closedDays(Window window) {
    return parts.closedDays.subSet(window.startInclusive(), window.endExclusive());
  }

  /** Returns id and version, such as {@code payer-drift/1}. */
  @Override
  public String toString() {
    return parts.id + "/" + parts.version;
  }
}
