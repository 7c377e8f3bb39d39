package io.drift4j;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * How two samples are compared: denied by an age, time to decision, midranks of amounts, mix of
 * categories. A lens reads {@link Sample samples} and says in {@link Evidence} what it saw; what
 * follows from that is the {@link DriftPolicy}'s business.
 *
 * <p>Id and settings are for people and for the settings of a policy: a policy that looks through
 * other lenses differs in its settings or its version.
 */
public interface Lens {

  /**
   * Returns the name that identifies the lens.
   *
   * @return the id, such as {@code summary}
   */
  String id();

  /**
   * Returns what is set of the lens.
   *
   * @return name to exact text, empty unless told otherwise
   */
  default SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  /**
   * Returns by how many days both windows end earlier, so that every record has been observed so
   * long.
   *
   * @return the days between the end of the current window and the as-of day, 0 unless told
   *     otherwise; -1, which takes the as-of day in, only under a policy {@linkplain
   *     DriftPolicy#hasHindsight with hindsight}
   */
  default int lagDays() {
    return 0;
  }

  /**
   * Returns how many days before the current window the lens wants to see, to know what is usual
   * and how much days differ from one another. Where the baseline begins earlier, it sees that.
   *
   * @return the days of {@link Comparison#history}, 0 unless told otherwise: no more than the
   *     baseline
   */
  default int historyDays() {
    return 0;
  }

  /**
   * Returns the strata without which the lens sees nothing: the definition must have them ({@link
   * Definition#withStrata}).
   *
   * @return their names, none unless told otherwise
   */
  default Set<String> strata() {
    return Set.of();
  }

  /**
   * Returns the metrics without which the lens sees nothing: the metric must have them beside it
   * ({@link Metric#withCompanions}).
   *
   * @return the companions, none unless told otherwise
   */
  default Set<Metric> companions() {
    return Set.of();
  }

  /**
   * Says whether open records are something to see, so that a segment with nothing else is looked
   * at.
   *
   * @return {@code false} unless told otherwise
   */
  default boolean seesOpen() {
    return false;
  }

  /**
   * Returns what is looked through in place of this lens where there are decided rows only ({@link
   * ControlledPolicy#ofDecidedRowsOnly}), of the same records.
   *
   * @param usual a lens that the policy has for the kind of the metric then, and that wants no open
   *     records
   * @return this lens, or the usual one where it {@linkplain #seesOpen sees} open records, unless
   *     told otherwise
   */
  default Lens ofDecidedRows(Lens usual) {
    return seesOpen() ? usual : this;
  }

  /**
   * Looks at the two samples of a comparison.
   *
   * @param comparison what is compared
   * @return what was seen: of this comparison, made with {@link Evidence#of}
   */
  Evidence look(Comparison comparison);

  /**
   * Returns the lens that sets the metric's {@link Metric#summary summary} of the one window
   * against that of the other, of whatever is known; of categories, how far the mix is from that of
   * the baseline. It does not ask whether chance explains the difference.
   *
   * @return the lens {@code summary}
   */
  static Lens summary() {
    return new SummaryLens();
  }

  /**
   * Returns the lens that asks by an age whether records have had the event, among all that
   * started; both windows end so many days earlier. It tests with {@link
   * io.drift4j.stats.HistoryScoreTest}, is undecided where less than half of the baseline is
   * decided by then, and says where only a change of speed explains what it sees.
   *
   * @param days the age, 1 or more
   * @return the lens {@code by-age} for proportions of records with ages
   * @throws IllegalArgumentException if the age is not positive
   */
  static Lens byAge(int days) {
    return new ByAgeLens(days, Pace.ONCE);
  }

  /**
   * Returns the lens that asks whether more or fewer records are still open past an age, among all
   * that started: not decided by a statutory day, say. Both windows end so many days earlier. It
   * tests with {@link io.drift4j.stats.HistoryScoreTest}; records that the metric leaves out are
   * out if they ended by then, whatever else ended counts as ended.
   *
   * @param days the age, 1 or more
   * @return the lens {@code open-past} for proportions of records with ages
   * @throws IllegalArgumentException if the age is not positive
   */
  static Lens openPast(int days) {
    return new OpenPastLens(days);
  }

