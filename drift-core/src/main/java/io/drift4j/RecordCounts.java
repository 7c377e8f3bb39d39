package io.drift4j;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private final Fields<R> fields;
  private final String id;
  private final OptionalInt fresh;

  /**
   * The fields by name, each with the function that reads it.
   *
   * @param times the moments, whose days are told in a zone
   */
  record Fields<R>(
      Map<String, Function<? super R, ? extends @Nullable LocalDate>> dates,
      Map<String, Moment<R>> times,
      Map<String, Function<? super R, ? extends @Nullable BigDecimal>> decimals,
      Map<String, Function<? super R, ? extends @Nullable String>> texts) {

    boolean has(String field) {
      return dates.containsKey(field)
          || times.containsKey(field)
          || decimals.containsKey(field)
          || texts.containsKey(field);
    }
  }

  /** A field that is a moment. */
  record Moment<R>(Function<? super R, ? extends @Nullable Instant> reader, ZoneId zone) {

    @Nullable LocalDate day(R record) {
      Instant moment = reader.apply(record);
      return moment == null || !Days.holds(moment) ? null : moment.atZone(zone).toLocalDate();
    }
  }

  private RecordCounts(
      Collection<R> records,
      Function<? super R, String> customer,
      Fields<R> fields,
      String id,
      OptionalInt fresh) {
    this.records = records;
    this.customer = customer;
    this.fields = fields;
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
    Fields<R> none = new Fields<>(Map.of(), Map.of(), Map.of(), Map.of());
    return new RecordCounts<>(
        records, guarded("customer", customer), none, "claims", OptionalInt.empty());
  }

  private RecordCounts<R> with(Fields<R> more) {
    return new RecordCounts<>(records, customer, more, id, fresh);
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
    return with(
        new Fields<>(
            with(fields.dates, field, guarded(field, reader)),
            fields.times,
            fields.decimals,
            fields.texts));
  }

  /**
   * Returns this source with a field that is a moment: its day is told in a zone, and the hours or
   * minutes between two such fields can be measured, in whole seconds.
   *
   * @param field the name of the field, as measures say it
   * @param reader reads it; {@code null} while a record is open
   * @param zone whose days count
   * @return the changed source
   */
  public RecordCounts<R> timestamp(
      String field, Function<? super R, ? extends @Nullable Instant> reader, ZoneId zone) {
    return with(
        new Fields<>(
            fields.dates,
            with(fields.times, field, new Moment<>(guarded(field, reader), zone)),
            fields.decimals,
            fields.texts));
  }

  /**
   * Returns this source with a field that is an exact decimal.
   *
   * @param field the name of the field, as measures say it
   * @param reader reads it; {@code null} while it is not known
   * @return the changed source
   */
  public RecordCounts<R> decimal(
      String field, Function<? super R, ? extends @Nullable BigDecimal> reader) {
    return with(
        new Fields<>(
            fields.dates,
            fields.times,
            with(fields.decimals, field, guarded(field, reader)),
            fields.texts));
  }

  /**
   * Returns this source with a text field: a dimension, an outcome or a detail of one, a category.
   *
   * @param field the name of the field, as definitions and measures say it
   * @param reader reads it; {@code null} is a value of its own
   * @return the changed source
   */
  public RecordCounts<R> text(
      String field, Function<? super R, ? extends @Nullable String> reader) {
    return with(
        new Fields<>(
            fields.dates,
            fields.times,
            fields.decimals,
            with(fields.texts, field, guarded(field, reader))));
  }

  /** What a reader throws is told by its type alone: it may quote the record. */
  private static <R, V extends @Nullable Object> Function<R, V> guarded(
      String field, Function<? super R, ? extends V> reader) {
    Objects.requireNonNull(reader, () -> "the reader of field " + field + " is null; give one");
    return record -> {
      try {
        return reader.apply(record);
      } catch (RuntimeException e) {
        throw new DriftException(
            "the reader of field "
                + field
                + " failed ("
                + e.getClass().getName()
                + "); it must take every record, and give null where there is nothing",
            e);
      }
    };
  }

  private static <F> Map<String, F> with(Map<String, F> fields, String name, F reader) {
    Map<String, F> more = new LinkedHashMap<>(fields);
    more.put(Names.require("field", name), reader);
    return more;
  }

  /**
   * Returns this source under another name.
   *
   * @param id the user's name for this population of records
   * @return the changed source
   */
  public RecordCounts<R> withId(String id) {
    return new RecordCounts<>(records, customer, fields, Names.require("source id", id), fresh);
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
    return new RecordCounts<>(records, customer, fields, id, OptionalInt.of(days));
  }

  @Override
  public String id() {
    return id;
  }

  /** The names of the fields: functions have none that could be told apart. */
  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("dates", names(fields.dates));
    settings.put("texts", names(fields.texts));
    if (!fields.decimals.isEmpty()) {
      settings.put("decimals", names(fields.decimals));
    }
    fields.times.forEach((field, time) -> settings.put("zone." + field, time.zone().getId()));
    return settings;
  }

  @Override
  public Set<String> lacking(Set<String> wanted) {
    SortedSet<String> lacking = new TreeSet<>(wanted);
    lacking.removeIf(fields::has);
    return lacking;
  }

  private static String names(Map<String, ?> fields) {
    return String.join(",", new TreeMap<>(fields).keySet());
  }

  @Override
  public OptionalInt freshWithinDays() {
    return fresh;
  }

  @Override
  public void read(CountRequest request, CellVisitor visitor) {
    RecordReader<R> reader = new RecordReader<>(id, fields, request, visitor);
    for (R record : records) {
      if (request.customer().equals(customer.apply(record))) {
        reader.read(record);
      }
    }
  }
}
