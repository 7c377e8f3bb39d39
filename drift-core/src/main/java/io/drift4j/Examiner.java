package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each segment for one definition, through every view, and keeps what was seen. A failure
 * of the definition's own parts is kept too: it is nobody else's.
 */
final class Examiner {

  private final Definition definition;
  private final CountRequest request;
  private final List<MetricReader> readers;
  private final List<List<MetricReader>> companions; // of each metric
  private final List<List<MetricReader>> stakes; // of each metric, one or none
  private final List<List<Sight>> sights; // of each metric
  private final Map<List<StreamViews.Special>, List<Sight>> ofStreams = new HashMap<>();
  private final Totals totals;
  private final List<String> strata;
  private final ReadSegments segments;
  private final List<CoarserSegments> rollUp;
  private AcrossSegments across = AcrossSegments.NONE;
  private final IdentityHashMap<CellTable, DayCells> ordered =
      new IdentityHashMap<>(); // of the segment at hand
  private final List<Examination> examinations = new ArrayList<>();
  private @Nullable RuntimeException failure;

  /** A view with its days. */
  private record Sight(
      View view,
      WindowPair windows,
      Window history,
      SampleDays baseline,
      SampleDays current,
      SampleDays before,
      WantedDays days,
      WantedDays daysOfCategories) {}

  Examiner(
      Definition definition,
      CountRequest request,
      List<OutcomeCodes> outcomes,
      List<DailyTally> tallies) {
    this.definition = definition;
    this.request = request;
    this.strata = definition.strata();
    this.segments = new ReadSegments(definition);
    this.rollUp = definition.rollUp().stream().map(CoarserSegments::new).toList();
    this.readers =
        definition.metrics().stream()
            .map(metric -> new MetricReader(metric, request, outcomes))
            .toList();
    this.companions = readersOf(outcomes, Metric::companions);
    this.stakes = readersOf(outcomes, Examiner::stake);
    this.sights = definition.metrics().stream().map(this::sights).toList();
    this.totals = totals(tallies);
  }

  private List<List<MetricReader>> readersOf(
      List<OutcomeCodes> outcomes, Function<Metric, List<Metric>> beside) {
    return definition.metrics().stream()
        .map(
            metric ->
                beside.apply(metric).stream()
                    .map(other -> new MetricReader(other, request, outcomes))
                    .toList())
        .toList();
  }

  private static List<Metric> stake(Metric metric) {
    Metric stake = metric.stake();
    return stake == null ? List.of() : List.of(stake);
  }

  private List<Sight> sights(Metric metric) {
    return definition.views(metric).stream()
        .map(view -> sight(view, Collections.emptySortedSet()))
        .toList();
  }

  /** Those of a stream, which may have some of its own. */
  private List<Sight> sights(int metric, Segment segment) {
    return definition.policy() instanceof StreamViews streams
        ? streams
            .of(readers.get(metric).metric(), segment)
            .map(special -> ofStreams.computeIfAbsent(special, this::sights))
            .orElse(sights.get(metric))
        : sights.get(metric);
  }

  private List<Sight> sights(List<StreamViews.Special> special) {
    return special.stream().map(one -> sight(one.view(), one.daysLeftOut())).toList();
  }

  private Sight sight(View view, SortedSet<LocalDate> leftOut) {
    WindowPair windows = Plan.windows(view, request.asOf());
    Window history = Plan.history(view, request.asOf());
    return new Sight(
        view,
        windows,
        history,
        days(windows.baseline(), leftOut),
        days(windows.current(), leftOut),
        days(history, leftOut),
        new WantedDays(windows, with(leftOut, windows.span())),
        daysOfCategories(view, leftOut));
  }

  /** Those of the history too, where the lens looks at it. */
  private WantedDays daysOfCategories(View view, SortedSet<LocalDate> leftOut) {
    List<Window> windows = Plan.allWindows(view, request.asOf());
    Window span =
        new Window(windows.get(0).startInclusive(), windows.get(windows.size() - 1).endExclusive());
    return new WantedDays(windows, with(leftOut, span));
  }

  private SampleDays days(Window window, SortedSet<LocalDate> leftOut) {
    return new SampleDays(request, window, with(leftOut, window));
  }

  /** Those of the definition, and others, as far as they are in a window. */
  private SortedSet<LocalDate> with(SortedSet<LocalDate> others, Window window) {
    SortedSet<LocalDate> ofDefinition = definition.daysLeftOut(window);
    if (others.isEmpty()) {
      return ofDefinition;
    }
    SortedSet<LocalDate> both = new TreeSet<>(ofDefinition);
    both.addAll(others.subSet(window.startInclusive(), window.endExclusive()));
    return both;
  }

