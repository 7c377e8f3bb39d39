package io.drift4j;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts records that are in memory: a collection, and for each field the function that reads it.
 *
 * <pre>{@code
 * CountSource source =
 *     RecordCounts.of(requests, Request::city)
 *         .date("created", Request::created)
 *         .date("closed", Request::closed)
 *         .text("borough", Request::borough);
 * }</pre>
 *
 * <p>Dates beyond the years 1 to 9999 stand for never and are taken for absent. Two collections of
 * one customer need names of their own ({@link #withId}), or else the runs of the one are returned
 * for the other: only the names of the fields tell them apart otherwise.
 *
 * <p>Instances are immutable; the collection is read in every call and must not change meanwhile.
 *
 * @param <R> the type of a record
 */
public final class RecordCounts<R> implements CountSource {

  private final Collection<R> records;
  private final Function<? super R, String> customer;
  private final Map<String, Function<? super R, ? extends @Nullable LocalDate>> dates;
  private final Map<String, Function<? super R, ? extends @Nullable String>> texts;
  private final String id;
  private final OptionalInt fresh;

  private RecordCounts(
      Collection<R> records,
      Function<? super R, String> customer,
      Map<String, Function<? super R, ? extends @Nullable LocalDate>> dates,
      Map<String, Function<? super R, ? extends @Nullable String>> texts,
      String id,
      OptionalInt fresh) {
    this.records = records;
    this.customer = customer;
    this.dates = dates;
    this.texts = texts;
    this.id = id;
    this.fresh = fresh;
  }

  /**
   * Returns a source that knows no fields yet.
   *
   * @param <R> the type of a record
   * @param records the records
   * @param customer reads whose record it is
   * @return the source
   */
  public static <R> RecordCounts<R> of(
      Collection<R> records, Function<? super R, String> customer) {
    return new RecordCounts<>(records, customer, Map.of(), Map.of(), "claims", OptionalInt.empty());
  }

  /**
   * Returns this source with a date field.
   *
   * @param field the name of the field, as measures say it
   * @param reader reads it; {@code null} while a record is open
   * @return the changed source
   */
  public RecordCounts<R> date(
      String field, Function<? super R, ? extends @Nullable LocalDate> reader) {
    return new RecordCounts<>(records, customer, with(dates, field, reader), texts, id, fresh);
  }

  /**
   * Returns this source with a text field: a dimension or an outcome.
   *
   * @param field the name of the field, as definitions and measures say it
   * @param reader reads it; {@code null} is a value of its own
   * @return the changed source
   */
  public RecordCounts<R> text(
      String field, Function<? super R, ? extends @Nullable String> reader) {
    return new RecordCounts<>(records, customer, dates, with(texts, field, reader), id, fresh);
  }

  /**
   * Returns this source under another name.
   *
   * @param id the user's name for this population of records
   * @return the changed source
   */
  public RecordCounts<R> withId(String id) {
    return new RecordCounts<>(
        records, customer, dates, texts, Names.require("source id", id), fresh);
  }

  /**
   * Returns this source with a limit on the age of a customer's newest record: a run whose records
   * are older is {@link RunStatus#EMPTY}.
   *
   * @param days the most days before the as-of day, 1 or more
   * @return the changed source
   * @throws IllegalArgumentException if it is not positive
   */
  public RecordCounts<R> requireFresh(int days) {
    if (days < 1) {
      throw new IllegalArgumentException("fresh within days must be 1 or more, not " + days);
    }
    return new RecordCounts<>(records, customer, dates, texts, id, OptionalInt.of(days));
  }

  private static <F> Map<String, F> with(Map<String, F> fields, String name, F reader) {
    Map<String, F> more = new LinkedHashMap<>(fields);
    more.put(Names.require("field", name), reader);
    return more;
  }

  @Override
  public String id() {
    return id;
  }

  /** The names of the fields: functions have none that could be told apart. */
  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "dates", String.join(",", new TreeMap<>(dates).keySet()),
            "texts", String.join(",", new TreeMap<>(texts).keySet())));
  }

  @Override
  public OptionalInt freshWithinDays() {
    return fresh;
  }

  @Override
  public void read(CountRequest request, CellVisitor visitor) {
    for (int i = 0; i < request.measures().size(); i++) {
      scan(request, i, visitor);
    }
  }

  private void scan(CountRequest request, int position, CellVisitor visitor) {
    Scan scan = new Scan(request, position);
    records.forEach(scan::count);
    scan.cells.forEach((place, group) -> visitor.visit(place.cell(position, group)));
    if (scan.withoutStart > 0) {
      visitor.leaveOut(position, Defect.NO_START, scan.withoutStart);
    }
  }

  private <F> F field(Map<String, F> fields, String name) {
    F reader = fields.get(name);
    if (reader == null) {
      throw new IllegalArgumentException(
          "source " + id + " has no field " + name + ", it has " + new TreeMap<>(fields).keySet());
    }
    return reader;
  }

  /** Where a record is counted. */
  private record Place(Segment segment, int window, Reading reading) {
    Cell cell(int measure, Group group) {
      return new Cell(segment, measure, window, reading, group.newestDay, group.count);
    }
  }

  /** How many were counted there. */
  private static final class Group {
    private LocalDate newestDay = LocalDate.MIN;
    private long count;

    void add(LocalDate day) {
      newestDay = day.isAfter(newestDay) ? day : newestDay;
      count++;
    }
  }

  /** One pass over the records for one measure. */
  private final class Scan {
    private final CountRequest request;
    private final Function<? super R, ? extends @Nullable LocalDate> windowedBy;
    private final Function<? super R, ? extends @Nullable LocalDate> from;
    private final Function<? super R, ? extends @Nullable LocalDate> until;
    private final Function<? super R, ? extends @Nullable String> outcome;
    private final List<Function<? super R, ? extends @Nullable String>> dimensions;
    private final Map<Place, Group> cells = new HashMap<>();
    private long withoutStart;

    Scan(CountRequest request, int position) {
      Measure measure = request.measures().get(position);
      String outcomeField = measure.outcome();
      this.request = request;
      this.windowedBy = field(dates, measure.windowedBy());
      this.from = field(dates, measure.from());
      this.until = field(dates, measure.until());
      this.outcome = outcomeField == null ? record -> null : field(texts, outcomeField);
      this.dimensions = new ArrayList<>();
      request.dimensions().forEach(dimension -> dimensions.add(field(texts, dimension)));
    }

    void count(R record) {
      if (request.customer().equals(customer.apply(record))) {
        count(record, Days.orNone(windowedBy.apply(record)));
      }
    }

    private void count(R record, @Nullable LocalDate day) {
      int window = day == null ? -1 : windowOf(day);
      if (day == null || (window >= 0 && Days.orNone(from.apply(record)) == null)) {
        withoutStart++;
      } else if (window >= 0) {
        Place place = new Place(segment(record), window, reading(record));
        cells.computeIfAbsent(place, p -> new Group()).add(day);
      }
    }

    private int windowOf(LocalDate day) {
      for (int i = 0; i < request.windows().size(); i++) {
        if (request.windows().get(i).contains(day)) {
          return i;
        }
      }
      return -1;
    }

    private Segment segment(R record) {
      List<@Nullable String> values = new ArrayList<>(dimensions.size());
      dimensions.forEach(dimension -> values.add(dimension.apply(record)));
      return Segment.of(request.dimensions(), values);
    }

    private Reading reading(R record) {
      LocalDate start = Days.orNone(from.apply(record));
      LocalDate end = Days.orNone(until.apply(record));
      Long days = start == null || end == null ? null : ChronoUnit.DAYS.between(start, end);
      return new Reading(days, outcome.apply(record));
    }
  }
}
