package io.drift4j.examples.benchmarks.monitoring;

/** How many looks a year is worth, as the library has it (its {@code YearlyLooks}). */
final class Looks {

  private Looks() {}

  /** Of every night. */
  static double of(int views) {
    return of(views, Rhythm.NIGHTLY);
  }

  /** As nightly where nobody says that it is looked less often. */
  static double of(int views, Rhythm rhythm) {
    return rhythm == Rhythm.WEEKLY ? views == 1 ? 95 : 160 : views == 1 ? 250 : 550;
  }
}
