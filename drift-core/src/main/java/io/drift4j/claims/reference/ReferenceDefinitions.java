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
}
