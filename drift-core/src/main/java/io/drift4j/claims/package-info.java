/**
 * Health-insurance claims as a preset: the metrics and definitions that the library was made for,
 * written only with what users have.
 */
@CheckReturnValue
@NullMarked
package io.drift4j.claims;

import org.jspecify.annotations.NullMarked;
