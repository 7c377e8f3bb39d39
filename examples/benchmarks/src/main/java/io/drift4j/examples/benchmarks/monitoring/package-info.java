/** How often looking every night is right and wrong, where it is known what has changed. */
@NullMarked
package io.drift4j.examples.benchmarks.monitoring;

import org.jspecify.annotations.NullMarked;
