package io.drift4j;

import java.util.Set;
import java.util.SortedMap;

/**
 * Looks through another lens for those whose baseline is too short to be watched, and notes so.
 *
 * @param lens the other lens
 */
record HintLens(Lens lens) implements Lens {

  static final String NOTE = "a hint while the baseline is learning, which opens nothing";

  @Override
  public String id() {
    return lens.id();
  }

  @Override
  public SortedMap<String, String> settings() {
    return lens.settings();
  }

  @Override
  public int lagDays() {
    return lens.lagDays();
  }

  @Override
  public int historyDays() {
    return lens.historyDays();
  }

  @Override
  public Set<String> strata() {
    return lens.strata();
  }

  @Override
  public Set<Metric> companions() {
    return lens.companions();
  }

  @Override
  public boolean seesOpen() {
    return lens.seesOpen();
  }

  @Override
  public Evidence look(Comparison comparison) {
    return lens.look(comparison).noting(NOTE);
  }
}
