package io.drift4j;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the canonical JSON of flat text maps: no blanks, only the escapes that JSON demands. */
final class Json {

  private Json() {}

  static String object(Map<String, ? extends @Nullable String> members) {
    StringBuilder json = new StringBuilder("{");
    Iterator<? extends Map.Entry<String, ? extends @Nullable String>> rest =
        members.entrySet().iterator();
    while (rest.hasNext()) {
      Map.Entry<String, ? extends @Nullable String> member = rest.next();
      text(json, member.getKey()).append(':');
      text(json, member.getValue()).append(rest.hasNext() ? "," : "");
    }
    return json.append('}').toString();
  }

  private static StringBuilder text(StringBuilder json, @Nullable String text) {
    if (text == null) {
      return json.append("null");
    }
    json.append('"');
    text.chars().forEach(unit -> escape(json, (char) unit));
    return json.append('"');
  }

  private static void escape(StringBuilder json, char unit) {
    switch (unit) {
      case '"', '\\' -> json.append('\\').append(unit);
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      default -> {
        if (unit < ' ') {
          json.append("\\u00")
              .append(Character.forDigit(unit >> 4, 16))
              .append(Character.forDigit(unit & 15, 16));
        } else {
          json.append(unit);
        }
      }
    }
  }
}