  /**
   * Returns another lens that looks at some records only, open ones too: those whose stratum has
   * one of some values. It is known of them from the first, unlike a detail of what they end with.
   *
   * @param lens the other lens
   * @param stratum a stratum of the definition ({@link Definition#withStrata})
   * @param values of the records that are looked at, one or more: a boolean is {@code true} here
   *     and {@code 1} there
   * @return the lens of the same name
   * @throws IllegalArgumentException if there is no value
   */
  static Lens among(Lens lens, String stratum, String... values) {
    return new AmongLens(lens, stratum, List.of(values));
  }

  /**
   * Returns the lens that asks whether the same share of an amount has the event: denied cents of
   * submitted cents. The metric is one of amounts, of the records that have the event, and its
   * companion of the same amounts of all records. Each record scores its amount times 1 − r with
   * the event and −r without it, where r is the share in both windows, and {@link
   * io.drift4j.stats.HistoryScoreTest} tests their mean, so that a few large amounts make no drift.
   * Its values are the two shares, so the metric has the unit {@code share}.
   *
   * @param of the amounts of all records, a companion of the metric
   * @param lagDays how many days both windows end earlier: until the event is known, of all records
   *     as long after their start ({@link Measure#knownWithin})
   * @return the lens {@code weighted-share} for amounts
   * @throws IllegalArgumentException if the lag is negative
   */
  static Lens weightedShare(Metric of, int lagDays) {
    return new RatioLens(of, true, List.of(), lagDays);
  }

  /**
   * Returns the lens that asks whether amounts are in the same ratio to others of the same records:
   * what was paid less what was expected, to what was expected. Each record scores its amount less
   * r times the other, where r is the ratio in both windows, and {@link
   * io.drift4j.stats.HistoryScoreTest} tests their mean. Where it is standardised, r is that of
   * each stratum, and the values are ratios with the strata as both windows have them (weights of
   * Mantel and Haenszel): that there are more of the one and fewer of the other is no drift. Strata
   * that only one window has are left out.
   *
   * <p>How much records vary about r is known best where r is near 0: of what is nearly equal take
   * the difference, and the companion {@linkplain Measure#onlyWith only of records} that have both.
   * By which factor the ratio has changed is told where that of the baseline is surely above 0.
   *
   * @param of the other amounts, a companion of the metric, positive in sum
   * @param lagDays how many days both windows end earlier
   * @param by strata of the definition to which it is standardised; none for all records together
   * @return the lens {@code ratio} for amounts
   * @throws IllegalArgumentException if the lag is negative
   */
  static Lens ratio(Metric of, int lagDays, String... by) {
    return new RatioLens(of, false, List.of(by), lagDays);
  }

  /**
   * Returns the lens that asks whether records have stopped coming: how many days there have been
   * none by the as-of day, and how often that would be so at the rate of the baseline. It tests
   * with {@link io.drift4j.stats.HistorySilenceTest}; days that the definition leaves out or says
   * to be closed do not count. Its values are days without a record: of the baseline the mean of
   * its days, and how long it is now.
   *
   * @return the lens {@code silence} for counts
   */
  static Lens silence() {
    return new SilenceLens();
  }

  /**
   * Returns the lens that asks whether open records have the event at the same rate, which sees the
   * newest days. It tests with {@link io.drift4j.stats.HistoryLogRankTest}, is undecided where
   * fewer than 5 events are expected, and says where only a change of speed explains what it sees:
   * everything else is as much faster or slower, or, where most records end with the event, nothing
   * else shows that it is not speed.
   *
   * @return the lens {@code hazard} for proportions of records with ages
   */
  static Lens hazard() {
    return new HazardLens(Pace.ONCE);
  }

