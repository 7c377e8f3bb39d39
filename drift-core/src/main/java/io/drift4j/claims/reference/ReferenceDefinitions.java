package io.drift4j.claims.reference;

import io.drift4j.Definition;
import io.drift4j.DriftPolicy;
import io.drift4j.claims.ClaimDefinitions;

/**
 * The engines of the reference system as it computes them, each under {@link
 * DriftPolicy#thresholds()}: same windows, rules and doubles, same false alarms. Ids are those of
 * the sound definitions of {@link ClaimDefinitions}, versions are lower.
 */
public final class ReferenceDefinitions {

  private ReferenceDefinitions() {}

  /**
   * Returns payer drift: denial rate and median decision time by payer and procedure group, 14 days
   * against the 90 before.
   *
   * @return {@code payer-drift/1} under thresholds
   */
  public static Definition payerDrift() {
    return ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.thresholds());
  }

  /**
   * Returns DenialScope: new reasons of denials, and spikes of the rate, the dollars or the number
   * of denials, by payer and reason, 7 days against the 21 before. It sets the sum of 7 days
   * against that of 21, and has one limit for dollars and for numbers. Amounts are told in cents;
   * how grave a signal is stands in a note of its evidence. Two events {@code denial_dollars_spike}
   * may be of one segment: they are of two metrics.
   *
   * @return {@code denialscope/1} under thresholds
   */
  public static Definition denialscope() {
    return DenialScope.definition();
  }
}
