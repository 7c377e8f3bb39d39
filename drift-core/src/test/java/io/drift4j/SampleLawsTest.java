package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.stats.DailyTables;
import io.drift4j.stats.DevelopmentTriangle;
import io.drift4j.stats.FrequencyTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples of random records are those of going through the records one by one. */
class SampleLawsTest {

  private static final LocalDate AS_OF = CountSourceContract.AS_OF;

  private static final Metric DENIED = ContractMetrics.DENIED;
  private static final Metric DAYS = ContractMetrics.DAYS;
  private static final Metric REASONS = ContractMetrics.REASONS;
  private static final Metric RECORDS = ContractMetrics.RECORDS;

  private static Definition definition(DriftPolicy policy) {
    return ContractMetrics.ofEveryKind(policy);
  }

  private static CountSource source(List<ContractRecord> records) {
    return ContractRecord.inMemory(records);
  }

  private static void run(Definition definition, CountSource source) {
    DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source);
  }

  // ---- row by row

  /** What one record says, when nothing is wrong with it. */
  private record Row(
      Segment segment, Metric metric, long day, @Nullable Long value, long age, String came) {

    boolean isOpen() {
      return value == null;
    }

    @Nullable String stratum() {
      return segment.value(CountSourceContract.PLAN);
    }
  }

  private static List<Row> rows(
      List<ContractRecord> records, Definition definition, boolean hindsight) {
    WindowPair windows = definition.lookback().windows(AS_OF);
    List<Row> rows = new ArrayList<>();
    for (Metric metric : definition.metrics()) {
      CountRequest request =
          new CountRequest(
              "acme",
              windows.windows(),
              AS_OF,
              hindsight,
              List.of(CountSourceContract.PAYER, CountSourceContract.PLAN),
              List.of(metric.measure()));
      ContractAnswer.tell(records, request, collecting(rows, metric));
    }
    rows.removeIf(
        row -> definition.daysLeftOut().contains(LocalDate.ofEpochDay(row.day)) || isDefect(row));
    return rows;
  }

  private static CellVisitor collecting(List<Row> rows, Metric metric) {
    return new CellVisitor() {
      @Override
      public Cells segment(Segment segment) {
        return new Cells() {
          @Override
          public void add(int measure, long day, long value, String outcome, long count) {
            rows.add(new Row(segment, metric, day, value, 0, outcome));
          }

          @Override
          public void addOpen(int measure, long day, long age, String outcome, long count) {
            rows.add(new Row(segment, metric, day, null, age, outcome));
          }

          @Override
          public void end() {}
        };
      }

      @Override
      public void leaveOut(int measure, long day, Defect defect, long count) {}

      @Override
      public void leaveOut(int measure, Defect defect, long count) {}
    };
  }

  private static boolean isDefect(Row row) {
    Measure measure = row.metric.measure();
    boolean isTime = measure.quantity() instanceof Quantity.Elapsed;
    if (isTime && !row.isOpen() && row.value < 0) {
      return true;
    }
    if (measure.outcome() == null) {
      return false;
    }
    return row.isOpen()
        ? row.came != null
        : row.came == null
            || !(measure.outcomes().isEmpty() || measure.outcomes().contains(row.came));
  }

  private static @Nullable Long observed(Row row, List<String> categories) {
    if (row.metric.equals(RECORDS)) {
      return 1L;
    }
    if (row.isOpen()) {
      return null;
    }
    if (row.metric.equals(DENIED)) {
      return row.came.equals("DENIED") ? Long.valueOf(1) : row.came.equals("PAID") ? 0L : null;
    }
    if (row.metric.equals(DAYS)) {
      return row.came.equals("OTHER") ? null : row.value;
    }
    return row.metric.equals(REASONS) ? (long) categories.indexOf(row.came) : row.value;
  }

  private static FrequencyTable table(
      List<Row> rows, List<String> categories, Metric metric, Sample sample) {
    if (!metric.equals(RECORDS)) {
      return FrequencyTable.of(
          rows.stream()
              .map(row -> observed(row, categories))
              .filter(value -> value != null)
              .mapToLong(Long::longValue)
              .toArray());
    }
    return FrequencyTable.of(
        sample
            .window()
            .startInclusive()
            .datesUntil(sample.window().endExclusive())
            .filter(day -> !sample.daysLeftOut().contains(day))
            .mapToLong(day -> rows.stream().filter(row -> row.day == day.toEpochDay()).count())
            .toArray());
  }

  private static DailyTables daily(List<Row> rows, List<String> categories) {
    DailyTables.Builder daily = DailyTables.builder();
    for (Row row : rows) {
      Long value = observed(row, categories);
      if (value != null) {
        daily.add(row.day, value, 1);
      }
    }
    return daily.build();
  }

  private static DevelopmentTriangle triangle(List<Row> rows) {
    DevelopmentTriangle.Builder triangle = DevelopmentTriangle.builder();
    for (Row row : rows) {
      if (row.isOpen()) {
        if (row.age >= 0) {
          triangle.addOpen(row.day, (int) row.age, 1);
        }
      } else {
        triangle.add(row.day, Math.toIntExact(row.value), ending(row), 1);
      }
    }
    return triangle.build();
  }

  private static int ending(Row row) {
    Long value = observed(row, List.of());
    if (value == null) {
      return Sample.LEFT_OUT;
    }
    return row.metric.kind() == Metric.Kind.TIME || value == 1 ? Sample.EVENT : Sample.OTHER;
  }

  // ---- the laws

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyFormOfEverySampleIsThatOfGoingThroughTheRecords(long seed) {
    List<ContractRecord> records = CountSourceContract.random(seed);
    for (boolean hindsight : new boolean[] {false, true}) {
      int[] seen = {0};
      List<Row> rows = rows(records, definition(Looking.with(c -> {})), hindsight);
      String which = "seed " + seed + ", hindsight " + hindsight + ", ";
      Consumer<Comparison> eye =
          comparison -> {
            seen[0]++;
            requireSame(
                which + comparison.metric() + " of " + comparison.segment(),
                comparison,
                rows,
                hindsight);
          };
      run(definition(hindsight ? Looking.backWith(eye) : Looking.with(eye)), source(records));
      assertThat(seen[0]).as("comparisons").isGreaterThan(20);
    }
  }

  private static void requireSame(
      String about, Comparison comparison, List<Row> all, boolean hindsight) {
    List<Row> rows =
        all.stream()
            .filter(row -> row.metric.equals(comparison.metric()))
            .filter(row -> isOf(row, comparison.segment()))
            .toList();
    List<String> categories =
        comparison.metric().equals(REASONS)
            ? rows.stream().filter(r -> !r.isOpen()).map(Row::came).distinct().sorted().toList()
            : List.of();
    Set<Segment> strata = new TreeSet<>();
    rows.forEach(row -> strata.add(stratum(row.stratum())));
    for (Sample sample : List.of(comparison.baseline(), comparison.current())) {
      List<Row> inWindow =
          rows.stream()
              .filter(row -> sample.window().contains(LocalDate.ofEpochDay(row.day)))
              .toList();
      requireSame(about, comparison.metric(), sample, inWindow, categories);
      assertThat(sample.knownUntil()).isEqualTo(hindsight ? null : AS_OF);
      assertThat(sample.categories()).as(about).isEqualTo(categories);
      assertThat(sample.strata().keySet()).as(about).isEqualTo(strata);
      sample
          .strata()
          .forEach(
              (stratum, part) ->
                  requireSame(
                      about + " in " + stratum,
                      comparison.metric(),
                      part,
                      inWindow.stream()
                          .filter(row -> stratum(row.stratum()).equals(stratum))
                          .toList(),
                      categories));
    }
  }

  private static boolean isOf(Row row, Segment segment) {
    return Segment.of(
            segment.dimensions(),
            Collections.singletonList(row.segment.value(CountSourceContract.PAYER)))
        .equals(segment);
  }

  private static Segment stratum(@Nullable String plan) {
    return Segment.of(List.of(CountSourceContract.PLAN), Collections.singletonList(plan));
  }

  private static void requireSame(
      String about, Metric metric, Sample sample, List<Row> rows, List<String> categories) {
    assertThat(sample.size())
        .as("size, %s", about)
        .isEqualTo(rows.stream().filter(row -> observed(row, categories) != null).count());
    assertThat(sample.open())
        .as("open, %s", about)
        .isEqualTo(rows.stream().filter(Row::isOpen).count());
    assertThat(sample.table())
        .as("table, %s", about)
        .isEqualTo(table(rows, categories, metric, sample));
    assertThat(sample.daily()).as("daily, %s", about).isEqualTo(daily(rows, categories));
    if (metric.measure().quantity() instanceof Quantity.Elapsed) {
      assertThat(sample.triangle()).as("triangle, %s", about).isEqualTo(triangle(rows));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void theStrataTogetherAreTheWhole(long seed) {
    run(
        definition(
            Looking.with(
                comparison -> {
                  String about = "seed " + seed + ", " + comparison.metric();
                  requireWhole(about, comparison.metric(), comparison.baseline());
                  requireWhole(about, comparison.metric(), comparison.current());
                })),
        source(CountSourceContract.random(seed)));
  }

  private static void requireWhole(String about, Metric metric, Sample sample) {
    boolean isTime = metric.measure().quantity() instanceof Quantity.Elapsed;
    Collection<Sample> parts = sample.strata().values();
    DailyTables daily = DailyTables.builder().build();
    FrequencyTable table = FrequencyTable.empty();
    DevelopmentTriangle triangle = DevelopmentTriangle.builder().build();
    for (Sample part : parts) {
      daily = daily.combine(part.daily());
      table = table.combine(part.table());
      triangle = isTime ? triangle.combine(part.triangle()) : triangle;
    }
    assertThat(daily).as(about).isEqualTo(sample.daily());
    assertThat(parts.stream().mapToLong(Sample::size).sum()).as(about).isEqualTo(sample.size());
    assertThat(parts.stream().mapToLong(Sample::open).sum()).as(about).isEqualTo(sample.open());
    if (isTime) {
      assertThat(triangle).as(about).isEqualTo(sample.triangle());
    }
    if (metric.kind() != Metric.Kind.COUNT) {
      assertThat(table).as("%s", about).isEqualTo(sample.table());
    }
  }

  // ---- how records come

  @Test
  void aSampleDoesNotDependOnTheOrderOfTheRecordsNorOnHowTheyAreCounted() {
    long seed = 20261127;
    List<ContractRecord> records = new ArrayList<>(CountSourceContract.random(seed));
    Definition definition = definition(DriftPolicy.thresholds());
    SampleFingerprint first = fingerprint(definition, source(records));
    assertThat(first.size()).isGreaterThan(20);
    Collections.shuffle(records, new Random(seed));
    assertThat(fingerprint(definition, source(records)).text())
        .as("seed %d, shuffled", seed)
        .isEqualTo(first.text());
    assertThat(fingerprint(definition, counted(source(records), false)).text())
        .as("seed %d, counted, segments whole", seed)
        .isEqualTo(first.text());
    assertThat(fingerprint(definition, counted(source(records), true)).sha256())
        .as("seed %d, counted, the other way round", seed)
        .isEqualTo(first.sha256());
    records.removeIf(
        record ->
            record.customer().equals("acme") && AS_OF.minusDays(5).equals(record.submitted()));
    assertThat(fingerprint(definition, source(records)).sha256())
        .as("seed %d, without the records of a day", seed)
        .isNotEqualTo(first.sha256());
  }

  /** Without strata each segment is examined once it is whole. */
  @Test
  void aSegmentThatIsSaidToBeWholeIsExaminedAsOneThatIsNot() {
    long seed = 20261128;
    List<ContractRecord> records = CountSourceContract.random(seed);
    Definition definition = definition(DriftPolicy.thresholds()).withStrata(List.of());
    assertThat(fingerprint(definition, counted(source(records), false)).text())
        .as("seed %d", seed)
        .isEqualTo(fingerprint(definition, source(records)).text());
  }

  private static SampleFingerprint fingerprint(Definition definition, CountSource source) {
    return SampleFingerprint.of(definition, source, "acme", AS_OF);
  }

  /** What a source says, counted, segment by segment, each said to be whole. */
  private static CountSource counted(CountSource source, boolean isTurned) {
    return (request, visitor) -> {
      SortedMap<Segment, SortedMap<String, Counted>> cells = new TreeMap<>();
      source.read(request, new Counting(cells, visitor));
      List<Segment> segments = new ArrayList<>(cells.keySet());
      if (isTurned) {
        Collections.reverse(segments);
      }
      for (Segment segment : segments) {
        CellVisitor.Cells receiver = visitor.segment(segment);
        cells.get(segment).values().forEach(cell -> cell.tell(receiver));
        receiver.end();
      }
    };
  }

  private record Counted(
      int measure, long day, boolean open, long value, @Nullable String outcome, long count) {

    Counted with(Counted other) {
      return new Counted(measure, day, open, value, outcome, count + other.count);
    }

    String key() {
      return Arrays.asList(measure, day, open, value, outcome).toString();
    }

    void tell(CellVisitor.Cells receiver) {
      if (open) {
        receiver.addOpen(measure, day, value, outcome, count);
      } else {
        receiver.add(measure, day, value, outcome, count);
      }
    }
  }

  private record Counting(SortedMap<Segment, SortedMap<String, Counted>> cells, CellVisitor visitor)
      implements CellVisitor {

    private void count(Segment segment, Counted cell) {
      cells.computeIfAbsent(segment, s -> new TreeMap<>()).merge(cell.key(), cell, Counted::with);
    }

    @Override
    public Cells segment(Segment segment) {
      return new Cells() {
        @Override
        public void add(int measure, long day, long value, String outcome, long n) {
          count(segment, new Counted(measure, day, false, value, outcome, n));
        }

        @Override
        public void addOpen(int measure, long day, long age, String outcome, long n) {
          count(segment, new Counted(measure, day, true, age, outcome, n));
        }

        @Override
        public void end() {}
      };
    }

    @Override
    public void leaveOut(int measure, long day, Defect defect, long n) {
      visitor.leaveOut(measure, day, defect, n);
    }

    @Override
    public void leaveOut(int measure, Defect defect, long n) {
      visitor.leaveOut(measure, defect, n);
    }
  }
}
