package io.drift4j;

import io.drift4j.stats.DevelopmentTriangle;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The age by which half of the records of a sample have ended, with the open ones at risk (Kaplan
 * and Meier); that it was not reached is an answer too.
 */
final class MedianTime implements DevelopmentTriangle.CellVisitor {

  /** In units of the metric: of what is older, all is known. */
  private static final int LONGEST = 1 << 16;

  private long[] ended = new long[64];
  private long[] left = new long[64]; // ended, or still open

  private MedianTime() {}

  static OptionalDouble of(Sample sample) {
    MedianTime times = new MedianTime();
    sample.forEachAge(times);
    return times.median();
  }

  @Override
  public void visit(long day, int age, int outcome, long count) {
    int place = place(age);
    left[place] += count;
    ended[place] += outcome == Sample.LEFT_OUT ? 0 : count;
  }

  @Override
  public void visitOpen(long day, int age, long count) {
    int place = place(age);
    left[place] += count;
  }

  /** Makes room first: an array is taken before its index is computed. */
  private int place(int age) {
    int place = Math.min(age, LONGEST);
    if (place >= left.length) {
      int size = Math.max(place + 1, 2 * left.length);
      left = Arrays.copyOf(left, size);
      ended = Arrays.copyOf(ended, size);
    }
    return place;
  }

  private OptionalDouble median() {
    long atRisk = Arrays.stream(left).sum();
    double open = 1;
    for (int age = 0; age < left.length && age < LONGEST && atRisk > 0; age++) {
      open *= 1 - (double) ended[age] / atRisk;
      if (open <= 0.5) {
        return OptionalDouble.of(age);
      }
      atRisk -= left[age];
    }
    return OptionalDouble.empty();
  }
}
