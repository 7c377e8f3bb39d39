package io.drift4j;

import io.drift4j.stats.DevelopmentTriangle;

/**
 * Whether a source seems to have decided rows only although nobody said so: no record of the
 * current window is open, where at the pace of the baseline, which is then the better for it, so
 * many would not be decided yet that this cannot be chance.
 */
final class OnlyDecided {

  private static final double LOG_IMPOSSIBLE = StrictMath.log(1e-6);

  private final long[] byAge = new long[AgedRecords.LONGEST_FOLLOW_UP + 1]; // of the baseline
  private long all;

  private OnlyDecided() {}

  /** Says so where it seems so. */
  static void tellIfItSeemsSo(Comparison comparison, Evidence.Builder evidence) {
    boolean mayBe =
        comparison.current().open() == 0
            && comparison.current().knownUntil() != null
            && comparison.current().size() > 0
            && comparison.baseline().size() > 0;
    if (mayBe && new OnlyDecided().logProbability(comparison) <= LOG_IMPOSSIBLE) {
      evidence.note(
          "no record of the current window is open, which cannot be at the pace of the baseline:"
              + " if the source has decided rows only, say so with ofDecidedRowsOnly()");
    }
  }

  /** Σ ln F(k): of each record, that it is decided by the age to which it was followed. */
  private double logProbability(Comparison comparison) {
    long units = comparison.metric().unitsInADay();
    comparison
        .baseline()
        .forEachAge(
            new DevelopmentTriangle.CellVisitor() {
              @Override
              public void visit(long day, int age, int outcome, long count) {
                byAge[(int) Math.min(byAge.length - 1, age / units)] += count;
                all += count;
              }

              @Override
              public void visitOpen(long day, int age, long count) {
                all += count;
              }
            });
    long end = AgedRecords.lastSeen(comparison);
    long[] records = new long[byAge.length]; // of the current window, by the age so far
    comparison
        .current()
        .forEachAge(
            new EndedRecords(
                (day, age, outcome, count) ->
                    records[(int) Math.min(byAge.length - 1, end - day)] += count));
    double sum = 0;
    long decided = 0;
    for (int age = 0; age < byAge.length; age++) {
      decided += byAge[age];
      sum += records[age] == 0 ? 0 : records[age] * StrictMath.log((double) decided / all);
    }
    return Math.max(-Double.MAX_VALUE, sum);
  }
}
