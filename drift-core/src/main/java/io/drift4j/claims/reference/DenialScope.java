package io.drift4j.claims.reference;

import io.drift4j.Definition;
import io.drift4j.Direction;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import java.util.List;

/** DenialScope: what is denied by payer and reason, 7 days against the 21 before. */
final class DenialScope {

  private static final String DENIED = Outcome.DENIED.name();

  private DenialScope() {}

  static Definition definition() {
    return Definition.of(
            "denialscope",
            1,
            List.of("payer", "denial_reason"),
            List.of(
                DenialSignal.NEW_REASON.of(denials("new-denial-reason", "new_denial_reason")),
                DenialSignal.RATE_SPIKE.of(denials("denial-rate-spike", "denial_rate_spike")),
                DenialSignal.DOLLARS_SPIKE.of(dollars("denial-dollars-spike")),
                DenialSignal.VOLUME_SPIKE.of(
                    denials("denial-volume-spike", "denial_volume_spike")
                        .withCompanions(dollars("denied-dollars"))),
                DenialSignal.DOLLARS.of(dollars("denial-dollars"))),
            Lookback.ofDays(21, 7),
            DriftPolicy.thresholds().withMinimumVolume(10))
        .withComputed(ClaimMetrics.DENIAL_REASON);
  }

  /** Of each claim whether it was denied; all that are decided count, however. */
  private static Metric denials(String id, String driftType) {
    return Metric.proportion(id, 1, ClaimMetrics.DECISION, Observation.of(DENIED))
        .withDriftType(driftType)
        .withDirection(Direction.UP_IS_WORSE);
  }

  private static Metric dollars(String id) {
    return Metric.amount(id, 1, ClaimMetrics.ALLOWED, Observation.valueOf(DENIED))
        .withDriftType("denial_dollars_spike")
        .withUnit("dollars")
        .withDirection(Direction.UP_IS_WORSE);
  }
}
