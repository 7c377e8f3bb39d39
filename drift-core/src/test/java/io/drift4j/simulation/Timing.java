package io.drift4j.simulation;

/**
 * How long decisions take: lognormal, in days begun.
 *
 * @param median of the time, in days
 * @param sigma of its logarithm
 */
public record Timing(double median, double sigma) {

  /**
   * Returns what it is where everything takes longer.
   *
   * @param factor how many times as long
   * @return the changed timing
   */
  public Timing slowedBy(double factor) {
    return new Timing(median * factor, sigma);
  }

  /**
   * Returns the share that is decided by an age, where nothing holds decisions up.
   *
   * @param age in days
   * @return of the claims that are ever decided
   */
  public double decidedBy(int age) {
    return Ages.below(age + 1, StrictMath.log(median), sigma);
  }
}
