/**
 * The engines of the reference system (byteworthy/Upstream) as definitions: what they compute, to
 * be compared with. For monitoring there are {@link io.drift4j.claims.ClaimDefinitions}.
 */
@CheckReturnValue
@NullMarked
package io.drift4j.claims.reference;

import org.jspecify.annotations.NullMarked;
