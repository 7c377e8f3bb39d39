package io.drift4j;

import io.drift4j.stats.ChangeDate;

/** A lens that can look night after night, and date what it sees. */
interface RepeatedLens extends Lens {

  /** The same, whose tests allow for being repeated. */
  Lens repeated();

  /** When what was seen began, of the days of a comparison. */
  ChangeDate.Result began(Comparison comparison, double dispersion);
}
