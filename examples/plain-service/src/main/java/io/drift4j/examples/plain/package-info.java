/** A service of some clinics, which file claims with insurers, and Drift4j beside its table. */
@NullMarked
package io.drift4j.examples.plain;

import org.jspecify.annotations.NullMarked;
