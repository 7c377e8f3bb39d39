/** A shop that watches its parcels: metrics, a dimension and a definition of its own. */
@NullMarked
package io.drift4j.examples.custom;

import org.jspecify.annotations.NullMarked;
