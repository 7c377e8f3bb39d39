package io.drift4j;

import java.util.SortedMap;

/**
 * What is left of another lens where there are decided rows only, and no other question is like its
 * own.
 *
 * @param lens the other lens
 */
record NeedsOpenLens(Lens lens) implements Lens {

  static final String REASON = "needs open records, and there are decided rows only";

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
  public Evidence look(Comparison comparison) {
    return Evidence.of(comparison)
        .sizes(comparison.baseline().size(), comparison.current().size())
        .open(comparison.baseline().open(), comparison.current().open())
        .undecided(REASON)
        .build();
  }
}
