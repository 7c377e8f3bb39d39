package io.drift4j;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** How a metric reads the cells of a request. */
final class MetricReader {

  private final Metric metric;
  private final CountRequest request;
  private final int measure;
  private final long firstDay;
  private final CategoryCodes categories;
  private final ReadingMemo observations;

  MetricReader(Metric metric, CountRequest request, List<OutcomeCodes> outcomes) {
    this.metric = metric;
    this.request = request;
    this.measure = request.measures().indexOf(metric.measure());
    this.categories = new CategoryCodes(metric);
    this.firstDay = request.span().startInclusive().toEpochDay();
    this.observations =
        new ReadingMemo(
            outcomes.get(measure),
            metric.kind() == Metric.Kind.CATEGORY ? this::categorise : this::observe);
  }

  private long categorise(Reading reading) {
    String category = metric.category(reading);
    return category == null ? SampleCells.NOTHING : categories.of(category);
  }

  private long observe(Reading reading) {
    Long observed = metric.observe(reading);
    return observed == null ? SampleCells.NOTHING : observed;
  }

  Metric metric() {
    return metric;
  }

  CountRequest request() {
    return request;
  }

  /** The position of its measure in the request. */
  int measure() {
    return measure;
  }

  /** What the metric makes of a cell, the code of a category, or {@link SampleCells#NOTHING}. */
  long observe(int outcome, boolean open, long value) {
    return observations.of(outcome, open, value);
  }

  int offset(LocalDate day) {
    return Math.toIntExact(day.toEpochDay() - firstDay);
  }

  /** How many days the request has. */
  int days() {
    return Math.toIntExact(request.span().days());
  }

  long epochDay(int offset) {
    return firstDay + offset;
  }

  Categories categories(List<SampleCells.Part> parts, WantedDays days) {
    return metric.kind() == Metric.Kind.CATEGORY
        ? Categories.of(parts, categories, day -> days.contains(epochDay(day)))
        : Categories.NONE;
  }

  /** Whether there is a cell of one of some days. */
  boolean isIn(WantedDays days, SampleCells.Part part) {
    return IntStream.range(0, days())
        .anyMatch(day -> part.cells().hasCells(day) && days.contains(epochDay(day)));
  }
}
