/** What a benchmark needs to reach inside the library. */
@NullMarked
package io.drift4j.jdbc;

import org.jspecify.annotations.NullMarked;
