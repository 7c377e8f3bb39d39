package io.drift4j.stats;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A z with its skewness and degrees of freedom. Its p, of two sides, is that of {@link
 * PearsonThree} at Student's t, and is computed when it is asked for. Not safe for use by several
 * threads.
 */
final class SkewedZ {

  /** The least z, of these the fewest degrees of freedom, has the largest p nearly always. */
  private static final Comparator<SkewedZ> NEAREST =
      Comparator.comparingDouble((SkewedZ any) -> Math.abs(any.z))
          .thenComparingDouble(any -> any.degrees);

  /** Up to which skewness the expansion in it is good. */
  private static final double MOST_SKEWNESS = 0.5;

  /** What is left out of an expansion. */
  private static final double SAFETY = 1.5;

  private final double z;
  private final double skewness;
  private final double degrees;
  private double logP = Double.NaN;

  SkewedZ(double z, double skewness, double degrees) {
    this.z = z;
    this.skewness = skewness;
    this.degrees = degrees;
  }

  double z() {
    return z;
  }

  double skewness() {
    return skewness;
  }

  double degrees() {
    return degrees;
  }

  /** ln p; 0 where nothing differs or varies. */
  double logPValue() {
    if (Double.isNaN(logP)) {
      logP = z == 0 && skewness == 0 ? 0 : PearsonThree.twoSidedAtStudent(z, skewness, degrees);
    }
    return logP;
  }

  /** The one with the largest p, for which those that certainly have a smaller one need none. */
  static <T> T largest(List<T> all, Function<T, SkewedZ> of) {
    T nearest = Collections.min(all, Comparator.comparing(of, NEAREST));
    T largest = nearest;
    for (T one : all) {
      if (!of.apply(one).isCertainlyBeyond(of.apply(nearest))
          && of.apply(one).logPValue() > of.apply(largest).logPValue()) {
        largest = one;
      }
    }
    return largest;
  }

  /**
   * Whether this has certainly no larger p than one that is nearer to 0. That is so with as many
   * degrees of freedom or more where the distance of both, on the scale of the normal at least (z −
   * z') / (1 + z² / f), is more than the expansion of Cornish and Fisher moves deviates for their
   * difference in skewness: its derivative by γ is (z² − 1) / 6 − γ (2z³ − 5z) / 18 and further
   * terms, which are small where it is asked.
   */
  boolean isCertainlyBeyond(SkewedZ nearer) {
    double far = Math.abs(z);
    double near = Math.abs(nearer.z);
    double most = Math.max(Math.abs(skewness), Math.abs(nearer.skewness));
    if (far < near
        || degrees < nearer.degrees
        || most > Math.min(MOST_SKEWNESS, near)
        || most * far >= PearsonThree.NEAREST) {
      return false;
    }
    double distance = (far - near) / (1 + far * far / nearer.degrees);
    double moved = (far * far + 1) / 6 + most * far * (2 * far * far + 5) / 18;
    return distance >= SAFETY * moved * Math.abs(skewness - nearer.skewness);
  }
}
