package io.drift4j;

import io.drift4j.Quantity.Amount;
import io.drift4j.Quantity.Elapsed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads records one by one for a request, and says of each where it is counted.
 *
 * @param <R> the type of a record
 */
final class RecordReader<R> {

  private final String sourceId;
  private final RecordCounts.Fields<R> fields;
  private final CountRequest request;
  private final CellVisitor visitor;
  private final WantedDays wanted;
  private final List<Function<? super R, ? extends @Nullable String>> dimensions;
  private final List<One> measures = new ArrayList<>();
  private final Map<List<@Nullable String>, CellVisitor.Cells> segments = new HashMap<>();

  RecordReader(
      String sourceId, RecordCounts.Fields<R> fields, CountRequest request, CellVisitor visitor) {
    this.sourceId = sourceId;
    this.fields = fields;
    this.request = request;
    this.visitor = visitor;
    this.wanted = new WantedDays(request.windows());
    for (int i = 0; i < request.measures().size(); i++) {
      measures.add(one(i, request.measures().get(i)));
    }
    this.dimensions = new ArrayList<>();
    request.dimensions().forEach(dimension -> dimensions.add(dimension(dimension)));
  }

  /** Absent until it is known. */
  private Function<? super R, ? extends @Nullable String> dimension(String name) {
    Function<? super R, ? extends @Nullable String> text = field(fields.texts(), name);
    String knownBy = request.knownBy().get(name);
    if (knownBy == null) {
      return text;
    }
    Function<R, @Nullable LocalDate> day = day(knownBy);
    return record -> request.isKnown(day.apply(record)) ? text.apply(record) : null;
  }

  private One one(int position, Measure measure) {
    if (measure.quantity() instanceof Elapsed elapsed) {
      return elapsed.isInDays()
          ? new InDays(position, measure, elapsed)
          : new InTime(position, measure, elapsed);
    }
    return measure.quantity() instanceof Amount amount
        ? new OfAmount(position, measure, amount)
        : new OfOccurrence(position, measure);
  }

  void read(R record) {
    measures.forEach(measure -> measure.read(record));
  }

  private CellVisitor.Cells cells(R record) {
    List<@Nullable String> values = new ArrayList<>(dimensions.size());
    dimensions.forEach(dimension -> values.add(dimension.apply(record)));
    return segments.computeIfAbsent(
        values, v -> visitor.segment(Segment.of(request.dimensions(), v)));
  }

  // ---- fields

  private <F> F field(Map<String, F> known, String name) {
    F reader = known.get(name);
    if (reader == null) {
      throw lacks(name, known.keySet());
    }
    return reader;
  }

  private DriftException lacks(String name, Set<String> known) {
    return new DriftException(
        "source "
            + sourceId
            + (fields.has(name)
                ? " has a field " + name + " of another kind"
                : " has no field " + name)
            + ", it has "
            + new TreeSet<>(known));
  }

  private Function<R, @Nullable LocalDate> day(String name) {
    RecordCounts.Moment<R> time = fields.times().get(name);
    if (time != null) {
      return time::day;
    }
    Function<? super R, ? extends @Nullable LocalDate> date = fields.dates().get(name);
    if (date == null) {
      Set<String> days = new TreeSet<>(fields.dates().keySet());
      days.addAll(fields.times().keySet());
      throw lacks(name, days);
    }
    return record -> Days.orNone(date.apply(record));
  }

  /** What is told of an outcome: itself, with its details where there are any. */
  private Function<R, @Nullable String> told(Measure measure) {
    if (measure.outcome() == null) {
      return record -> null;
    }
    Function<? super R, ? extends @Nullable String> outcome =
        field(fields.texts(), measure.outcome());
    return measure.details().isEmpty() ? outcome::apply : joined(outcome, measure.details());
  }

  private Function<R, @Nullable String> joined(
      Function<? super R, ? extends @Nullable String> outcome, List<Detail> details) {
    List<Function<R, @Nullable String>> parts = new ArrayList<>(List.of(outcome::apply));
    details.forEach(detail -> parts.add(part(detail)));
    return record -> outcome.apply(record) == null ? null : joined(record, parts);
  }

  private Function<R, @Nullable String> part(Detail detail) {
    Function<? super R, ? extends @Nullable String> text = field(fields.texts(), detail.field());
    return record -> detail.of(text.apply(record));
  }

  private String joined(R record, List<Function<R, @Nullable String>> parts) {
    List<@Nullable String> texts = new ArrayList<>(parts.size());
    parts.forEach(part -> texts.add(part.apply(record)));
    return OutcomeText.join(texts);
  }

  // ---- measures

  /** Reads one measure of a record. */
  private abstract class One {
    final int position;
    final Function<R, @Nullable LocalDate> windowedBy;
    final @Nullable Function<R, @Nullable LocalDate> until;
    final Function<R, @Nullable String> outcome;