  /** Of the days that any of the views looks at. */
  private Totals totals(List<DailyTally> tallies) {
    List<Window> windows = new ArrayList<>(lookback().windows());
    sights.forEach(
        views ->
            views.forEach(sight -> windows.addAll(Plan.allWindows(sight.view, request.asOf()))));
    boolean[] looksAt = new boolean[Math.toIntExact(request.span().days())];
    windows.forEach(
        window ->
            Arrays.fill(
                looksAt, place(window.startInclusive()), place(window.endExclusive()), true));
    definition.daysLeftOut(request.span()).forEach(day -> looksAt[place(day)] = false);
    int[] days = IntStream.range(0, looksAt.length).filter(day -> looksAt[day]).toArray();
    return new Totals(
        readers.stream().map(MetricReader::measure).distinct().map(tallies::get).toList(),
        request.span().startInclusive(),
        days,
        lookback());
  }

  private int place(LocalDate day) {
    return Math.toIntExact(day.toEpochDay() - request.span().startInclusive().toEpochDay());
  }

  private WindowPair lookback() {
    return definition.lookback().windows(request.asOf());
  }

  /** Whether a segment of the request is one of the definition, and not a part of one. */
  boolean examinesEachSegment() {
    return strata.isEmpty()
        && definition.computed().isEmpty()
        && definition.dimensions().equals(request.dimensions())
        && !needsClosedDays()
        && !readsAcross();
  }

  private boolean readsAcross() {
    return companions.stream()
        .flatMap(List::stream)
        .anyMatch(companion -> companion.metric().readAcross() != null);
  }

  private boolean needsClosedDays() {
    return definition.policy().findsClosedDays() || !definition.closedDays().isEmpty();
  }

  /** Before any cell of the segment. */
  void admit(Segment told) {
    attempt(() -> segments.admit(told));
  }

  /** A segment that is whole, and is forgotten then. */
  void examineWhole(SegmentTables cells) {
    attempt(
        () -> {
          examine(cells.segment(), List.of(cells), ClosedDaysByGroup.NONE);
          rollUp.forEach(coarser -> coarser.add(cells));
        });
  }

  /** All others, and what is rolled up of all. */
  void examineRest(List<SegmentTables> told) {
    attempt(
        () -> {
          List<SegmentTables> rest =
              told.stream().map(some -> some.as(segments.of(some.segment()))).toList();
          ClosedDaysByGroup closedDays = closedDays(rest);
          across = new AcrossSegments(rest, strata);
          by(definition.dimensions(), rest)
              .forEach((segment, some) -> examine(segment, some, closedDays));
          rollUp.forEach(coarser -> examineCoarser(coarser, rest, closedDays));
        });
  }

  private void examineCoarser(
      CoarserSegments coarser, List<SegmentTables> rest, ClosedDaysByGroup closedDays) {
    by(coarser.dimensions(), coarser.madeOf(rest))
        .forEach((segment, some) -> examine(segment, together(some), closedDays));
  }

  private ClosedDaysByGroup closedDays(List<SegmentTables> cells) {
    return needsClosedDays()
        ? new ClosedDaysByGroup(definition, request, cells)
        : ClosedDaysByGroup.NONE;
  }

  private static SortedMap<Segment, List<SegmentTables>> by(
      List<String> dimensions, List<SegmentTables> cells) {
    SortedMap<Segment, List<SegmentTables>> parts = new TreeMap<>();
    cells.forEach(
        some ->
            parts.computeIfAbsent(some.segment().of(dimensions), s -> new ArrayList<>()).add(some));
    return parts;
  }

  /** The many parts of a coarser segment, added up to one of each stratum. */
  private List<SegmentTables> together(List<SegmentTables> parts) {
    if (parts.size() == 1) {
      return parts;
    }
    SortedMap<Segment, SegmentTables> byStratum = new TreeMap<>();
    for (SegmentTables part : parts) {
      byStratum
          .computeIfAbsent(
              part.segment().of(strata), stratum -> new SegmentTables(stratum, part.measures()))
          .add(part);
    }
    return List.copyOf(byStratum.values());
  }

  private void examine(Segment segment, List<SegmentTables> cells, ClosedDaysByGroup closedDays) {
    ordered.clear();
    for (int i = 0; i < readers.size(); i++) {
      SortedSet<LocalDate> closed = closedDays.of(segment, readers.get(i).measure());
      List<Comparison> comparisons = comparisons(i, segment, cells, closed);
      if (comparisons.stream().anyMatch(Examiner::isOfSomething)) {
        Metric metric = readers.get(i).metric();
        examinations.add(new Examination(metric, segment, looked(i, segment, comparisons, cells)));
      }
    }
  }

