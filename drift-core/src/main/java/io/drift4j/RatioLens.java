package io.drift4j;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether amounts are in the same ratio to others of the same records.
 *
 * @param of what is below the line, a companion
 * @param isPart whether the amounts above are those below of some records
 * @param by the strata to which it is standardised
 * @param lagDays how many days both windows end earlier
 */
record RatioLens(Metric of, boolean isPart, List<String> by, int lagDays) implements Lens {

  RatioLens {
    Lookback.requireReach("lag of a view", lagDays, 0);
    by = List.copyOf(by);
  }

  @Override
  public String id() {
    return isPart ? "weighted-share" : "ratio";
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>(DaysSetting.lag(lagDays));
    settings.put("of", of.id());
    if (!by.isEmpty()) {
      settings.put("within", String.join(".", by));
    }
    return settings;
  }

  @Override
  public Set<String> strata() {
    return new LinkedHashSet<>(by);
  }

  @Override
  public int historyDays() {
    return HistoryDays.WANTED;
  }

  @Override
  public Set<Metric> companions() {
    return Set.of(of);
  }

  @Override
  public Evidence look(Comparison comparison) {
    Comparison below = comparison.of(of);
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(below.baseline().size(), below.current().size())
            .open(below.baseline().open(), below.current().open());
    Ratios ratios = ratios(comparison.whole(), below.whole(), new HistoryDays(comparison));
    if (LateKnowledge.isLessKnown(below)) {
      return evidence.undecided(LateKnowledge.LESS_KNOWN).build();
    }
    if (!ratios.areThere()) {
      return evidence.undecided(Proportions.NOTHING).build();
    }
    if (!ratios.canBeTested()) {
      return evidence.undecided(Proportions.TOO_FEW_DAYS).build();
    }
    ratios.tell(evidence);
    return evidence.build();
  }

  private Ratios ratios(Sample above, Sample below, HistoryDays days) {
    long largest = Math.max(DayAmounts.largest(above), DayAmounts.largest(below));
    return new Ratios(
        days,
        groups(below).stream()
            .map(
                group ->
                    new RatioStratum(
                        DayAmounts.of(in(group, above), days, largest),
                        DayAmounts.of(in(group, below), days, largest),
                        isPart))
            .toList());
  }

  /** What the strata are put together to. */
  private Set<Segment> groups(Sample sample) {
    Set<Segment> groups = new TreeSet<>();
    sample.strata().keySet().forEach(stratum -> groups.add(stratum.of(by)));
    return groups;
  }

  private Sample in(Segment group, Sample sample) {
    return sample.among(stratum -> stratum.of(by).equals(group));
  }
}
