package io.drift4j.stats;

import java.util.Arrays;

/**
 * Adjusts the p-values of a family of m hypotheses for their number: a hypothesis whose adjusted p
 * is not above q is rejected, and the error rate of the family is then at most q.
 *
 * <p>With the p-values in ascending order p_(1) ≤ … ≤ p_(m),
 *
 * <pre>
 *   Bonferroni            m p_(i)                              familywise error, any dependence
 *   Holm                  max over j ≤ i of (m − j + 1) p_(j)  familywise error, any dependence
 *   Benjamini-Hochberg    min over j ≥ i of (m / j) p_(j)      false discoveries, independence or
 *                                                              positive regression dependence
 *   Benjamini-Yekutieli   the same times 1 + 1/2 + … + 1/m     false discoveries, any dependence
 * </pre>
 *
 * <p>all capped at 1. The familywise error rate is the probability of any wrong rejection; the
 * false discovery rate is the expected share of wrong ones among the rejections. Adjust once, over
 * the whole family: what was not significant belongs to it too.
 *
 * <p>Everything happens in natural logarithms, so that p-values too small for a {@code double} keep
 * their order; an error is at most an ulp of ln p or of 1. Equal p-values get equal results, each
 * in the place of its input, whatever the order of the family. Costs about two sorts.
 *
 * <p>References: Holm (1979); Benjamini and Hochberg (1995); Benjamini and Yekutieli (2001).
 */
public enum Adjustment {

  /** m p. */
  BONFERRONI {
    @Override
    void adjustSorted(double[] sorted) {
      double factor = StrictMath.log(sorted.length);
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] = sorted[i] + factor;
      }
    }
  },

  /** By steps down from the smallest p. */
  HOLM {
    @Override
    void adjustSorted(double[] sorted) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < sorted.length; i++) {
        largest = Math.max(largest, sorted[i] + StrictMath.log(sorted.length - i));
        sorted[i] = largest;
      }
    }
  },

  /** By steps up from the largest p. */
  BENJAMINI_HOCHBERG {
    @Override
    void adjustSorted(double[] sorted) {
      stepUp(sorted, sorted.length);
    }
  },

  /** Benjamini-Hochberg at the price of any dependence. */
  BENJAMINI_YEKUTIELI {
    @Override
    double factorOf(int hypotheses) {
      return hypotheses * harmonic(hypotheses);
    }

    @Override
    void adjustSorted(double[] sorted) {
      stepUp(sorted, factorOf(sorted.length));
    }
  };

  /**
   * Adjusts a family.
   *
   * @param logPValues ln p of each hypothesis, in any order, none above 0; −∞ stands for p = 0
   * @return ln of the adjusted p of each hypothesis, in the same order, none above 0
   * @throws IllegalArgumentException if a ln p is NaN or positive
   */
  public double[] adjust(double... logPValues) {
    requireLogs(logPValues);
    Ranking ranking = Ranking.of(logPValues);
    double[] adjusted = ranking.sorted.clone();
    adjustSorted(adjusted);
    return ranking.restore(adjusted);
  }

  /**
   * Returns how many draws tests by Monte Carlo need, so that one that finds something can be
   * rejected although no other one does: with B draws p is at least 1 / (B + 1).
   *
   * @param hypotheses how many the family has, at least 1
   * @param rate the rate of errors that is accepted, such as 0.05, in (0, 1)
   * @return B, for {@code withDraws}
   * @throws IllegalArgumentException if a number is out of its range, or there is no such B
   */
  public int draws(int hypotheses, double rate) {
    double draws = Math.ceil(factor(hypotheses) / Levels.requireRate(rate));
    if (draws > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          hypotheses + " hypotheses at " + rate + " need more draws than there can be");
    }
    return (int) draws;
  }

  /** By what the p of the only one that finds something is multiplied. */
  double factor(int hypotheses) {
    if (hypotheses < 1) {
      throw new IllegalArgumentException("hypotheses must be at least 1, not " + hypotheses);
    }
    return factorOf(hypotheses);
  }

  double factorOf(int hypotheses) {
    return hypotheses;
  }

  /** Replaces ascending ln p by adjusted ones, not yet capped; equal ones stay equal. */
  abstract void adjustSorted(double[] sorted);

  /** min over j ≥ i of (factor / j) p_(j). */
  private static void stepUp(double[] sorted, double factor) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = sorted.length - 1; i >= 0; i--) {
      smallest = Math.min(smallest, sorted[i] + StrictMath.log(factor / (i + 1)));
      sorted[i] = smallest;
    }
  }

  /** 1 + 1/2 + … + 1/m, the smallest first. */
  private static double harmonic(int m) {
    double sum = 0;
    for (int i = m; i > 0; i--) {
      sum += 1.0 / i;
    }
    return sum;
  }

  private static void requireLogs(double[] logPValues) {
    for (int i = 0; i < logPValues.length; i++) {
      if (!(logPValues[i] <= 0)) {
        throw new IllegalArgumentException(
            "ln p of hypothesis " + i + " must not be above 0, not " + logPValues[i]);
      }
    }
  }

  /**
   * The ascending order of values that are not above 0, without an object for each: longs of the
   * values' upper bits and their indexes are sorted, and then what shares its upper bits.
   */
  private static final class Ranking {

    private final double[] values;
    private final long[] keys; // upper bits of the value, then its index
    private final long indexes; // the bits of a key that are the index
    private final double[] sorted;

    private Ranking(double[] values) {
      this.values = values;
      this.indexes = (1L << (Integer.SIZE - Integer.numberOfLeadingZeros(values.length))) - 1;
      this.keys = new long[values.length];
      this.sorted = new double[values.length];
    }

    static Ranking of(double[] values) {
      Ranking ranking = new Ranking(values);
      for (int i = 0; i < values.length; i++) {
        ranking.keys[i] = (ranking.upperBits(values[i]) & ~ranking.indexes) | i;
      }
      Arrays.sort(ranking.keys);
      ranking.sortValues();
      return ranking;
    }

    /** Ascending with the value, never negative; 0 and −0 are one. */
    private long upperBits(double value) {
      return Long.MAX_VALUE - Double.doubleToLongBits(0.0 - value);
    }

    private void sortValues() {
      for (int rank = 0; rank < keys.length; rank++) {
        sorted[rank] = values[index(rank)];
      }
      for (int from = 0, to; from < keys.length; from = to) {
        to = endOfGroup(from);
        if (to - from > 1) {
          Arrays.sort(sorted, from, to);
        }
      }
    }

    private int index(int rank) {
      return (int) (keys[rank] & indexes);
    }

    /** The end of the ranks whose keys have the same upper bits. */
    private int endOfGroup(int from) {
      int to = from + 1;
      while (to < keys.length && (keys[from] & ~indexes) == (keys[to] & ~indexes)) {
        to++;
      }
      return to;
    }

    /** What was computed for each rank, where its value came from; capped at 0. */
    double[] restore(double[] ranked) {
      double[] result = new double[ranked.length];
      for (int from = 0, to; from < keys.length; from = to) {
        to = endOfGroup(from);
        for (int rank = from; rank < to; rank++) {
          int place = to - from == 1 ? rank : place(from, to, values[index(rank)]);
          result[index(rank)] = Math.min(0, ranked[place]);
        }
      }
      return result;
    }

    private int place(int from, int to, double value) {
      return Arrays.binarySearch(sorted, from, to, value);
    }
  }
}
