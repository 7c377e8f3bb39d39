/**
 * The words of drift (window, segment, metric, event, run) and the one path from counts to kept
 * events.
 *
 * <p>{@link io.drift4j.DriftMonitor} is the front door. It asks a {@link io.drift4j.CountSource}
 * for counts, lets the {@link io.drift4j.DriftDetector} compare them under the {@link
 * io.drift4j.DriftPolicy} of a {@link io.drift4j.Definition}, and leaves the events with a {@link
 * io.drift4j.DriftRepository}, which keeps each of them once. Nothing here does I/O, reads a clock
 * of its own or logs.
 */
@NullMarked
package io.drift4j;

import org.jspecify.annotations.NullMarked;
