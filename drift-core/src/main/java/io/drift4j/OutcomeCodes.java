package io.drift4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a measure, with their details, as small numbers, in the order in which they come.
 * What no metric knows has one number, so that nobody keeps it.
 */
final class OutcomeCodes {

  static final int NONE = 0;

  /** So many are kept; an id that was taken for a category would be one for each record. */
  static final int LIMIT = 100_000;

  private final Measure measure;
  private final Map<String, Integer> codes = new HashMap<>(); // of what is told
  private final List<@Nullable String> texts = new ArrayList<>();
  private final List<List<@Nullable String>> details = new ArrayList<>();
  private @Nullable Integer unknown;
  private @Nullable String last;
  private int lastCode;

  OutcomeCodes(Measure measure) {
    this.measure = measure;
    texts.add(null);
    details.add(Collections.nCopies(measure.details().size(), null));
  }

  /** The number of what is told; sources give the same text again and again. */
  @SuppressWarnings("ReferenceEquality")
  int of(@Nullable String told) {
    if (told == null) {
      return NONE;
    }
    if (told != last) {
      Integer code = codes.get(told);
      lastCode = code == null ? add(told) : code;
      last = told;
    }
    return lastCode;
  }

  private int add(String told) {
    List<@Nullable String> parts =
        measure.details().isEmpty() ? List.of(told) : OutcomeText.split(told);
    String outcome = parts.get(0);
    if (outcome == null) { // and with it whatever else is known
      codes.put(told, NONE);
      return NONE;
    }
    if (!measure.outcomes().isEmpty() && !measure.outcomes().contains(outcome)) {
      unknown = unknown == null ? append(parts) : unknown;
      return unknown;
    }
    int code = append(parts);
    codes.put(told, code);
    return code;
  }

  private int append(List<@Nullable String> parts) {
    if (texts.size() > LIMIT) {
      throw new DriftException(tooMany());
    }
    texts.add(parts.get(0));
    details.add(parts.subList(1, parts.size()));
    return texts.size() - 1;
  }

  private String tooMany() {
    return measure.details().isEmpty()
        ? String.format(
            Locale.ROOT,
            "field %s has more than %,d outcomes, all of which are kept in memory; is it an id?"
                + " name those that count with withOutcome",
            measure.outcome(),
            LIMIT)
        : String.format(
            Locale.ROOT,
            "field %s has more than %,d outcomes with different details, all of which are kept in"
                + " memory; read of a free text only what counts, with Detail.contains(field, part)",
            measure.outcome(),
            LIMIT);
  }

  /** A reading with an outcome. */
  Reading reading(@Nullable Long value, int code) {
    return new Reading(value, texts.get(code), details.get(code));
  }
}
