package io.drift4j.stats;

/**
 * What a log-rank test compares, of one stratum: what came before the current window, the baseline,
 * which is part of it, and the current window. All strata have the same days and ages.
 *
 * @param history what came before the current window, the baseline included
 * @param baseline what the current window is compared with
 * @param current the current window
 */
public record AgedWindows(DayAges history, DayAges baseline, DayAges current) {}
