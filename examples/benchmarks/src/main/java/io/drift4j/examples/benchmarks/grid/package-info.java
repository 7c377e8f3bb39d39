/** What the grids of simulated cells share: results that are kept cell by cell, dice, workers. */
@NullMarked
package io.drift4j.examples.benchmarks.grid;

import org.jspecify.annotations.NullMarked;
