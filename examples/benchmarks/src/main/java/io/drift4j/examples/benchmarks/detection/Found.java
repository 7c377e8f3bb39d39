package io.drift4j.examples.benchmarks.detection;

import io.drift4j.Segment;

/**
 * What is said of a customer: an event, or what was tested.
 *
 * @param segment where
 * @param metricId of what
 * @param view which view leads
 * @param looked what it says, with an interval that is adjusted for selection
 */
record Found(Segment segment, String metricId, String view, Looked looked) {

  CustomerCell.Stream stream() {
    return new CustomerCell.Stream(segment, metricId);
  }
}
