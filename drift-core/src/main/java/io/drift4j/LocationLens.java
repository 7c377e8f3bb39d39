package io.drift4j;

import java.util.SortedMap;

/**
 * Whether amounts have become larger or smaller: ranks decide, since a few large amounts decide
 * nothing there, and the metric's summary says by how much.
 *
 * @param lagDays how many days both windows end earlier
 */
record LocationLens(int lagDays) implements Lens {

  LocationLens {
    Lookback.requireReach("lag of a view", lagDays, 0);
  }

  @Override
  public String id() {
    return "location";
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
    Locations locations =
        new Locations(
            comparison,
            baseline.table(),
            current.table(),
            visitor -> {
              comparison.history().forEachObservation(visitor);
              current.forEachObservation(visitor);
            });
    if (!locations.canBeTested()) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    locations.tell("mean-ratio", evidence);
    return evidence.build();
  }
}
