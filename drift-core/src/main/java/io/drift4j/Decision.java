package io.drift4j;

/** What a policy says of a comparison. */
public enum Decision {
  /** The change is an event. */
  DRIFT,
  /** The data show that there is no change that matters. */
  EQUIVALENT,
  /** The data are too few to tell. */
  INCONCLUSIVE,
  /** The change is below what the policy reports; whether it is real was not examined. */
  UNREMARKABLE,
  /** The comparison was not examined, for the reason given with it. */
  SKIPPED
}
