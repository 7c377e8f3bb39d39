package io.drift4j;

/** Why a metric of a segment was or was not flagged, in one paragraph. */
final class Explanation {

  private Explanation() {}

  static String of(RecordedVerdict verdict) {
    return verdict.toString();
  }
}
