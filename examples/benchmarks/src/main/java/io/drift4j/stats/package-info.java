/** What a benchmark needs to reach inside the statistics: their tests as they were, frozen. */
@NullMarked
package io.drift4j.stats;

import org.jspecify.annotations.NullMarked;
