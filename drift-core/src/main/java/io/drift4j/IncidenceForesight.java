package io.drift4j;

import io.drift4j.stats.Power;

/**
 * Of a share that changes because some records have the event in place of another ending: then its
 * hazard is multiplied as the share is, whereas the lens, which leaves the hazards of other endings
 * as they were, tells less.
 *
 * @param hazards what is made of the hazard of the event
 * @param share before
 */
record IncidenceForesight(HazardForesight hazards, double share) implements Foresight {

  @Override
  public double most() {
    return Math.min(hazards.most(), (1 - share) / share);
  }

  @Override
  public double least(Power power) {
    return hazards.least(power);
  }

  @Override
  public double error(double change) {
    return hazards.error(change);
  }

  @Override
  public Shift at(double change) {
    return hazards.at(change);
  }

  @Override
  public double size(double change) {
    return share * change;
  }
}
