/**
 * The words of drift (window, segment, metric, event, run) and the one path from counts to kept
 * events.
 *
 * <p>{@link io.drift4j.DriftMonitor} is the front door. The way of a run is one straight line: the
 * {@linkplain io.drift4j.CellVisitor cells} of a {@link io.drift4j.CountSource} become two
 * {@linkplain io.drift4j.Sample samples} of each metric and segment, with the history before them;
 * a {@link io.drift4j.Lens} compares them and says in {@link io.drift4j.Evidence} what it saw; the
 * {@link io.drift4j.DriftPolicy} of the {@link io.drift4j.Definition} judges all of it, and says in
 * an {@link io.drift4j.Assessment} how sure and how grave it is; what its {@linkplain
 * io.drift4j.Verdict verdicts} call drift becomes events, which a {@link
 * io.drift4j.DriftRepository} keeps, each of them once. Nothing here does I/O, logs, or reads a
 * clock of its own but for the times at which runs failed in memory.
 */
@CheckReturnValue
@NullMarked
package io.drift4j;

import org.jspecify.annotations.NullMarked;
