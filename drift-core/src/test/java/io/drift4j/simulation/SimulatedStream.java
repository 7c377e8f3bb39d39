package io.drift4j.simulation;

import io.drift4j.Window;
import io.drift4j.stats.DailyTables;
import io.drift4j.stats.DevelopmentTriangle;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The claims of one segment as they are known on the morning of a day: how many of each day of
 * submission were decided at each age with each outcome. Immutable.
 */
public final class SimulatedStream {

  /** The code of claims that were paid. */
  public static final int PAID = 0;

  /** The code of claims that were denied. */
  public static final int DENIED = 1;

  private final LocalDate asOf;
  private final long start;
  private final int[] submitted; // by day
  private final Counts decisions; // key age << 1 | outcome
  private final Counts amounts; // key price
  private final long[] prices;

  private SimulatedStream(Builder builder, long[] prices) {
    this.asOf = builder.asOf;
    this.start = builder.asOf.toEpochDay() - builder.submitted.length;
    this.submitted = builder.submitted;
    this.decisions = builder.decisions;
    this.amounts = builder.amounts;
    this.prices = prices;
  }

  /** Counts by day and key, ascending in both. */
  private static final class Counts {

    private final int[] ends; // by day
    private int[] keys = new int[1_024];
    private int[] counts = new int[1_024];
    private int size;

    Counts(int days) {
      ends = new int[days];
    }

