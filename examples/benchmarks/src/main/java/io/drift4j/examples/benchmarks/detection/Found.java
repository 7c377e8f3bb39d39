package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Segment;

/**
 * An event that is reported of a customer.
 *
 * @param segment where
 * @param metricId of what
 * @param view which view leads
 * @param looked what it says, with an interval that is adjusted for selection
 */
record Found(Segment segment, String metricId, String view, Looked looked) {}
