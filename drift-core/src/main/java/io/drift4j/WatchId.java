package io.drift4j;

/**
 * What remembers changes: a definition over a source, for a customer. Versions, settings and
 * policies may change within a watch.
 *
 * @param customer whose records are watched
 * @param definitionId the definition
 * @param sourceId the user's name for the population of records
 */
public record WatchId(String customer, String definitionId, String sourceId) {

  /**
   * Returns the watch that a run belongs to.
   *
   * @param run the run
   * @return the watch of its customer, definition and source
   */
  public static WatchId of(Run run) {
    return new WatchId(run.customer(), run.definitionId(), run.sourceId());
  }

  /**
   * Returns a key of fixed length: the SHA-256 of {@code drift-watch/1}, customer, definition id
   * and source id, each length-delimited.
   *
   * @return 64 hexadecimal digits
   */
  public String key() {
    return new Fingerprint()
        .add("drift-watch/1")
        .add(customer)
        .add(definitionId)
        .add(sourceId)
        .hex();
  }
}
