/**
 * Drift4j: tells when the behaviour behind records has changed. Counts come from a {@link
 * io.drift4j.CountSource}, events go to a {@link io.drift4j.DriftRepository}.
 */
module io.drift4j {
  requires static transitive org.jspecify;
  requires org.apache.commons.numbers.core;
  requires org.apache.commons.numbers.gamma;
  requires org.apache.commons.numbers.rootfinder;
  requires org.apache.commons.statistics.distribution;
  requires org.apache.commons.statistics.inference;

  exports io.drift4j;
  exports io.drift4j.claims;
  exports io.drift4j.claims.reference;
  exports io.drift4j.export;
  exports io.drift4j.stats;
}
