package io.drift4j;

import java.time.Instant;

/**
 * A run whose last attempt failed, and which nobody has recorded since: nothing of it is kept until
 * it is run again. It may get more components; it is read, not built.
 *
 * @param run the run
 * @param failedAt when its last attempt failed, by the clock of whoever ran it
 * @param reason why, in one line: the message of an error that is ours, of any other its type
 */
public record FailedRun(Run run, Instant failedAt, String reason) {}
