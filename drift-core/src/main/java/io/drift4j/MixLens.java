package io.drift4j;

import io.drift4j.stats.DayCategories;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.HistoryMixTest;
import java.util.SortedMap;

/**
 * Whether the mix of categories has changed, and which of them moved.
 *
 * @param lagDays how many days both windows end earlier
 */
record MixLens(int lagDays) implements Lens {

  MixLens {
    Lookback.requireReach("lag of a view", lagDays, 0);
  }

  @Override
  public String id() {
    return "mix";
  }

  @Override
  public SortedMap<String, String> settings() {
    return DaysSetting.lag(lagDays);
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
    String unknown = LateKnowledge.tell(comparison, evidence);
    if (baseline.size() == 0 || current.size() == 0) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    if (unknown != null) {
      return evidence.undecided(unknown).build();
    }
    return compare(comparison, evidence);
  }

  private static Evidence compare(Comparison comparison, Evidence.Builder evidence) {
    FrequencyTable before = comparison.baseline().table();
    FrequencyTable now = comparison.current().table();
    CategoryGroups groups =
        new CategoryGroups(before, now, comparison.history().categories().size());
    if (groups.size() < 2) {
      return evidence.undecided("fewer than two categories are frequent enough").build();
    }
    HistoryDays days = new HistoryDays(comparison);
    DayCategories all = count(comparison, days, groups);
    DayCategories history = days.history(all);
    DayCategories current = days.current(all);
    if (!HistoryMixTest.isPossible(history, current)) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    HistoryMixTest.Result result =
        HistoryMixTest.withDefaults().test(history, days.baseline(all), current);
    MixShift shift = new MixShift(before, now, result.dispersion());
    Foresight foresight =
        new MixForesight(result, groups.size(), shift.records(), shift.totalVariationByChance());
    evidence
        .values(0, shift.totalVariation())
        .effect(CategoryNotes.TOTAL_VARIATION, shift.totalVariation())
        .test("history-mix", result.logPValue())
        .dispersion(result.dispersion())
        .figure(Figure.VARIATION_BY_CHANCE, shift.totalVariationByChance())
        .foresight(sign -> sign > 0 ? foresight : null);
    shift.notes(comparison.current().categories()).forEach(evidence::note);
    return evidence.build();
  }

  private static DayCategories count(
      Comparison comparison, HistoryDays days, CategoryGroups groups) {
    DayCategories.Builder counts = days.categories(groups.size());
    Sample.ObservationVisitor counting =
        (day, category, count) -> {
          int group = groups.of(category);
          if (group != CategoryGroups.NONE) {
            counts.add(day, group, count);
          }
        };
    comparison.whole().forEachObservation(counting);
    return counts.build();
  }
}
