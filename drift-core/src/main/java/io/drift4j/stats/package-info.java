/**
 * Exact frequency tables, and what reads them. Knows nothing of drift.
 *
 * <p>Everything is counted in integers and rounded once, at the end: a table of a million rows and
 * the {@code GROUP BY} of the same rows give the same bits.
 */
@CheckReturnValue
@NullMarked
package io.drift4j.stats;

import org.jspecify.annotations.NullMarked;
