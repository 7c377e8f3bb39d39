package io.drift4j.examples.benchmarks.detection;

import java.util.List;

/** What is looked at in a stream of claims. */
enum StreamView {
  /** How long decisions take, open claims included. */
  TIME(0),
  /** How fast denials come, open claims included. */
  FAST(0),
  /** The share denied by age 30 of all submitted. */
  BY_30(30),
  /** The share denied by age 60 of all submitted. */
  BY_60(60);

  static final List<StreamView> ALL = List.of(values());
  static final List<StreamView> DENIAL = List.of(FAST, BY_30, BY_60);
  static final List<StreamView> BY_AGE = List.of(BY_30, BY_60);

  /** So many days the windows end before the as-of day. */
  final int lag;

  StreamView(int lag) {
    this.lag = lag;
  }
}
