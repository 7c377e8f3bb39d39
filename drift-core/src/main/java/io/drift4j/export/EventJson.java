package io.drift4j.export;

import io.drift4j.DriftEvent;
import io.drift4j.RunReport;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON Lines: each is one object on one line, which ends with a line feed. It has every
 * {@link EventField} by its name, those that are not known as {@code null}, and the values of the
 * segment also by themselves:
 *
 * <pre>{@code
 * {"customer":"acme", … ,"segment":{"payer":"Aetna"},"payer":"Aetna","metric":"denial-rate", … }
 * }</pre>
 *
 * <p>A dimension whose value is {@code null} is one that the records have not; one over which a
 * segment is rolled up is not there at all. A dimension that is called as a field is, or begins
 * with {@code segment.}, has {@code segment.} before its name there. Control characters, what
 * cannot be seen and surrogates are escaped, so that a line is a line for every reader and obeyed
 * by no terminal; names are read back exactly as they are.
 */
public final class EventJson {

  private EventJson() {}

  /**
   * Writes a line for each event of a run.
   *
   * @param report the run
   * @param out where to, of UTF-8 if it is a file
   * @throws IOException if that cannot be written to
   */
  public static void write(RunReport report, Appendable out) throws IOException {
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
   */
  public static void write(DriftEvent event, Appendable out) throws IOException {
    out.append(JsonText.of(fields(event)) + "\n");
  }

  /**
   * Returns what a line has of an event, for whoever writes JSON by other means.
   *
   * @param event the event
   * @return the values by name, in order: texts, numbers, {@code null}, lists and maps of these
   */
  public static Map<String, @Nullable Object> fields(DriftEvent event) {
    return fields(event, true);
  }

  /**
   * Returns the same but for what is told of the run, for whoever writes events among its parts.
   *
   * @param event the event
   * @return the values by name, in order: texts, numbers, {@code null}, lists and maps of these
   */
  public static Map<String, @Nullable Object> fieldsWithinRun(DriftEvent event) {
    return fields(event, false);
  }

  private static Map<String, @Nullable Object> fields(DriftEvent event, boolean withRun) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (EventField field : EventField.values()) {
      if (withRun || !field.isOfRun()) {
        fields.put(field.text(), field.of(event));
      }
      if (field == EventField.SEGMENT) {
        event.segment().asMap().forEach((name, value) -> fields.put(DimensionName.of(name), value));
      }
    }
    return Collections.unmodifiableMap(fields);
  }
}
