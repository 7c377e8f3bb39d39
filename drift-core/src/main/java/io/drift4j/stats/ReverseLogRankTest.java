package io.drift4j.stats;

/**
 * Whether decisions come as fast in two samples that have decided rows only: the log-rank test in
 * reverse time for right-truncated data (Lagakos, Barraj and De Gruttola, 1988), two-sided.
 *
 * <p>A row is known only because its age T at the decision is within its follow-up C, the age it
 * had when the records were read: slow decisions are missing, and more of them where the follow-up
 * is short. The share of decisions at u among those at u or before is not distorted by that. At
 * each age u with decisions, R₁, R₂ rows with T ≤ u ≤ C are at risk, d₁, d₂ of them with T = u;
 * with R = R₁ + R₂ and d = d₁ + d₂
 *
 * <pre>
 *   O = Σ d₂,   E = Σ d R₂ / R,   V = Σ d (R₁ / R)(R₂ / R)(R − d) / (R − 1)
 *   chi-square = (O − E)² / V with 1 degree of freedom,   z = (O − E) / √V
 * </pre>
 *
 * <p>z is positive where the second sample is slower: more of its decisions are at the late ages of
 * their risk sets. Swapping the samples changes the sign of z and nothing else. It is {@link
 * LogRankTest} with time running backwards and C as the late entry, and as exact.
 *
 * <p>Assumes independent rows whose follow-up has nothing to do with how fast they are decided. It
 * compares the shapes of both distributions up to the longest follow-up only: a pace that changes
 * by leaving more rows undecided for ever goes unseen, and the power is a fraction of that of
 * {@link LogRankTest}, to be preferred where the open rows are known. The chi-square tail holds
 * within [0.035, 0.065] at 0.05 from about 20 decisions a side. Where nothing can differ (V = 0), p
 * is 1.
 *
 * <p>Immutable and thread-safe.
 */
public final class ReverseLogRankTest {

  private static final ReverseLogRankTest DEFAULT = new ReverseLogRankTest();

  private ReverseLogRankTest() {}

  /**
   * Returns the test.
   *
   * @return the test
   */
  public static ReverseLogRankTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns chi-square.
   *
   * @param x the first sample
   * @param y the second sample
   * @return (O − E)² / V
   * @throws IllegalArgumentException if a sample is empty
   * @throws ArithmeticException if the rows of both exceed {@link Long#MAX_VALUE}
   */
  public double statistic(Decided x, Decided y) {
    return test(x, y).statistic();
  }

  /**
   * Tests two samples.
   *
   * @param x the first sample
   * @param y the second sample
   * @return the result
   * @throws IllegalArgumentException if a sample is empty
   * @throws ArithmeticException if the rows of both exceed {@link Long#MAX_VALUE}
   */
  public Result test(Decided x, Decided y) {
    Levels.requireBoth(x.ages, y.ages);
    Walk first = new Walk(x);
    Walk second = new Walk(y);
    LogRankSums sums = new LogRankSums();
    FrequencyTable.forEachPair(
        x.ages, y.ages, (age, d1, d2) -> sums.add(d1, first.atRisk(age), d2, second.atRisk(age)));
    return new Result(
        sums.chiSquare(),
        Tail.twoSidedNormal(sums.z()),
        sums.z(),
        sums.observed(),
        sums.expected(),
        sums.variance());
  }

  /**
   * Decided rows: for the risk sets it does not matter which age belongs to which follow-up.
   *
   * @param ages the ages T at the decisions
   * @param followUps the follow-ups C of the same rows, the largest age at which each of them would
   *     have been known
   */
  public record Decided(FrequencyTable ages, FrequencyTable followUps) {

    /**
     * Creates a sample.
     *
     * @param ages the ages
     * @param followUps the follow-ups
     * @throws IllegalArgumentException if they are not equally many, or cannot be those of rows
     *     with T ≤ C
     */
    public Decided {
      if (ages.count() != followUps.count()) {
        throw new IllegalArgumentException(
            ages.count() + " ages and " + followUps.count() + " follow-ups; each row has both");
      }
      long[] known = {0};
      FrequencyTable.forEachPair(
          ages, followUps, (age, in, out) -> known[0] = requireKnown(age, known[0] + in - out));
    }

    private static long requireKnown(long age, long known) {
      if (known < 0) {
        throw new IllegalArgumentException(
            "more follow-ups than decisions up to the age "
                + age
                + "; a row is decided within its follow-up");
      }
      return known;
    }

    /**
     * Adds the rows of two samples.
     *
     * @param other the sample to add
     * @return both together
     * @throws ArithmeticException if a count exceeds {@link Long#MAX_VALUE}
     */
    public Decided combine(Decided other) {
      return new Decided(ages.combine(other.ages), followUps.combine(other.followUps));
    }
  }

  /**
   * The result. It is read, not built; it may get more components.
   *
   * @param statistic chi-square, (O − E)² / V
   * @param logPValue ln p, two-sided
   * @param z (O − E) / √V, positive if the second sample is slower
   * @param observed O, the decisions of the second sample
   * @param expected E, those it would have at the common pace
   * @param variance V of O − E
   */
  public record Result(
      double statistic, double logPValue, double z, long observed, double expected, double variance)
      implements TestResult {
    /**
     * Checks a result.
     *
     * @param statistic chi-square, (O − E)² / V
     * @param logPValue ln p, two-sided
     * @param z (O − E) / √V, positive if the second sample is slower
     * @param observed O, the decisions of the second sample
     * @param expected E, those it would have at the common pace
     * @param variance V of O − E
     * @throws IllegalArgumentException if no test finds such a thing, as a p above 1
     */
    public Result {
      Levels.requireResult(statistic, logPValue);
    }
  }

  /** The rows with T ≤ u ≤ C, for ages u that ascend. */
  private static final class Walk {

    private final long[] ages;
    private final long[] entering; // at an age
    private final long[] leaving; // above an age
    private int entered;
    private int left;
    private long present;

    Walk(Decided sample) {
      int distinct = sample.ages.combine(sample.followUps).distinct();
      ages = new long[distinct];
      entering = new long[distinct];
      leaving = new long[distinct];
      int[] next = {0};
      FrequencyTable.forEachPair(
          sample.ages,
          sample.followUps,
          (age, in, out) -> {
            ages[next[0]] = age;
            entering[next[0]] = in;
            leaving[next[0]++] = out;
          });
    }

    long atRisk(long age) {
      while (entered < ages.length && ages[entered] <= age) {
        present += entering[entered++];
      }
      while (left < ages.length && ages[left] < age) {
        present -= leaving[left++];
      }
      return present;
    }
  }
}
