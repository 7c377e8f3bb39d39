package io.drift4j;

/** The names of figures that lenses of this library put into {@link Evidence#figures}. */
final class Figure {

  /** The share of the records of the baseline that had ended by the horizon. */
  static final String DECIDED_BASELINE = "decided-baseline";

  /** The share of the records of the current window that had ended by the horizon. */
  static final String DECIDED_CURRENT = "decided-current";

  /** How many events were expected in the current window. */
  static final String EXPECTED = "expected-events";

  /** How many events the current window has. */
  static final String OBSERVED = "observed-events";

  /** The hazard of the event in the current window, in multiples of that of the baseline. */
  static final String HAZARD_RATIO = "hazard-ratio";

  /** ln p of a change of speed of whatever else ends records, where it explains the change. */
  static final String SPEED_LOG_P = "speed-log-p";

  /** The median of the baseline; absent where it was not reached. */
  static final String MEDIAN_BASELINE = "median-baseline";

  /** The median of the current window; absent where it was not reached. */
  static final String MEDIAN_CURRENT = "median-current";

  /** The difference of the mean times up to the horizon. */
  static final String RESTRICTED_MEAN_DIFFERENCE = "restricted-mean-difference";

  /** The median shift of logarithms (Hodges and Lehmann), as a ratio. */
  static final String MEDIAN_RATIO = "median-ratio";

  /** ln p of the ranks, where they went the other way than the summary. */
  static final String RANKS_LOG_P = "ranks-log-p";

  /** The share of the records of the baseline whose amount or category is known. */
  static final String KNOWN_BASELINE = "known-baseline";

  /** The share of the records of the current window whose amount or category is known. */
  static final String KNOWN_CURRENT = "known-current";

  /** The mean distance of two mixes where nothing changes. */
  static final String VARIATION_BY_CHANCE = "total-variation-by-chance";

  /** Of decided rows, how many each day of the baseline has, followed as the current window is. */
  static final String DECIDED_A_DAY_BASELINE = "decided-per-day-baseline";

  /** Of decided rows, how many each day of the current window has. */
  static final String DECIDED_A_DAY_CURRENT = "decided-per-day-current";

  /** The odds of the event in the current window, in multiples of those of the baseline. */
  static final String ODDS_RATIO = "odds-ratio";

  /** What is at stake of each record of the current window, in the smallest unit of the amount. */
  static final String AMOUNT_A_RECORD = "amount-per-record";

  /** How much there was in the baseline of which records could come. */
  static final String EXPOSURE_BASELINE = "exposure-baseline";

  /** How much there was in the current window of which records could come. */
  static final String EXPOSURE_CURRENT = "exposure-current";

  /** How many categories the current window has that the history never had. */
  static final String NEW_CATEGORIES = "new-categories";

  /** How many records the most frequent new category has. */
  static final String NEW_RECORDS = "new-category-records";

  /** How many new categories of so many records a current window has by chance. */
  static final String NEW_BY_CHANCE = "new-categories-by-chance";

  /**
   * Of a ratio of amounts, those below the line in the current window: what a value of 1 is worth.
   */
  static final String AMOUNT_BELOW = "amount-below";

  /** How many days before the as-of day the change began. */
  static final String BEGAN_DAYS_AGO = "began-days-ago";

  /** How many it is at most. */
  static final String BEGAN_AT_MOST_DAYS_AGO = "began-at-most-days-ago";

  /** How many it is at least. */
  static final String BEGAN_AT_LEAST_DAYS_AGO = "began-at-least-days-ago";

  /** 1 where a ramp fits as well as a step. */
  static final String BEGAN_GRADUALLY = "began-gradually";

  private Figure() {}
}
