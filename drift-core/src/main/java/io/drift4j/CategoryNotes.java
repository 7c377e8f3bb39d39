package io.drift4j;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What evidence notes of single categories, written and found again. */
final class CategoryNotes {

  /** What the effect of evidence is called whose value is how far two mixes are apart. */
  static final String TOTAL_VARIATION = "total-variation";

  private static final Pattern OF_A_CATEGORY =
      Pattern.compile(
          ".* [0-9.]+ -> [0-9.]+ %(, new: none of [0-9]+ before)?"
              + "|.* is new: [0-9]+ of [0-9]+, none of [0-9]+ before",
          Pattern.DOTALL);

  private CategoryNotes() {}

  /** Of its shares in both windows. */
  static String moved(String category, double before, double now) {
    return String.format(Locale.ROOT, "%s %.1f -> %.1f %%", category, before * 100, now * 100);
  }

  /** Of its shares where the baseline, of so many records, has none of it. */
  static String movedFromNone(String category, double now, long records) {
    return moved(category, 0, now) + ", new: none of " + records + " before";
  }

  /** Of its records among all of the current window, where the history has none of it. */
  static String appeared(String category, long count, long current, long history) {
    return String.format(
        Locale.ROOT, "%s is new: %d of %d, none of %d before", category, count, current, history);
  }

  /** That which comes first: of the category that moved most. */
  static Optional<String> first(Evidence evidence) {
    return evidence.notes().stream().filter(OF_A_CATEGORY.asMatchPredicate()).findFirst();
  }

  static boolean isOfMixes(Evidence evidence) {
    return TOTAL_VARIATION.equals(evidence.effectMeasure());
  }
}
