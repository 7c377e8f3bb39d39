package io.drift4j.examples.custom;

import io.drift4j.Definition;
import io.drift4j.Dimension;
import io.drift4j.Direction;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.Threshold;
import java.time.temporal.ChronoUnit;
import java.util.List;

// region definition
/** What a shop watches of its parcels, of each carrier and region, each carrier, and all. */
public final class ParcelWatch {
  private static final Measure DELIVERY =
      Measure.timeToEvent("shipped_at", "delivered_at")
          .in(ChronoUnit.HOURS)
          .withOutcome("state", "INTACT", "DAMAGED");
  private static final List<Metric> METRICS =
      List.of(
          Metric.proportion("damaged", 1, DELIVERY, Observation.of("DAMAGED"))
              .withDirection(Direction.UP_IS_WORSE),
          Metric.time("delivery", 1, DELIVERY, Observation.valueOf()),
          Metric.amount("freight", 1, Measure.amount("shipped_at", "freight", 2))
              .withUnit("cents")
              .withThreshold(new Threshold(100, 0.2)),
          Metric.category("service", 1, Measure.category("shipped_at", "service")),
          Metric.count("parcels", 1, Measure.count("shipped_at")));
  private static final Dimension REGION =
      Dimension.computed("region", "postcode", code -> code == null ? "?" : region(code));

  public static final Definition DEFINITION =
      Definition.of(
              "parcels",
              1,
              List.of("carrier", "region"),
              METRICS,
              Lookback.ofDays(90, 14),
              DriftPolicy.controlled())
          .withComputed(REGION)
          .withRollUp(List.of("carrier"), List.of());

  private static String region(String postcode) {
    return postcode.compareTo("5") < 0 ? "north" : "south";
  }
}
// endregion