  private List<Evidence> looked(
      int metric, Segment segment, List<Comparison> comparisons, List<SegmentTables> cells) {
    List<Evidence> evidence = new ArrayList<>(comparisons.stream().map(Lenses::look).toList());
    for (MetricReader stake : stakes.get(metric)) {
      List<SampleCells.Part> amounts = parts(stake, cells);
      for (int i = 0; i < evidence.size(); i++) {
        SampleDays days = sights(metric, segment).get(i).current;
        SampleCells current = new SampleCells(stake, days, amounts, Categories.NONE);
        evidence.set(i, Stake.told(evidence.get(i), new Sample(current)));
      }
    }
    return evidence;
  }

  /** Whether there is anything to be seen, which is not for a lens to say. */
  private static boolean isOfSomething(Comparison comparison) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    return baseline.size() + current.size() > 0
        || (comparison.view().lens().seesOpen() && baseline.open() + current.open() > 0);
  }

  private List<Comparison> comparisons(
      int metric, Segment segment, List<SegmentTables> cells, SortedSet<LocalDate> closedDays) {
    List<MetricReader> beside = companions.get(metric);
    List<List<SampleCells.Part>> besides =
        beside.stream()
            .map(companion -> parts(companion, across.of(companion, segment, cells)))
            .toList();
    MetricReader reader = readers.get(metric);
    List<SampleCells.Part> parts = parts(reader, cells);
    List<Comparison> comparisons = new ArrayList<>();
    for (Sight sight : sights(metric, segment)) {
      List<Comparison> others =
          IntStream.range(0, beside.size())
              .mapToObj(
                  i ->
                      comparison(
                          beside.get(i), segment, sight, besides.get(i), closedDays, List.of()))
              .toList();
      comparisons.add(comparison(reader, segment, sight, parts, closedDays, others));
    }
    return comparisons;
  }

  private List<SampleCells.Part> parts(MetricReader reader, List<SegmentTables> cells) {
    List<SampleCells.Part> parts = new ArrayList<>();
    for (SegmentTables some : cells) {
      CellTable table = some.of(reader.measure());
      if (table != null) {
        ReadCells read = new ReadCells(reader, ordered(table));
        parts.add(new SampleCells.Part(some.segment().of(strata), read));
      }
    }
    return parts;
  }

  private DayCells ordered(CellTable table) {
    int days = Math.toIntExact(request.span().days());
    return ordered.computeIfAbsent(table, cells -> new DayCells(cells, days));
  }

  /** Strata that have records only on days which others look at are not there. */
  private List<SampleCells.Part> seen(
      MetricReader reader, Sight sight, List<SampleCells.Part> parts) {
    return strata.isEmpty()
        ? parts
        : parts.stream().filter(part -> reader.isIn(sight.days, part)).toList();
  }

  private Comparison comparison(
      MetricReader reader,
      Segment segment,
      Sight sight,
      List<SampleCells.Part> parts,
      SortedSet<LocalDate> closedDays,
      List<Comparison> companions) {
    List<SampleCells.Part> seen = seen(reader, sight, parts);
    Categories categories = reader.categories(seen, sight.daysOfCategories);
    return new Comparison(
        reader.metric(),
        segment,
        sight.view,
        new Sample(new SampleCells(reader, sight.baseline, seen, categories)),
        new Sample(new SampleCells(reader, sight.current, seen, categories)),
        new Sample(new SampleCells(reader, sight.before, seen, categories)),
        closedDays.tailSet(sight.history.startInclusive()),
        companions);
  }

  private void attempt(Runnable work) {
    if (failure == null) {
      try {
        work.run();
      } catch (ArithmeticException e) {
        fail(new DriftException("the source told of more records than a long can count", e));
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }

  private void fail(RuntimeException e) {
    failure = e;
    examinations.clear();
  }

  boolean hasFailed() {
    return failure != null;
  }

  RuntimeException failure() {
    return Objects.requireNonNull(failure);
  }

  Definition definition() {
    return definition;
  }

  Totals totals() {
    return totals;
  }

  /** What was seen, ordered by segment, and within one in the order of the metrics. */
  List<Examination> examinations() {
    if (failure != null) {
      throw failure;
    }
    List<Examination> sorted = new ArrayList<>(examinations);
    sorted.sort(Comparator.comparing(Examination::segment));
    return sorted;
  }
}
