package io.drift4j;

import io.drift4j.stats.FrequencyTable;

/**
 * What is judged: a metric of a segment in both windows.
 *
 * @param metric the metric
 * @param segment the segment
 * @param windows what is compared with what
 * @param baseline its observations in the baseline window
 * @param current its observations in the current window
 */
public record Comparison(
    Metric metric,
    Segment segment,
    WindowPair windows,
    FrequencyTable baseline,
    FrequencyTable current) {}
