/** What a run costs, as ratios to limits that are measured in the same run. */
@NullMarked
package io.drift4j.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
