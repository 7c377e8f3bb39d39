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
}
