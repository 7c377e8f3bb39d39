/** How often detection is right and wrong, where it is known what has changed. */
@NullMarked
package io.drift4j.examples.benchmarks.detection;

import org.jspecify.annotations.NullMarked;
