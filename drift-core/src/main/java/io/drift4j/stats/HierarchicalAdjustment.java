package io.drift4j.stats;

import java.util.Arrays;

/**
 * Tests families of hypotheses in two steps: which families hold anything, and what in them
 * (Benjamini and Bogomolov, 2014, with Benjamini-Hochberg in both steps).
 *
 * <p>With m families of p-values, family i with n_i of them in ascending order p_i(1) ≤ …,
 *
 * <pre>
 *   parent of i     P_i = min over j of (n_i / j) p_i(j)      (Simes, 1986)
 *   first step      R families are selected: Benjamini-Hochberg of the P_i at q
 *   second step     in each selected family, Benjamini-Hochberg at q R / m
 * </pre>
 *
 * <p>What it controls: the expected <em>average over the selected families</em> of the share of
 * wrong rejections in each is at most q, for independent or positively dependent p-values within a
 * family and independent families (their theorem 1). It is not the false discovery rate of all
 * rejections together, and not that of any one family. A family is selected if and only if at least
 * one of its hypotheses is rejected.
 *
 * <p>The adjusted p of a hypothesis is max(adjusted P_i, (m / R) adjusted p within its family), R
 * at least 1, capped at 1: it is not above q exactly if the hypothesis is rejected. Since R depends
 * on q, it belongs to this q only. All logarithms are natural; ties and order as {@link
 * Adjustment}.
 *
 * <p>Immutable and thread-safe.
 */
public final class HierarchicalAdjustment {

  private static final HierarchicalAdjustment DEFAULT = new HierarchicalAdjustment(0.05);

  private final double rate;

  private HierarchicalAdjustment(double rate) {
    this.rate = rate;
  }

  /**
   * Returns the procedure at q = 0.05.
   *
   * @return the procedure
   */
  public static HierarchicalAdjustment withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this procedure at another q.
   *
   * @param rate q, in (0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if q is not in (0, 1)
   */
  public HierarchicalAdjustment withRate(double rate) {
    return new HierarchicalAdjustment(Levels.requireRate(rate));
  }

  /**
   * Tests families of hypotheses.
   *
   * @param logPValues ln p of the hypotheses of each family, none above 0
   * @return what is rejected, by the indexes of families and hypotheses
   * @throws IllegalArgumentException if a ln p is NaN or positive, or a family is empty
   */
  public Result adjust(double[][] logPValues) {
    double[][] adjusted = new double[logPValues.length][];
    for (int i = 0; i < logPValues.length; i++) {
      adjusted[i] = withinFamily(i, logPValues[i]);
    }
    double[] simes =
        Arrays.stream(adjusted)
            .mapToDouble(family -> Arrays.stream(family).min().orElse(0))
            .toArray();
    double[] parents = Adjustment.BENJAMINI_HOCHBERG.adjust(simes);
    double logRate = StrictMath.log(rate);
    int selected = (int) Arrays.stream(parents).filter(parent -> parent <= logRate).count();
    double factor = StrictMath.log((double) parents.length / Math.max(1, selected));
    for (int i = 0; i < adjusted.length; i++) {
      double parent = parents[i];
      adjusted[i] =
          Arrays.stream(adjusted[i])
              .map(child -> Math.min(0, Math.max(parent, child + factor)))
              .toArray();
    }
    return new Result(rate, logRate, selected, simes, parents, adjusted);
  }

  private static double[] withinFamily(int index, double[] family) {
    if (family.length == 0) {
      throw new IllegalArgumentException(
          "family " + index + " has no hypotheses: leave it out, it would count as one of m");
    }
    try {
      return Adjustment.BENJAMINI_HOCHBERG.adjust(family);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("family " + index + ": " + e.getMessage(), e);
    }
  }

  /** What is rejected. Families and hypotheses keep the indexes of the input. */
  public static final class Result {

    private final double rate;
    private final double logRate;
    private final int selected;
    private final double[] simes;
    private final double[] parents;
    private final double[][] adjusted;

    private Result(
        double rate,
        double logRate,
        int selected,
        double[] simes,
        double[] parents,
        double[][] adjusted) {
      this.rate = rate;
      this.logRate = logRate;
      this.selected = selected;
      this.simes = simes;
      this.parents = parents;
      this.adjusted = adjusted;
    }

    /**
     * Returns the rate.
     *
     * @return q
     */
    public double rate() {
      return rate;
    }

    /**
     * Returns the number of selected families.
     *
     * @return R
     */
    public int selected() {
      return selected;
    }

    /**
     * Returns the rate of Benjamini-Hochberg within each selected family.
     *
     * @return q R / m; 0 if no family is selected
     */
    public double rateWithinFamilies() {
      return selected == 0 ? 0 : rate * selected / parents.length;
    }

    /**
     * Returns ln p of a family: that at least one of its hypotheses is wrong.
     *
     * @param family the family's index
     * @return ln P, by Simes, not adjusted
     */
    public double logParent(int family) {
      return simes[family];
    }

    /**
     * Says whether a family is selected.
     *
     * @param family the family's index
     * @return whether at least one of its hypotheses is rejected
     */
    public boolean isSelected(int family) {
      return parents[family] <= logRate;
    }

    /**
     * Says whether a hypothesis is rejected.
     *
     * @param family the family's index
     * @param hypothesis the hypothesis's index in its family
     * @return whether it is
     */
    public boolean isRejected(int family, int hypothesis) {
      return adjusted[family][hypothesis] <= logRate;
    }

    /**
     * Returns the adjusted p-value of a hypothesis, which holds for this rate only.
     *
     * @param family the family's index
     * @param hypothesis the hypothesis's index in its family
     * @return ln of the adjusted p, not above 0
     */
    public double logAdjusted(int family, int hypothesis) {
      return adjusted[family][hypothesis];
    }
  }
}
