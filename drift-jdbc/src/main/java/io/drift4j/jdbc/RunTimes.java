package io.drift4j.jdbc;

import java.time.Duration;

/**
 * How long a run took, and what took how long. Of a transaction that was repeated each attempt
 * counts; of runs that were recorded together each is told the times of all, which they shared. It
 * may get more components; it is read, not built.
 *
 * @param total from the call to its end
 * @param waiting the part of it that was spent waiting for the customer's lock
 * @param computing the part that was spent reading the records and judging them
 * @param writing the part that was spent writing the result, the commit included; what is left of
 *     the total are connections, looking for what is recorded already, and pauses before a repeated
 *     transaction
 */
public record RunTimes(Duration total, Duration waiting, Duration computing, Duration writing) {

  /** Returns the times in one line, in whole milliseconds. */
  @Override
  public String toString() {
    return total.toMillis()
        + " ms ("
        + waiting.toMillis()
        + " waiting, "
        + computing.toMillis()
        + " computing, "
        + writing.toMillis()
        + " writing)";
  }
}