    One(int position, Measure measure) {
      this.position = position;
      this.windowedBy = day(measure.windowedBy());
      this.until = measure.until() == null ? null : day(measure.until());
      this.outcome = told(measure);
    }

    void read(R record) {
      LocalDate day = windowedBy.apply(record);
      if (day == null) {
        visitor.leaveOut(position, Defect.NO_START, 1);
      } else if (wanted.contains(day.toEpochDay())) {
        count(record, day.toEpochDay());
      }
    }

    abstract void count(R record, long day);

    /** Of a measure that has an event. */
    @Nullable LocalDate end(R record) {
      return until == null ? null : until.apply(record);
    }

    /** Of a record that is in a window. */
    boolean isKnown(R record) {
      if (until == null) {
        return true;
      }
      LocalDate start = windowedBy.apply(record);
      LocalDate end = end(record);
      return start != null
          && end != null
          && request.isKnown(end)
          && request.measures().get(position).isWithin(start, end);
    }

    void leaveOut(long day, Defect defect) {
      visitor.leaveOut(position, day, defect, 1);
    }

    void add(R record, long day, long value) {
      cells(record).add(position, day, value, outcome.apply(record), 1);
    }

    /** What is dated later takes its outcome with it; an outcome without a date is told. */
    void addOpen(R record, long day, long age) {
      String contradiction = end(record) == null ? outcome.apply(record) : null;
      cells(record).addOpen(position, day, age, contradiction, 1);
    }
  }

  private final class InDays extends One {
    private final Function<R, @Nullable LocalDate> from;

    InDays(int position, Measure measure, Elapsed elapsed) {
      super(position, measure);
      this.from = day(elapsed.from());
    }

    @Override
    void count(R record, long day) {
      LocalDate start = from.apply(record);
      LocalDate end = end(record);
      if (start == null) {
        leaveOut(day, Defect.NO_START);
      } else if (end != null && request.isKnown(end)) {
        add(record, day, end.toEpochDay() - start.toEpochDay());
      } else {
        addOpen(record, day, request.openAge(start));
      }
    }
  }

  private final class InTime extends One {
    private final RecordCounts.Moment<R> from;
    private final RecordCounts.Moment<R> to;
    private final Elapsed elapsed;

    InTime(int position, Measure measure, Elapsed elapsed) {
      super(position, measure);
      this.from = field(fields.times(), elapsed.from());
      this.to = field(fields.times(), String.valueOf(measure.until()));
      this.elapsed = elapsed;
    }

    @Override
    void count(R record, long day) {
      Instant start = from.reader().apply(record);
      Instant end = to.reader().apply(record);
      if (start == null || from.day(record) == null) {
        leaveOut(day, Defect.NO_START);
      } else if (end != null && isKnown(record)) {
        add(record, day, elapsed.between(start.getEpochSecond(), end.getEpochSecond()));
      } else {
        addOpen(record, day, request.openAge(elapsed, start.getEpochSecond(), from.zone()));
      }
    }
  }

  private final class OfAmount extends One {
    private final Function<? super R, ? extends @Nullable BigDecimal> field;
    private final Function<? super R, ? extends @Nullable BigDecimal> other;
    private final Amount amount;

    OfAmount(int position, Measure measure, Amount amount) {
      super(position, measure);
      this.field = field(fields.decimals(), amount.field());
      this.other =
          amount.other() == null
              ? record -> BigDecimal.ZERO
              : field(fields.decimals(), amount.other());
      this.amount = amount;
    }

    @Override
    void count(R record, long day) {
      BigDecimal decimal = field.apply(record);
      BigDecimal second = other.apply(record);
      boolean isAbsent = decimal == null || second == null;
      if (!isKnown(record) || (isAbsent && until == null)) {
        addOpen(record, day, 0);
      } else if (isAbsent) {
        leaveOut(day, Defect.NO_AMOUNT);
      } else {
        add(record, day, amount.units(decimal, second));
      }
    }

    private void add(R record, long day, OptionalLong units) {
      if (units.isPresent()) {
        add(record, day, units.getAsLong());
      } else {
        leaveOut(day, Defect.INEXACT_AMOUNT);
      }
    }

    @Override
    void addOpen(R record, long day, long age) {
      cells(record).addOpen(position, day, age, null, 1);
    }
  }

  private final class OfOccurrence extends One {
    private final boolean isCategory;

    OfOccurrence(int position, Measure measure) {
      super(position, measure);
      this.isCategory = measure.outcome() != null;
    }

    @Override
    void count(R record, long day) {
      boolean isMissing = isCategory && until == null && outcome.apply(record) == null;
      if (isKnown(record) && !isMissing) {
        add(record, day, 0);
      } else {
        cells(record).addOpen(position, day, 0, null, 1);
      }
    }
  }
}