  /**
   * Returns the lens that asks whether records end at the same speed, with open ones at risk. It
   * tests with {@link io.drift4j.stats.HistoryLogRankTest}; its values are the ages at which the
   * highest level that both windows reach is reached.
   *
   * @return the lens {@code time-to-event} for times
   */
  static Lens timeToEvent() {
    return new TimeLens(Pace.ONCE);
  }

  /**
   * Returns the lens that asks whether records end ever faster or slower, week by week of both
   * windows together, with open ones at risk. It tests with {@link
   * io.drift4j.stats.HistoryTrendTest}; its values are the ages at which the first and the last
   * week reach the highest level that both reach, where the hazards of all weeks together are
   * multiplied by the trend. What of the windows is no whole week, at their beginning, it leaves
   * out.
   *
   * @return the lens {@code trend} for times
   */
  static Lens trend() {
    return new TrendLens();
  }

  /**
   * Returns the lens that asks whether a share has changed, of records that are complete from the
   * first. It tests with {@link io.drift4j.stats.HistoryScoreTest}.
   *
   * @return the lens {@code share} for proportions of records without ages
   */
  static Lens share() {
    return new ShareLens(Pace.ONCE);
  }

  /**
   * Returns the lens that asks whether amounts have become larger or smaller, of amounts that are
   * known from the first: {@link #location(int)} without lag.
   *
   * @return the lens {@code location} for amounts
   */
  static Lens location() {
    return location(0);
  }

  /**
   * Returns the lens that asks whether amounts have become larger or smaller. {@link
   * io.drift4j.stats.HistoryScoreTest} decides by midranks among both windows, in which a few large
   * amounts weigh no more than others; an amount of the history that neither has lies between its
   * neighbours. Its values are the metric's {@link Metric#summary summary} of both windows, with an
   * interval whose variance has the dispersion of the amounts themselves. Where ranks and summary
   * go different ways, p is 1 and a note says so.
   *
   * <p>An amount may be known only by a day after the window's ({@link Measure#knownBy}): what is
   * known early may be of another size than what comes late, and the newest records have nothing
   * else. So both windows of such a metric should end earlier ({@link DriftPolicy#controlled()}: 30
   * days), a figure says which part of each is known by now, and where that is 5 points less of the
   * current one, nothing is told. What still differs is that the baseline had longer: an amount
   * that comes after more than the lag is in it and not in the current window.
   *
   * @param lagDays how many days both windows end earlier, 0 or more
   * @return the lens {@code location} for amounts
   * @throws IllegalArgumentException if the lag is negative
   */
  static Lens location(int lagDays) {
    return new LocationLens(lagDays);
  }

  /**
   * Returns the lens that asks whether the mix of categories has changed, of categories that are
   * known from the first: {@link #mix(int)} without lag.
   *
   * @return the lens {@code mix} for categories
   */
  static Lens mix() {
    return mix(0);
  }

  /**
   * Returns the lens that asks whether the mix of categories has changed. It tests with {@link
   * io.drift4j.stats.HistoryMixTest}; categories of which fewer than 5 records are expected in
   * either window are put together. Its values are 0 and the total variation distance, which a
   * figure sets beside what it is by chance; notes name the three categories whose adjusted
   * residual is largest, if it is 2 or more, and say of those that the baseline has not that they
   * are new, and so are others of which there are 3 records or more. The distance has no interval,
   * so that no mix is told to be the same.
   *
   * @param lagDays how many days both windows end earlier, for categories that are known only by a
   *     later day: see {@link #location(int)}
   * @return the lens {@code mix} for categories
   * @throws IllegalArgumentException if the lag is negative
   */
  static Lens mix(int lagDays) {
    return new MixLens(lagDays);
  }

  /**
   * Returns the lens that asks whether there are as many records a day as there were, with each
   * weekday set against itself. It tests with {@link io.drift4j.stats.HistoryRateTest}; days
   * without records count, those before the first record of the history and those that the
   * definition leaves out do not. Its values are means, of the baseline with the weekdays of the
   * current window.
   *
   * @return the lens {@code volume} for counts
   */
  static Lens volume() {
    return new VolumeLens();
  }

