package io.drift4j;

import io.drift4j.stats.HistoryLogRankTest;

/**
 * Whether a change of how many have an event is explained by how fast everything is. The hazard of
 * an event, and the share that has had it by an early age, fall when everything is merely slower.
 * Speed is seen in whatever else ends records: where more events are the whole change, the rest
 * does not become faster.
 *
 * <p>Where most records end with the event, the rest are too few to show speed, and its hazard is
 * little else. Then speed explains what the rest does not contradict: where fewer events are the
 * whole change, more records end otherwise.
 */
final class Speed {

  /** What is not even this unlikely needs no explanation, and explains nothing. */
  static final double LOG_SUSPECT = StrictMath.log(0.05);

  private final HistoryLogRankTest.Result ofOthers;

  private Speed(HistoryLogRankTest.Result ofOthers) {
    this.ofOthers = ofOthers;
  }

  /**
   * Returns what is to be told of speed.
   *
   * @param ofOthers the test of all that ends records but the event, over the same days
   */
  static Speed of(HistoryLogRankTest.Result ofOthers) {
    return new Speed(ofOthers);
  }

  /** Of the records of a comparison, followed so many days. */
  static Speed of(Comparison comparison, int days) {
    return of(AgedRecords.of(comparison, days, outcome -> outcome != Sample.EVENT).test());
  }

  /**
   * Tells it where it explains a change of an event.
   *
   * @param direction positive where there are more events
   * @param isUsual whether most records end with it, and some without
   */
  void tellIfItExplains(double direction, boolean isUsual, Evidence.Builder evidence) {
    if (isUsual && !isChanged(-direction)) {
      tell("most records end so, and the rest does not show that it is not speed", evidence);
    } else if (!isUsual && isChanged(direction)) {
      String how = direction > 0 ? "faster" : "slower";
      tell("everything else is " + how + " too over the same days, which explains it", evidence);
    }
  }

  /** Whether the rest has changed in a direction. */
  private boolean isChanged(double direction) {
    return ofOthers.isTested()
        && ofOthers.logPValue() <= LOG_SUSPECT
        && ofOthers.statistic() * direction > 0;
  }

  private void tell(String why, Evidence.Builder evidence) {
    evidence
        .figure(Figure.SPEED_LOG_P, ofOthers.isTested() ? ofOthers.logPValue() : 0)
        .note("event or speed: " + why);
  }

  /**
   * Tells of decided rows that speed may explain a change, in whichever direction.
   *
   * @param logP of a change of how long those without the event took
   */
  static void tellIfItMayExplain(double logP, Evidence.Builder evidence) {
    if (logP <= LOG_SUSPECT) {
      tellThatItMayExplain(logP, evidence);
    }
  }

  static void tellThatItMayExplain(double logP, Evidence.Builder evidence) {
    evidence
        .figure(Figure.SPEED_LOG_P, logP)
        .note("event or speed: of decided rows a change of speed alone could look so");
  }
}
