package io.drift4j;

import io.drift4j.stats.HistoryMixTest;
import io.drift4j.stats.Power;

/**
 * Of a mix, half of which gains what the other half loses, each category in proportion to what it
 * has: no other change of the same total variation d is harder to see. With k categories, N = n m /
 * (n + m) and f of {@link HistoryMixTest}, the root of f F is about normal (Patnaik, 1949):
 *
 * <pre>
 *   λ     = 4 d² N f / (φ (k − 1))        noncentrality
 *   b     = (f + 2λ) / (f + λ)
 *   mean  = √(f + λ − b / 2)              the scale of changes
 *   error = √(b / 2)
 * </pre>
 *
 * <p>The distance that is seen is larger than that which there is, about the root of d² and the
 * square of what it is by chance.
 *
 * @param categories k
 * @param records N
 * @param byChance the distance where nothing changes
 */
record MixForesight(HistoryMixTest.Result result, int categories, double records, double byChance)
    implements Foresight {

  /** b depends on λ, and hardly changes after so many rounds. */
  private static final int ROUNDS = 4;

  @Override
  public double most() {
    return StrictMath.sqrt(result.degreesAbove() + noncentrality());
  }

  /** λ of a distance of 1. */
  private double noncentrality() {
    return 4 * records * result.degreesAbove() / (result.dispersion() * (categories - 1));
  }

  @Override
  public double least(Power power) {
    return StrictMath.sqrt(result.degreesAbove() * result.critical(power.alpha()));
  }

  @Override
  public double error(double change) {
    return StrictMath.sqrt(b(noncentrality(change)) / 2);
  }

  private double b(double lambda) {
    return (result.degreesAbove() + 2 * lambda) / (result.degreesAbove() + lambda);
  }

  /** λ at whose mean the change is. */
  private double noncentrality(double change) {
    double lambda = 0;
    for (int i = 0; i < ROUNDS; i++) {
      lambda = Math.max(0, change * change - result.degreesAbove() + b(lambda) / 2);
    }
    return lambda;
  }

  @Override
  public Shift at(double change) {
    double distance = size(change);
    double seen = StrictMath.sqrt(distance * distance + byChance * byChance);
    return new Shift(0, seen, seen);
  }

  @Override
  public double size(double change) {
    return StrictMath.sqrt(noncentrality(change) / noncentrality());
  }
}
