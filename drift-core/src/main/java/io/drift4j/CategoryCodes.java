package io.drift4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The categories of a metric as small numbers, in the order in which they come. */
final class CategoryCodes {

  private final Metric metric;
  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  CategoryCodes(Metric metric) {
    this.metric = metric;
  }

  int of(String category) {
    return codes.computeIfAbsent(category, this::add);
  }

  private int add(String category) {
    if (texts.size() >= OutcomeCodes.LIMIT) {
      throw new DriftException(
          String.format(
              Locale.ROOT,
              "metric %s has more than %,d categories, all of which are kept in memory; make its"
                  + " categories fewer, or null of what does not count",
              metric,
              OutcomeCodes.LIMIT));
    }
    texts.add(category);
    return texts.size() - 1;
  }

  String text(int code) {
    return texts.get(code);
  }
}
