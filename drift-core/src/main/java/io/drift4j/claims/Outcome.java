package io.drift4j.claims;

/** What a payer decided. */
public enum Outcome {
  /** The payer pays. */
  PAID,
  /** The payer refuses. */
  DENIED,
  /** Neither, such as returned or withdrawn: it counts in no rate. */
  OTHER
}
