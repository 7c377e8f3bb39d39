/**
 * From a CSV of claims to kept events, in one command. {@code DriftRuns} is the part that uses the
 * library; the rest is what a service has already: a table of claims, and somebody who reads.
 */
@NullMarked
package io.drift4j.examples.quickstart;

import org.jspecify.annotations.NullMarked;