    void add(int key, int count) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size);
      }
      keys[size] = key;
      counts[size++] = count;
    }

    int begin(int day) {
      return day <= 0 ? 0 : ends[day - 1];
    }

    /** Before the first day there is nothing. */
    int end(int day) {
      return day < 0 ? 0 : ends[day];
    }

    void addBoth(Counts x, Counts y, int day) {
      int i = x.begin(day);
      int j = y.begin(day);
      while (i < x.ends[day] || j < y.ends[day]) {
        int key = Math.min(x.key(i, day), y.key(j, day));
        int count = 0;
        if (x.key(i, day) == key) {
          count += x.counts[i++];
        }
        if (y.key(j, day) == key) {
          count += y.counts[j++];
        }
        add(key, count);
      }
      ends[day] = size;
    }

    private int key(int i, int day) {
      return i < ends[day] ? keys[i] : Integer.MAX_VALUE;
    }

    boolean isEqual(Counts other) {
      return Arrays.equals(ends, other.ends)
          && Arrays.equals(keys, 0, size, other.keys, 0, other.size)
          && Arrays.equals(counts, 0, size, other.counts, 0, other.size);
    }

    int hash() {
      int hash = Arrays.hashCode(ends);
      for (int i = 0; i < size; i++) {
        hash = 31 * (31 * hash + keys[i]) + counts[i];
      }
      return hash;
    }
  }

  /** Takes day after day. */
  static final class Builder {

    private final LocalDate asOf;
    private final int times;
    private final int[] submitted;
    private final Counts decisions;
    private final Counts amounts;

    Builder(LocalDate asOf, int days, int times) {
      this.asOf = asOf;
      this.times = times;
      submitted = new int[days];
      decisions = new Counts(days);
      amounts = new Counts(days);
    }

    /** Takes the decisions of a day by age, so many in all, and leaves the arrays empty. */
    void add(int day, int claims, int decided, int[] paid, int[] denied) {
      submitted[day] = times * claims;
      int left = decided;
      for (int age = 0; left > 0; age++) {
        left -= paid[age] + denied[age];
        add(decisions, age << 1 | PAID, paid, age);
        add(decisions, age << 1 | DENIED, denied, age);
      }
      decisions.ends[day] = decisions.size;
    }

    /** Takes the amounts of a day by price, and leaves the array empty. */
    void addAmounts(int day, int[] priced) {
      for (int price = 0; price < priced.length; price++) {
        add(amounts, price, priced, price);
      }
      amounts.ends[day] = amounts.size;
    }

    private void add(Counts cells, int key, int[] counts, int place) {
      if (counts[place] > 0) {
        cells.add(key, times * counts[place]);
        counts[place] = 0;
      }
    }

    SimulatedStream build(long[] prices) {
      return new SimulatedStream(this, prices);
    }
  }

  /**
   * Returns the day on whose morning the claims are looked at.
   *
   * @return the as-of day
   */
  public LocalDate asOf() {
    return asOf;
  }

  /**
   * Returns all days of submission.
   *
   * @return the window that ends before the as-of day
   */
  public Window span() {
    return Window.before(asOf, submitted.length);
  }

  /**
   * Returns how many claims were submitted on a day.
   *
   * @param day a day before the as-of day
   * @return decided and open ones, none before the span
   */
  public int submitted(LocalDate day) {
    int number = number(day);
    return number < 0 ? 0 : submitted[number];
  }

  /**
   * Returns how many claims of a day were denied by an age.
   *
   * @param day a day of submission
   * @param age the last age that counts
   * @return the claims
   */
  public int denied(LocalDate day, int age) {
    return decided(number(day), age, true);
  }

  /**
   * Returns how many claims of a day were decided by an age.
   *
   * @param day a day of submission
   * @param age the last age that counts
   * @return the claims, denied or paid
   */
  public int decided(LocalDate day, int age) {
    return decided(number(day), age, false);
  }

  private int decided(int day, int age, boolean deniedOnly) {
    int sum = 0;
    for (int i = decisions.begin(day); i < decisions.end(day); i++) {
      int key = decisions.keys[i];
      if (key >> 1 <= age && (!deniedOnly || (key & 1) == DENIED)) {
        sum += decisions.counts[i];
      }
    }
    return sum;
  }

  /** Nothing was submitted before the first day. */
  private int first(Window window) {
    return Math.max(0, number(window.startInclusive()));
  }

  private int end(Window window) {
    return Math.min(submitted.length, number(window.endExclusive()));
  }

  private int number(LocalDate day) {
    return Math.toIntExact(day.toEpochDay() - start);
  }

  /**
   * Visits what is known of a window's claims on the morning of a day.
   *
   * @param window the days of submission, nothing is known of any outside the span
   * @param morning the day, at latest the as-of day: decisions on it or later are not yet there
   * @param visitor receives the cells, ascending by day, age and outcome, open claims last
   */
  public void forEach(Window window, LocalDate morning, DevelopmentTriangle.CellVisitor visitor) {
    int end = number(morning);
    if (end > submitted.length) {
      throw new IllegalArgumentException(
          "claims were drawn up to " + asOf + ", not " + morning + "; draw them for that day");
    }
    for (int day = first(window); day < end(window); day++) {
      int open = submitted[day];
      for (int i = decisions.begin(day); i < decisions.ends[day]; i++) {
        int age = decisions.keys[i] >> 1;
        if (day + age < end) {
          visitor.visit(start + day, age, decisions.keys[i] & 1, decisions.counts[i]);
          open -= decisions.counts[i];
        }
      }
      if (open > 0) {
        visitor.visitOpen(start + day, end - 1 - day, open);
      }
    }
  }

  /**
   * Returns how the claims of a window develop.
   *
   * @param window days of the span
   * @return as it is known on the as-of day
   */
  public DevelopmentTriangle triangle(Window window) {
    DevelopmentTriangle.Builder triangle = DevelopmentTriangle.builder();
    forEach(
        window,
        asOf,
        new DevelopmentTriangle.CellVisitor() {
          @Override
          public void visit(long day, int age, int outcome, long count) {
            triangle.add(day, age, outcome, count);
          }

          @Override
          public void visitOpen(long day, int age, long count) {
            triangle.addOpen(day, age, count);
          }
        });
    return triangle.build();
  }

  /**
   * Returns the claims of a window day by day, with 1 for those that were denied by an age and 0
   * for all others.
   *
   * @param age the age
   * @param window days of the span that have been observed to that age
   * @return all that were submitted
   */
  public DailyTables deniedBy(int age, Window window) {
    DailyTables.Builder tables = DailyTables.builder();
    for (int day = first(window); day < end(window); day++) {
      int denied = decided(day, age, true);
      tables.add(start + day, 0, submitted[day] - denied).add(start + day, 1, denied);
    }
    return tables.build();
  }

  /**
   * Returns the amounts of a window's claims day by day.
   *
   * @param window days of the span
   * @return amounts in cents, empty if the claims have none
   */
  public DailyTables amounts(Window window) {
    DailyTables.Builder tables = DailyTables.builder();
    forEachAmount(window, tables::add);
    return tables.build();
  }

  /**
   * Returns the claims of two streams together.
   *
   * @param other of the same days and, if any, prices
   * @return as if they were of one segment
   */
  public SimulatedStream mixedWith(SimulatedStream other) {
    if (!span().equals(other.span()) || !Arrays.equals(prices, other.prices)) {
      throw new IllegalArgumentException(
          "streams of " + span() + " and " + other.span() + " cannot be mixed; draw them alike");
    }
    Builder both = new Builder(asOf, submitted.length, 1);
    for (int day = 0; day < submitted.length; day++) {
      both.submitted[day] = submitted[day] + other.submitted[day];
      both.decisions.addBoth(decisions, other.decisions, day);
      both.amounts.addBoth(amounts, other.amounts, day);
    }
    return both.build(prices);
  }

  /** Receives amounts. */
  @FunctionalInterface
  interface AmountVisitor {
    void visit(long day, long cents, long count);
  }

  void forEachAmount(Window window, AmountVisitor visitor) {
    for (int day = first(window); day < end(window); day++) {
      for (int i = amounts.begin(day); i < amounts.ends[day]; i++) {
        visitor.visit(start + day, prices[amounts.keys[i]], amounts.counts[i]);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SimulatedStream stream
        && asOf.equals(stream.asOf)
        && Arrays.equals(submitted, stream.submitted)
        && decisions.isEqual(stream.decisions)
        && amounts.isEqual(stream.amounts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * asOf.hashCode() + Arrays.hashCode(submitted)) + decisions.hash();
  }

  /** Returns what there is, without the counts. */
  @Override
  public String toString() {
    return Arrays.stream(submitted).sum() + " claims of " + span();
  }
}
