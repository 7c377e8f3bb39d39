package io.drift4j.export;

import io.drift4j.DriftEvent;
import io.drift4j.RunReport;
import io.drift4j.Segment;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events as CSV (RFC 4180, but that a line ends with a line feed alone): the dimensions, the other
 * columns of the reference system from {@code drift_type} to {@code current_end}, then every other
 * {@link EventField}. What is not known is empty, an empty text is {@code ""}, and a list or map is
 * the text that it is in JSON. Of two events with an empty dimension, that whose {@link
 * EventField#DIMENSIONS} name it is of records that have none, and the other of all, rolled up.
 *
 * <p>It is made for spreadsheets, which would execute a name that begins as a formula does: such a
 * text has {@code '} before it, and what cannot be seen is written out. For programs there is
 * {@link #withTextsAsTheyAre()}, or {@link EventJson}.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class EventCsv {

  /** After the dimensions; the reference has those up to the windows. */
  private static final List<EventField> FIRST =
      List.of(
          EventField.DRIFT_TYPE,
          EventField.BASELINE_VALUE,
          EventField.CURRENT_VALUE,
          EventField.DELTA_VALUE,
          EventField.SEVERITY,
          EventField.CONFIDENCE,
          EventField.BASELINE_START,
          EventField.BASELINE_END,
          EventField.CURRENT_START,
          EventField.CURRENT_END,
          EventField.CUSTOMER,
          EventField.EVENT_ID,
          EventField.SEVERITY_LOW,
          EventField.ADJUSTED_P_VALUE,
          EventField.INTERVAL_LOW,
          EventField.INTERVAL_HIGH);

  private static final List<EventField> COLUMNS =
      Stream.concat(FIRST.stream(), EnumSet.complementOf(EnumSet.copyOf(FIRST)).stream())
          .filter(field -> field != EventField.SEGMENT)
          .toList();

  private final List<String> dimensions;
  private final UnaryOperator<String> texts;

  private EventCsv(List<String> dimensions, UnaryOperator<String> texts) {
    this.dimensions = dimensions;
    this.texts = texts;
  }

  /**
   * Returns CSV for spreadsheets. Events of several definitions go into one file where all their
   * dimensions are named; what has no such dimension is empty there, and does not name it in {@link
   * EventField#DIMENSIONS}.
   *
   * @param dimensions the first columns, such as those of a definition
   * @return the form
   * @throws IllegalArgumentException if one is named twice
   */
  public static EventCsv by(List<String> dimensions) {
    if (Set.copyOf(dimensions).size() < dimensions.size()) {
      throw new IllegalArgumentException(
          "dimensions of CSV must be distinct, not " + dimensions + "; name each once");
    }
    return new EventCsv(List.copyOf(dimensions), Formula::disarmed);
  }

  /**
   * Returns this form with texts as they were recorded, for programs.
   *
   * @return the changed form
   */
  public EventCsv withTextsAsTheyAre() {
    return new EventCsv(dimensions, UnaryOperator.identity());
  }

  /**
   * Writes the names of the columns.
   *
   * @param out where to, of UTF-8 if it is a file
   * @throws IOException if that cannot be written to
   */
  public void writeHeader(Appendable out) throws IOException {
    Stream<String> fields = COLUMNS.stream().map(EventField::text);
    write(Stream.concat(dimensions.stream().map(DimensionName::of), fields), out);
  }

  /**
   * Writes a line for each event of a run.
   *
   * @param report the run
   * @param out where to, of UTF-8 if it is a file
   * @throws IOException if that cannot be written to
   * @throws IllegalArgumentException if an event has a dimension that is no column; events before
   *     it are written
   */
  public void write(RunReport report, Appendable out) throws IOException {
    for (DriftEvent event : report.events()) {
      write(event, out);
    }
  }

  /**
   * Writes a line.
   *
   * @param event the event
   * @param out where to, of UTF-8 if it is a file
   * @throws IOException if that cannot be written to
   * @throws IllegalArgumentException if it has a dimension that is no column; nothing is written
   */
  public void write(DriftEvent event, Appendable out) throws IOException {
    Map<String, @Nullable String> segment = known(event.segment()).asMap();
    Stream<@Nullable Object> values =
        Stream.concat(
            dimensions.stream().map(segment::get), COLUMNS.stream().map(field -> field.of(event)));
    write(values.map(this::cell), out);
  }

  private static void write(Stream<String> cells, Appendable out) throws IOException {
    out.append(cells.collect(Collectors.joining(",", "", "\n")));
  }

  /** What is left out would look as if there were nothing. */
  private Segment known(Segment segment) {
    for (String dimension : segment.dimensions()) {
      if (!dimensions.contains(dimension)) {
        throw new IllegalArgumentException(
            "an event has dimension "
                + dimension
                + ", which is no column; name it to EventCsv.by, which has "
                + dimensions);
      }
    }
    return segment;
  }

  private String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    } else if (value instanceof String text) {
      return quoted(texts.apply(text));
    }
    String json = JsonText.of(safe(value));
    return value instanceof Number ? json : quoted(json);
  }

  /** The texts within a list or a map. */
  private @Nullable Object safe(@Nullable Object value) {
    if (value instanceof String text) {
      return texts.apply(text);
    } else if (value instanceof List<?> list) {
      return list.stream().map(this::safe).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> safe = new LinkedHashMap<>();
      map.forEach((name, part) -> safe.put(name, safe(part)));
      return safe;
    }
    return value;
  }

  /** Where something demands it, and where a reader might take it for a comment or trim it. */
  private static String quoted(String text) {
    boolean isPlain =
        !text.isEmpty()
            && text.charAt(0) > '#'
            && text.charAt(text.length() - 1) > ' '
            && text.chars().noneMatch(unit -> ",\"\r\n".indexOf(unit) >= 0);
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
