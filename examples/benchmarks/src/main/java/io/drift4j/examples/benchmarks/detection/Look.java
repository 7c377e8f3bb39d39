package io.drift4j.examples.benchmarks.detection;

import io.drift4j.simulation.SimulatedStream;

/** One view of a stream, as somebody tests it. */
@FunctionalInterface
interface Look {

  Looked at(SimulatedStream stream);
}
