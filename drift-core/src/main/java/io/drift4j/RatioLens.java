package io.drift4j;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether amounts are in the same ratio to others of the same records.
 *
 * @param id the name
 * @param of what is below the line, a companion
 * @param difference what is below the line less what is above it, a companion; {@code null} if the
 *     amounts above are those below of some records, which needs no strata
 * @param lagDays how many days both windows end earlier
 */
record RatioLens(String id, Metric of, @Nullable Metric difference, int lagDays) implements Lens {

  RatioLens {
    Lookback.requireReach("lag of a view", lagDays, 0);
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>(Map.of("of", of.id()));
    if (lagDays > 0) {
      settings.put("lag-days", Integer.toString(lagDays));
    }
    return settings;
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Evidence look(Comparison comparison) {
    Comparison below = comparison.of(of);
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(below.baseline().size(), below.current().size())
            .open(below.baseline().open(), below.current().open());
    Ratios ratios = ratios(comparison);
    if (!ratios.areThere()) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    if (!ratios.canBeTested()) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    ratios.tell(evidence);
    return evidence.build();
  }

  private Ratios ratios(Comparison comparison) {
    HistoryDays days = new HistoryDays(comparison);
    List<SortedMap<Segment, Sample>> all =
        Stream.of(comparison, comparison.of(of), other(comparison)).map(this::strata).toList();
    long largest =
        all.stream()
            .flatMap(some -> some.values().stream())
            .mapToLong(this::largest)
            .max()
            .orElse(0);
    return new Ratios(
        days,
        all.get(1).keySet().stream()
            .map(
                stratum ->
                    new RatioStratum(
                        amounts(days, largest, all.get(0).get(stratum)),
                        amounts(days, largest, all.get(1).get(stratum)),
                        difference == null
                            ? null
                            : amounts(days, largest, all.get(2).get(stratum))))
            .toList());
  }

  private Comparison other(Comparison comparison) {
    return difference == null ? comparison : comparison.of(difference);
  }

  /** Of a share all records together. */
  private SortedMap<Segment, Sample> strata(Comparison comparison) {
    return difference == null
        ? new TreeMap<>(Map.of(Segment.of(List.of(), List.of()), comparison.whole()))
        : comparison.whole().strata();
  }

  private long largest(Sample sample) {
    long[] largest = {0};
    sample.forEachObservation(
        (day, amount, count) -> largest[0] = Math.max(largest[0], Math.abs(amount)));
    return largest[0];
  }

  private static DayAmounts amounts(HistoryDays days, long largest, @Nullable Sample sample) {
    DayAmounts amounts = new DayAmounts(days, largest);
    if (sample != null) {
      amounts.add(sample);
    }
    return amounts;
  }
}
