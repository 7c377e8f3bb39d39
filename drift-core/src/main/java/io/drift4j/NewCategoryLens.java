package io.drift4j;

import io.drift4j.stats.DayCategories;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.NewCategoryTest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Whether a category has appeared that the history never had, with more records than is usual. */
record NewCategoryLens() implements Lens {

  private static final int MOST_TOLD = 3;

  @Override
  public String id() {
    return "new-category";
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    Evidence.Builder evidence = Evidence.ofSamples(comparison);
    if (baseline.size() == 0 || current.size() == 0) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    if (comparison.current().categories().size() < 2) {
      return evidence.undecided("there is no other category").build();
    }
    HistoryDays days = new HistoryDays(comparison);
    DayCategories all = count(comparison, days);
    if (!NewCategoryTest.isPossible(days.history(all), days.current(all))) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    tell(
        comparison,
        NewCategoryTest.withDefaults().test(days.history(all), days.current(all)),
        evidence);
    return evidence.build();
  }

  private static DayCategories count(Comparison comparison, HistoryDays days) {
    DayCategories.Builder counts = days.categories(comparison.current().categories().size());
    comparison
        .whole()
        .forEachObservation((day, category, count) -> counts.add(day, (int) category, count));
    return counts.build();
  }

  private static void tell(
      Comparison comparison, NewCategoryTest.Result result, Evidence.Builder evidence) {
    double share = result.statistic() / comparison.current().size();
    Foresight foresight = new NewCategoryForesight(result, (double) comparison.current().size());
    evidence
        .values(0, share)
        .effect("share-of-the-new", share)
        .test("new-category", result.logPValue())
        .figure(Figure.NEW_CATEGORIES, (double) result.categories())
        .figure(Figure.NEW_RECORDS, result.statistic())
        .figure(Figure.NEW_BY_CHANCE, result.byChance())
        .foresight(sign -> sign > 0 ? foresight : null);
    notes(comparison).forEach(evidence::note);
  }

  /** The most frequent of the new ones, of equally frequent ones the first by code point. */
  private static List<String> notes(Comparison comparison) {
    FrequencyTable now = comparison.current().table();
    FrequencyTable before = comparison.history().table();
    List<String> texts = comparison.current().categories();
    return IntStream.range(0, texts.size())
        .filter(category -> now.count(category) > 0 && before.count(category) == 0)
        .boxed()
        .sorted(Comparator.comparingLong(category -> -now.count(category)))
        .limit(MOST_TOLD)
        .map(
            category ->
                CategoryNotes.appeared(
                    MixShift.line(texts.get(category)),
                    now.count(category),
                    now.count(),
                    before.count()))
        .toList();
  }
}