  /**
   * Returns the lens that asks whether there are as many records a day as there were for as much of
   * something else: {@link #rate(Metric, int)} without lag.
   *
   * @param exposure a count, which is a companion of the metric ({@link Metric#withCompanions})
   * @return the lens {@code rate} for counts
   * @throws IllegalArgumentException if the exposure is no count
   */
  static Lens rate(Metric exposure) {
    return rate(exposure, 0);
  }

  /**
   * Returns the lens that asks whether there are as many records a day as there were for as much of
   * something else: denials for the claims that were submitted. It tests with {@link
   * io.drift4j.stats.HistoryRateTest}; days without exposure are none, nor are those before the
   * first record of the history and those that the definition leaves out. Its values are how many
   * records a day of the current window there were to be expected, for its exposure, and how many
   * there are. It is undecided where neither is any exposure.
   *
   * <pre>{@code
   * Metric claims = Metric.count("claims", 1, Measure.count("submitted_date"));
   * Metric denials = Metric.count("denials", 1, decision, Observation.valueOf("DENIED"))
   *     .withCompanions(claims)
   *     .testedThrough(Lens.rate(claims));
   * }</pre>
   *
   * @param exposure a count, which is a companion of the metric ({@link Metric#withCompanions})
   * @param lagDays how many days both windows end earlier, so that records have been observed so
   *     long; the metric's observation should then leave out what came later than that
   * @return the lens {@code rate} for counts
   * @throws IllegalArgumentException if the exposure is no count, or the lag negative
   */
  static Lens rate(Metric exposure, int lagDays) {
    return new RateLens(exposure, lagDays);
  }

  /**
   * Returns the lens that asks whether a category has appeared which the history never had, and has
   * more records than those have that appear now and then. It tests with {@link
   * io.drift4j.stats.NewCategoryTest}: how often categories appear anew, and how many records they
   * have at first, is learned from the later half of a year. Its values are 0 and the share that
   * the most frequent of the new ones has; notes name the three most frequent. The metric may be in
   * the window of the day on which its category is known: what never was before is new, whatever
   * had been waiting.
   *
   * @return the lens {@code new-category} for categories
   */
  static Lens newCategory() {
    return new NewCategoryLens();
  }

  /**
   * Returns the lens for decided rows that asks what became of those that ended within an age,
   * among these: the share that had the event, or how long they took, by midranks. Both windows end
   * so many days earlier, so that the figure does not depend on who is still open. It tests with
   * {@link io.drift4j.stats.HistoryScoreTest}. What leaves the window by becoming slower than that
   * is seen only in how many decided rows a day has, which two figures say.
   *
   * @param days the age, 1 or more
   * @return the lens {@code ended-within} for proportions and times of records with ages
   * @throws IllegalArgumentException if the age is not positive
   */
  static Lens endedWithin(int days) {
    return new EndedWithinLens(days);
  }

  /**
   * Returns the lens for decided rows that asks whether those that ended at the same age had the
   * event as often, of the newest days too. It tests with {@link
   * io.drift4j.stats.HistoryMantelHaenszelTest}. Where events take longer than other endings or
   * shorter, a change of speed changes it as well: a note says so where those without the event
   * took another time.
   *
   * @return the lens {@code outcome-given-age} for proportions of records with ages
   */
  static Lens outcomeGivenAge() {
    return new OutcomeGivenAgeLens();
  }

  /**
   * Returns the lens for decided rows that asks whether they took as long, of the newest days too.
   * It tests with {@link io.drift4j.stats.HistoryLogRankTest} in reverse time. Its values are the
   * median of the baseline's that ended by the horizon, and that multiplied by the ratio of times
   * that explains what is seen. It sees a fraction of what {@link #timeToEvent} sees where open
   * records are known.
   *
   * @return the lens {@code reverse-time} for times
   */
  static Lens reverseTime() {
    return new ReverseTimeLens();
  }
}
