package io.drift4j.claims.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.drift4j.DriftEvent;
import io.drift4j.Trend;
import io.drift4j.WindowPair;

/** What an event of the reference and one of ours say alike, as texts to be compared. */
final class ReferenceEvents {

  private ReferenceEvents() {}

  /** What was compared with what, of how many claims, and in which direction it went. */
  static String compared(JsonNode event) {
    return String.join(
        "|",
        event.get("baseline_start").asText(),
        event.get("baseline_end").asText(),
        event.get("current_start").asText(),
        event.get("current_end").asText(),
        event.get("baseline_sample_size").asText(),
        event.get("current_sample_size").asText(),
        event.get("trend_direction").asText());
  }

  /**
   * The same of ours.
   *
   * @param inclusive how many days before ours the reference says that a window ends: 1 where the
   *     day that it names is in it
   */
  static String compared(DriftEvent event, int inclusive) {
    WindowPair windows = event.windows();
    return String.join(
        "|",
        windows.baseline().startInclusive().toString(),
        windows.baseline().endExclusive().minusDays(inclusive).toString(),
        windows.current().startInclusive().toString(),
        windows.current().endExclusive().minusDays(inclusive).toString(),
        Long.toString(event.evidence().baselineSize()),
        Long.toString(event.evidence().currentSize()),
        event.trend() == Trend.DEGRADING ? "degrading" : "improving");
  }
}
