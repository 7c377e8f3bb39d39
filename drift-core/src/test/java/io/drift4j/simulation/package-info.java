/**
 * Simulated claims: what tests and benchmarks hold detection against, since only there it is known
 * whether anything has changed.
 */
@NullMarked
package io.drift4j.simulation;

import org.jspecify.annotations.NullMarked;
