package io.drift4j;

import io.drift4j.stats.FrequencyTable;

/** The one number that stands for a table of observations. */
public enum Summary {
  /** The arithmetic mean; of zeros and ones, the share. */
  MEAN {
    @Override
    public double of(FrequencyTable table) {
      return table.mean();
    }
  },
  /** The median: with an even number of observations the mean of the two in the middle. */
  MEDIAN {
    @Override
    public double of(FrequencyTable table) {
      return table.median();
    }
  };

  /**
   * Summarises a table.
   *
   * @param table the observations
   * @return the number that stands for them
   * @throws IllegalStateException if the table is empty
   */
  public abstract double of(FrequencyTable table);
}
