package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;

/** Claims with a weekly pattern: few are submitted at weekends, and none is decided then. */
final class Simulated {

  private static final double WEEKENDS = 0.3;
  private static final double GROWTH = 0.5;
  private static final int STEPS_OF_GROWTH = 12;

  private Simulated() {}

  /**
   * Claims of which two of a day have a correlation, in denial and in the logarithm of time, and
   * days resemble their neighbours. Where they do, the day's effect is normal, of the same
   * variance.
   */
  static SimulatedClaims usual(Behaviour behaviour, double rho, double autocorrelation) {
    SimulatedClaims claims =
        SimulatedClaims.of(behaviour).withWeekendVolume(WEEKENDS).withoutWeekendDecisions();
    return autocorrelation == 0
        ? claims.withRho(rho)
        : claims.withAutocorrelation(
            autocorrelation, ofRate(behaviour.denialRate(), rho), ofTime(behaviour, rho));
  }

  /** The same, while there are more and more of them: half as many again after so many days. */
  static SimulatedClaims growing(
      Behaviour behaviour, double rho, double autocorrelation, int days) {
    SimulatedClaims claims = usual(behaviour, rho, autocorrelation);
    for (int step = 1; step <= STEPS_OF_GROWTH; step++) {
      double more = 1 + GROWTH * step / STEPS_OF_GROWTH;
      claims =
          claims.changingFor(
              days - days * (step - 1) / STEPS_OF_GROWTH, behaviour.withVolumeTimes(more));
    }
    return claims;
  }

  /** ρ = (p s)² / (p (1 − p)). */
  private static double ofRate(double rate, double rho) {
    return StrictMath.sqrt(rho * (1 - rate) / rate);
  }

  /** ρ = s² / (s² + σ²). */
  private static double ofTime(Behaviour behaviour, double rho) {
    return behaviour.paid().sigma() * StrictMath.sqrt(rho / (1 - rho));
  }

  static String text(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
