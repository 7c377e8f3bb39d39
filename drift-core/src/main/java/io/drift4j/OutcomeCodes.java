package io.drift4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a measure as small numbers, in the order in which they come. What no metric knows
 * has one number, so that nobody keeps it.
 */
final class OutcomeCodes {

  static final int NONE = 0;

  /** So many are kept; an id that was taken for a category would be one for each record. */
  private static final int LIMIT = 100_000;

  private final Measure measure;
  private final Map<String, Integer> codes = new HashMap<>();
  private final List<@Nullable String> texts = new ArrayList<>();
  private @Nullable Integer unknown;
  private @Nullable String last;
  private int lastCode;

  OutcomeCodes(Measure measure) {
    this.measure = measure;
    texts.add(null);
  }

  /** The number of a text; sources give the same one again and again. */
  @SuppressWarnings("ReferenceEquality")
  int of(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    if (text != last) {
      Integer code = codes.get(text);
      lastCode = code == null ? add(text) : code;
      last = text;
    }
    return lastCode;
  }

  private int add(String text) {
    if (!measure.outcomes().isEmpty() && !measure.outcomes().contains(text)) {
      unknown = unknown == null ? append(text) : unknown;
      return unknown;
    }
    int code = append(text);
    codes.put(text, code);
    return code;
  }

  private int append(String text) {
    if (texts.size() > LIMIT) {
      throw new DriftException(
          String.format(
              Locale.ROOT,
              "field %s has more than %,d outcomes, all of which are kept in memory; is it an id?"
                  + " name those that count with withOutcome",
              measure.outcome(),
              LIMIT));
    }
    texts.add(text);
    return texts.size() - 1;
  }

  @Nullable String text(int code) {
    return texts.get(code);
  }
}
