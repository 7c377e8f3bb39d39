package io.drift4j.export;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts, numbers, lists and maps as JSON without a blank. */
final class JsonText {

  private JsonText() {}

  static String of(@Nullable Object value) {
    StringBuilder json = new StringBuilder();
    append(json, value);
    return json.toString();
  }

  private static void append(StringBuilder json, @Nullable Object value) {
    if (value instanceof String text) {
      quote(json, text);
    } else if (value instanceof Map<?, ?> map) {
      object(json, map);
    } else if (value instanceof List<?> list) {
      array(json, list);
    } else if (value instanceof Double number) {
      json.append(Double.isFinite(number) ? ShortestDecimal.of(number) : "null");
    } else {
      json.append(value);
    }
  }

  private static void object(StringBuilder json, Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> member : map.entrySet()) {
      quote(json.append(separator), String.valueOf(member.getKey()));
      append(json.append(':'), member.getValue());
      separator = ",";
    }
    json.append(map.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder json, List<?> list) {
    String separator = "[";
    for (Object element : list) {
      append(json.append(separator), element);
      separator = ",";
    }
    json.append(list.isEmpty() ? "[]" : "]");
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    text.chars().forEach(unit -> append(json, (char) unit));
    json.append('"');
  }

  /**
   * What a terminal would obey is escaped, also where JSON need not, and both halves of surrogate
   * pairs: a program reads the same.
   */
  private static void append(StringBuilder json, char unit) {
    switch (unit) {
      case '"', '\\' -> json.append('\\').append(unit);
      case '\b' -> json.append("\\b");
      case '\f' -> json.append("\\f");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      default -> {
        if (Printable.isHidden(unit)) {
          json.append(Printable.escaped(unit));
        } else {
          json.append(unit);
        }
      }
    }
  }
}
