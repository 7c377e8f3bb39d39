package io.drift4j;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * What is made of readings, asked once for each: there are few in many records. The answer is a
 * number.
 */
final class ReadingMemo {

  /** Answers about values from 0 to below are remembered. */
  private static final int NEAR = 1 << 10;

  private static final long UNKNOWN = Long.MIN_VALUE + 1; // SampleCells.NOTHING is an answer
  private static final long[] NOTHING = {};

  private final OutcomeCodes outcomes;
  private final ToLongFunction<Reading> question;
  private long[][] known = {}; // by outcome, by value
  private long[] open = NOTHING; // by outcome

  ReadingMemo(OutcomeCodes outcomes, ToLongFunction<Reading> question) {
    this.outcomes = outcomes;
    this.question = question;
  }

  long of(int outcome, boolean isOpen, long value) {
    if (isOpen) {
      return ofOpen(outcome);
    }
    if (value < 0 || value >= NEAR) {
      return ask(outcome, value);
    }
    long[] answers = outcome < known.length ? known[outcome] : NOTHING;
    long answer = value < answers.length ? answers[(int) value] : UNKNOWN;
    return answer == UNKNOWN ? remember(outcome, (int) value) : answer;
  }

  private long ofOpen(int outcome) {
    if (outcome >= open.length) {
      open = extended(open, outcome + 1);
    }
    if (open[outcome] == UNKNOWN) {
      open[outcome] = question.applyAsLong(outcomes.reading(null, outcome));
    }
    return open[outcome];
  }

  private long remember(int outcome, int value) {
    if (outcome >= known.length) {
      int former = known.length;
      known = Arrays.copyOf(known, outcome + 1);
      Arrays.fill(known, former, known.length, NOTHING);
    }
    if (value >= known[outcome].length) {
      known[outcome] = extended(known[outcome], Math.max(16, 2 * Integer.highestOneBit(value)));
    }
    known[outcome][value] = ask(outcome, value);
    return known[outcome][value];
  }

  private static long[] extended(long[] former, int length) {
    long[] longer = Arrays.copyOf(former, length);
    Arrays.fill(longer, former.length, length, UNKNOWN);
    return longer;
  }

  private long ask(int outcome, long value) {
    return question.applyAsLong(outcomes.reading(value, outcome));
  }
}
