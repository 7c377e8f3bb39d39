package io.drift4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The categories of a comparison, by code point, so that no order of reading shows. */
final class Categories {

  static final Categories NONE = new Categories(List.of(), Map.of());

  private final List<String> texts;
  private final Map<Integer, Integer> positions; // of a category's code

  private Categories(List<String> texts, Map<Integer, Integer> positions) {
    this.texts = texts;
    this.positions = positions;
  }

  /** Those that occur in the cells of some days. */
  static Categories of(
      Iterable<SampleCells.Part> parts, CategoryCodes categories, IntPredicate days) {
    Map<String, Integer> codes = new TreeMap<>(CodePoints.ORDER);
    for (SampleCells.Part part : parts) {
      part.cells()
          .forEachObserved(
              (day, category) -> {
                if (days.test(day)) {
                  codes.put(categories.text((int) category), (int) category);
                }
              });
    }
    Map<Integer, Integer> positions = new HashMap<>();
    codes.values().forEach(code -> positions.put(code, positions.size()));
    return new Categories(List.copyOf(codes.keySet()), positions);
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  List<String> texts() {
    return texts;
  }

  int position(int category) {
    return positions.getOrDefault(category, 0);
  }
}
