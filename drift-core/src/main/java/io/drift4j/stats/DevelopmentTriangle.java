package io.drift4j.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * How cases of each day develop with their age: an immutable, sorted map from (day of submission,
 * age, outcome or still open) to count. It is all that survival methods read of a sample whose
 * cases are not yet decided, and still shows what one day has in common.
 *
 * <p>A day is a number of the caller's, such as {@code LocalDate.toEpochDay()}. The age of a
 * decided case is the number of days from submission to decision; that of an open one is the last
 * age at which it was seen to be open, so that it takes part in the risk set of that age. An
 * outcome is any code of the caller's; an open case has none.
 *
 * <p>Triangles add up ({@link #combine}), so parts may be counted anywhere and in any order.
 * Instances are immutable and safe for use by several threads.
 */
public final class DevelopmentTriangle {

  /** Ages are packed above 33 bits of state, with the sign bit in use, so that they sort. */
  private static final int STATE_BITS = 33;

  private static final long AGE_OFFSET = 1L << 30;
  private static final long STATES = (1L << STATE_BITS) - 1;

  /** The state of outcome 0, such that small codes, also negative ones, differ in few bits. */
  private static final long ZERO = (1L << 31) + 4;

  /** The state of an open case, after all outcomes. */
  private static final long OPEN = (1L << 32) + ZERO;

  private final DayCells cells;

  private DevelopmentTriangle(DayCells cells) {
    this.cells = cells;
  }

  /**
   * Returns a builder that counts cases as they come.
   *
   * @return a new, empty builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adds the counts of two samples, cell by cell. Associative and commutative.
   *
   * @param other the sample to add
   * @return both samples together
   * @throws ArithmeticException if a count exceeds {@link Long#MAX_VALUE}
   */
  public DevelopmentTriangle combine(DevelopmentTriangle other) {
    return new DevelopmentTriangle(cells.combine(other.cells));
  }

  /**
   * Returns the number of days on which cases were submitted.
   *
   * @return the number of days
   */
  public int days() {
    return cells.days.length;
  }

  /**
   * Returns the number of cases, decided and open.
   *
   * @return the sum of all counts, 0 if empty
   */
  public long count() {
    return cells.count;
  }

  /**
   * Says whether there are no cases.
   *
   * @return whether the count is 0
   */
  public boolean isEmpty() {
    return days() == 0;
  }

  /**
   * Returns how cases of all days develop together.
   *
   * @return the sum over the days
   */
  public TimeToEventTable timeToEvent() {
    TimeToEventTable.Builder sum = TimeToEventTable.builder();
    forEach(
        new CellVisitor() {
          @Override
          public void visit(long day, int age, int outcome, long count) {
            sum.add(age, outcome, count);
          }

          @Override
          public void visitOpen(long day, int age, long count) {
            sum.addOpen(age, count);
          }
        });
    return sum.build();
  }

  /**
   * Visits every cell in ascending order of days, ages and outcomes, open cases after those that
   * were decided at the same age.
   *
   * @param visitor receives each cell with its positive count
   */
  public void forEach(CellVisitor visitor) {
    cells.forEach(
        (day, cell, count) -> {
          if (isOpen(cell)) {
            visitor.visitOpen(day, age(cell), count);
          } else {
            visitor.visit(day, age(cell), outcome(cell), count);
          }
        });
  }

  /** Receives the cells of a triangle. */
  public interface CellVisitor {
    /**
     * Visits cases that were decided.
     *
     * @param day the day of submission
     * @param age days from submission to decision
     * @param outcome the code of the decision
     * @param count how many, at least 1
     */
    void visit(long day, int age, int outcome, long count);

    /**
     * Visits cases that are still open.
     *
     * @param day the day of submission
     * @param age the last age at which they were seen to be open
     * @param count how many, at least 1
     */
    void visitOpen(long day, int age, long count);
  }

  /** The days on which cases were submitted, ascending. */
  long[] submissionDays() {
    return cells.days.clone();
  }

  /** Of a triangle with cases. */
  long firstDay() {
    return cells.days[0];
  }

  /** The last day on which cases were submitted. */
  long lastDay() {
    return cells.days[cells.days.length - 1];
  }

  /**
   * Returns the number of cases that are still open.
   *
   * @return their number
   */
  public long open() {
    long open = 0;
    for (int i = 0; i < cells.values.length; i++) {
      open += isOpen(cells.values[i]) ? cells.count(i) : 0;
    }
    return open;
  }

  /** The latest day on which a case was decided or seen to be open: the largest day + age. */
  long lastSeen() {
    long last = Long.MIN_VALUE;
    for (int day = 0; day < cells.days.length; day++) {
      int oldest = age(cells.values[cells.ends[day] - 1]);
      last = Math.max(last, dayOf(cells.days[day], oldest));
    }
    return last;
  }

  private static long dayOf(long submitted, int age) {
    long day = submitted + age;
    if (day < submitted) {
      throw new ArithmeticException(
          "the age " + age + " of cases submitted on day " + submitted + " lies beyond all days");
    }
    return day;
  }

  /**
   * Visits every day in ascending order, with what happened and who was at risk at the first ages.
   *
   * @param ages how many ages, from 0
   * @param isEvent which outcomes are events; other cases leave the risk set after their age
   */
  void forEach(int ages, LongPredicate isEvent, DayVisitor visitor) {
    for (int day = 0; day < cells.days.length; day++) {
      long[] events = new long[ages];
      long[] atRisk = new long[ages];
      for (int i = cells.begin(day); i < cells.ends[day]; i++) {
        long cell = cells.values[i];
        int age = age(cell);
        atRisk[Math.min(age, ages - 1)] += cells.count(i);
        if (age < ages && !isOpen(cell) && isEvent.test(outcome(cell))) {
          events[age] += cells.count(i);
        }
      }
      for (int u = ages - 2; u >= 0; u--) {
        atRisk[u] += atRisk[u + 1];
      }
      visitor.visit(cells.days[day], events, atRisk);
    }
  }

  /** Receives the days of a triangle. */
  @FunctionalInterface
  interface DayVisitor {
    /**
     * Visits a day.
     *
     * @param events by age, a fresh array
     * @param atRisk cases whose age reaches each age, a fresh array
     */
    void visit(long day, long[] events, long[] atRisk);
  }

  private static long cell(int age, long state) {
    return (age - AGE_OFFSET) << STATE_BITS | state;
  }

  private static int age(long cell) {
    return (int) ((cell >> STATE_BITS) + AGE_OFFSET);
  }

  private static boolean isOpen(long cell) {
    return (cell & STATES) == OPEN;
  }

  private static int outcome(long cell) {
    return (int) ((cell & STATES) - ZERO);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DevelopmentTriangle triangle && cells.equals(triangle.cells);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }

  /** Returns the days as {@code {day={age:outcome=count, age:open=count, …}, …}}, ascending. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    for (int day = 0; day < cells.days.length; day++) {
      texts.add(cells.days[day] + "=" + text(cells.table(day)));
    }
    return "{" + String.join(", ", texts) + "}";
  }

  private static String text(FrequencyTable table) {
    List<String> texts = new ArrayList<>();
    table.forEach(
        (cell, count) ->
            texts.add(age(cell) + ":" + (isOpen(cell) ? "open" : outcome(cell)) + "=" + count));
    return "{" + String.join(", ", texts) + "}";
  }

  /**
   * Counts cases in any order; its memory is bounded by the number of distinct cells, not by the
   * number of cases. Not safe for use by several threads.
   */
  @CanIgnoreReturnValue
  public static final class Builder {

    private final DayCells.Builder cells = DayCells.builder();

    private Builder() {}

    /**
     * Counts cases that were decided.
     *
     * @param day the day of submission
     * @param age days from submission to decision, 0 or more
     * @param outcome the code of the decision
     * @param count how many, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the age or the count is negative
     * @throws ArithmeticException if the cell has more than {@link Long#MAX_VALUE} cases
     */
    public Builder add(long day, int age, int outcome, long count) {
      return add(day, age, ZERO + outcome, count);
    }

    /**
     * Counts cases that are still open.
     *
     * @param day the day of submission
     * @param age the last age at which they were seen to be open, 0 or more
     * @param count how many, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the age or the count is negative
     * @throws ArithmeticException if the cell has more than {@link Long#MAX_VALUE} cases
     */
    public Builder addOpen(long day, int age, long count) {
      return add(day, age, OPEN, count);
    }

    private Builder add(long day, int age, long state, long count) {
      if (age < 0) {
        throw new IllegalArgumentException("age is negative: " + age + ", submitted on " + day);
      }
      cells.add(day, cell(age, state), count);
      return this;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the triangle
     * @throws ArithmeticException if the number of cases exceeds {@link Long#MAX_VALUE}
     */
    @CheckReturnValue
    public DevelopmentTriangle build() {
      return new DevelopmentTriangle(cells.build());
    }
  }
}
