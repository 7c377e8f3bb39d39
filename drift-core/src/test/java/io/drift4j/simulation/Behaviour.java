package io.drift4j.simulation;

/**
 * How claims of one segment come and go while nothing changes.
 *
 * @param claimsADay in the mean of a week, up to 600 on its busiest day
 * @param denialRate share of denials among the decided
 * @param paid when claims are paid
 * @param denied when claims are denied
 * @param neverDecided share of claims that stay open for ever
 */
public record Behaviour(
    double claimsADay, double denialRate, Timing paid, Timing denied, double neverDecided) {

  /**
   * Returns what most cases begin with: 10 % denied, paid with a median of 12 days and denied with
   * one of 20, each with σ .5; all are decided.
   *
   * @param claimsADay in the mean of a week
   * @return the behaviour
   */
  public static Behaviour of(double claimsADay) {
    return new Behaviour(claimsADay, 0.10, new Timing(12, 0.5), new Timing(20, 0.5), 0);
  }

  /**
   * Returns this behaviour with other volume.
   *
   * @param factor how many times as many claims
   * @return a changed copy
   */
  public Behaviour withVolumeTimes(double factor) {
    return new Behaviour(claimsADay * factor, denialRate, paid, denied, neverDecided);
  }

  /**
   * Returns this behaviour with another share of denials.
   *
   * @param rate among the decided
   * @return a changed copy
   */
  public Behaviour withDenialRate(double rate) {
    return new Behaviour(claimsADay, rate, paid, denied, neverDecided);
  }

  /**
   * Returns this behaviour with other times.
   *
   * @param paid when claims are paid
   * @param denied when claims are denied
   * @return a changed copy
   */
  public Behaviour withTimes(Timing paid, Timing denied) {
    return new Behaviour(claimsADay, denialRate, paid, denied, neverDecided);
  }

  /**
   * Returns this behaviour where everything takes longer.
   *
   * @param factor how many times as long
   * @return a changed copy
   */
  public Behaviour slowedBy(double factor) {
    return withTimes(paid.slowedBy(factor), denied.slowedBy(factor));
  }

  /**
   * Returns this behaviour with claims that stay open for ever.
   *
   * @param share of all claims
   * @return a changed copy
   */
  public Behaviour withNeverDecided(double share) {
    return new Behaviour(claimsADay, denialRate, paid, denied, share);
  }
}
