package io.drift4j;

import io.drift4j.stats.HistoryScoreTest;
import io.drift4j.stats.Power;

/**
 * Of a share p that becomes r₂ = p ± d: of records, or of their amounts, of which E₁ and E₂ are
 * there. With n and m records, r the share of both windows together and s(r) the mean square of
 * scores, the test divides by √V₀, and the estimate varies by V₁, both larger the nearer the share
 * comes to ½:
 *
 * <pre>
 *   r   = (p E₁ + r₂ E₂) / (E₁ + E₂)
 *   V₀  = φ s(r) n m / (n + m) / (E₁ E₂ / (E₁ + E₂))²
 *   V₁  = φ₁ n s(p) / E₁² + φ₂ m s(r₂) / E₂²
 *   γ   = t(r) (n − m) (2φ − 1) / √(n m (n + m) φ s(r)³)         t(r) the mean cube of scores
 * </pre>
 *
 * @param share p
 * @param amounts what it is a share of
 * @param result φ, φ₁, φ₂ and the degrees of freedom
 * @param sign 1 of a rise, -1 of a fall
 */
record ShareForesight(double share, Amounts amounts, HistoryScoreTest.Result result, int sign)
    implements Foresight {

  /** The critical estimate depends on the share, and hardly changes after so many rounds. */
  private static final int ROUNDS = 8;

  /**
   * What a share is of.
   *
   * @param n records of the baseline
   * @param m records of the current window
   * @param before E₁
   * @param now E₂
   * @param square the mean of squared amounts, 1 of records
   * @param cube the mean of cubed amounts, 1 of records
   * @param ofSquares by how much the event's share of squares is larger than that of amounts
   * @param ofCubes by how much its share of cubes is
   */
  record Amounts(
      double n,
      double m,
      double before,
      double now,
      double square,
      double cube,
      double ofSquares,
      double ofCubes) {

    /** Records, each of the amount 1. */
    static Amounts ofRecords(double n, double m) {
      return new Amounts(n, m, n, m, 1, 1, 1, 1);
    }

    double together(double share, double shareNow) {
      return (share * before + shareNow * now) / (before + now);
    }

    /** s(r) = Σ (p − r e)² / N, p being e or 0. */
    double squareOfScores(double r) {
      double events = Math.min(1, r * ofSquares);
      return square * (events * (1 - 2 * r) + r * r);
    }

    /** t(r) = Σ (p − r e)³ / N. */
    double cubeOfScores(double r) {
      double events = Math.min(1, r * ofCubes);
      double rest = 1 - r;
      return cube * (rest * rest * rest * events - r * r * r * (1 - events));
    }
  }

  @Override
  public double most() {
    return sign > 0 ? 1 - share : share;
  }

  @Override
  public double least(Power power) {
    double least = 0;
    for (int i = 0; i < ROUNDS; i++) {
      double r = amounts.together(share, now(least));
      least = power.critical(sign * skewness(r), result.degrees()) * errorOfNoChange(r);
    }
    return least;
  }

  /** √V₀. */
  private double errorOfNoChange(double r) {
    double weight = amounts.before * amounts.now / (amounts.before + amounts.now);
    double records = amounts.n * amounts.m / (amounts.n + amounts.m);
    return StrictMath.sqrt(result.dispersion() * amounts.squareOfScores(r) * records) / weight;
  }

  /** γ. */
  private double skewness(double r) {
    double square = amounts.squareOfScores(r);
    if (!(square > 0)) {
      return 0;
    }
    double n = amounts.n;
    double m = amounts.m;
    double phi = result.dispersion();
    return amounts.cubeOfScores(r)
        * ((n - m) * (2 * phi - 1))
        / StrictMath.sqrt(n * m * (n + m) * phi * square * square * square);
  }

  /** √V₁. */
  @Override
  public double error(double change) {
    double ofBefore = amounts.n * amounts.squareOfScores(share) / square(amounts.before);
    double ofNow = amounts.m * amounts.squareOfScores(now(change)) / square(amounts.now);
    return StrictMath.sqrt(
        result.dispersionOfBaseline() * ofBefore + result.dispersionOfCurrent() * ofNow);
  }

  private static double square(double number) {
    return number * number;
  }

  private double now(double change) {
    return Math.max(0, Math.min(1, share + sign * change));
  }

  @Override
  public Shift at(double change) {
    double now = now(change);
    return new Shift(share, now, now / share);
  }
}
