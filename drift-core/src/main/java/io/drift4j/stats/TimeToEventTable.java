package io.drift4j.stats;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each age was reached with each outcome, or without one: an immutable, sorted map from
 * (age, outcome or still open) to count.
 *
 * <p>The table is the sufficient statistic of times to an event with right censoring: a decided
 * claim is counted with its age in days at the decision and the code of the decision, an open claim
 * with its age when it was last looked at ("censored"). An event at an age comes before the
 * censoring at the same age. Tables add up ({@link #combine}), and all counts are exact.
 *
 * <p><b>Delayed entry</b> (left truncation). Rows that are only known if they are older than an
 * entry age count as at risk only above it: those of {@link Builder#addLate} are at risk at the
 * ages u with entry &lt; u ≤ age, all others at every u ≤ age.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class TimeToEventTable {

  private static final TimeToEventTable EMPTY = builder().build();

  private final SortedMap<Integer, FrequencyTable> byOutcome; // none of them empty
  private final FrequencyTable events;
  private final FrequencyTable open;
  private final FrequencyTable entries; // of late rows only
  private final Step[] steps; // ascending

  private TimeToEventTable(
      SortedMap<Integer, FrequencyTable> byOutcome, FrequencyTable open, FrequencyTable entries) {
    this.byOutcome = Collections.unmodifiableSortedMap(byOutcome);
    this.events =
        byOutcome.values().stream().reduce(FrequencyTable.empty(), FrequencyTable::combine);
    this.open = open;
    this.entries = entries;
    this.steps = steps();
  }

  /** What happens at an age at which rows end or enter; as many are at risk since the last one. */
  private record Step(long age, long atRisk, long events, long open) {}

  private Step[] steps() {
    FrequencyTable.Cursor event = events.cursor();
    FrequencyTable.Cursor last = open.cursor();
    FrequencyTable.Cursor entry = entries.cursor();
    Step[] found = new Step[events.distinct() + open.distinct() + entries.distinct()];
    int size = 0;
    long present = Counts.add(events.count(), open.count()) - entries.count();
    while (!event.isAtEnd() || !last.isAtEnd() || !entry.isAtEnd()) {
      long age = Math.min(entry.value(), Math.min(event.value(), last.value()));
      Step step = new Step(age, present, event.take(age), last.take(age));
      present += entry.take(age) - step.events - step.open;
      found[size++] = step;
    }
    return Arrays.copyOf(found, size);
  }

  /**
   * Returns the table without observations.
   *
   * @return the empty table
   */
  public static TimeToEventTable empty() {
    return EMPTY;
  }

  /**
   * Returns a builder that counts observations as they come.
   *
   * @return a new, empty builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adds the counts of two tables.
   *
   * @param other the table to add
   * @return the table of both samples together
   * @throws ArithmeticException if a count exceeds {@link Long#MAX_VALUE}
   */
  public TimeToEventTable combine(TimeToEventTable other) {
    SortedMap<Integer, FrequencyTable> both = new TreeMap<>(byOutcome);
    other.byOutcome.forEach((code, table) -> both.merge(code, table, FrequencyTable::combine));
    return new TimeToEventTable(both, open.combine(other.open), entries.combine(other.entries));
  }

  /**
   * Returns this table with the events of one outcome only: rows with another outcome are open at
   * their age. Its hazard is the cause-specific hazard of the outcome.
   *
   * @param outcome the outcome
   * @return a table of the same rows
   */
  public TimeToEventTable causeSpecific(int outcome) {
    SortedMap<Integer, FrequencyTable> kept = new TreeMap<>();
    FrequencyTable left = open;
    for (var entry : byOutcome.entrySet()) {
      if (entry.getKey() == outcome) {
        kept.put(outcome, entry.getValue());
      } else {
        left = left.combine(entry.getValue());
      }
    }
    return new TimeToEventTable(kept, left, entries);
  }

  /**
   * Returns the number of rows.
   *
   * @return events and open rows together, 0 if empty
   */
  public long count() {
    return events.count() + open.count();
  }

  /**
   * Says whether nothing was observed.
   *
   * @return whether the count is 0
   */
  public boolean isEmpty() {
    return count() == 0;
  }

  /**
   * Returns the number of distinct ages, which bounds what a table costs in time.
   *
   * @return the number of ages that {@link #forEach} visits
   */
  public int distinct() {
    return steps.length;
  }

  /**
   * Returns the largest age of any row.
   *
   * @return the largest age, with an event or open
   * @throws IllegalStateException if the table is empty
   */
  public long max() {
    if (isEmpty()) {
      throw new IllegalStateException("the largest age needs at least 1 row, the table has 0");
    }
    return Math.max(
        events.isEmpty() ? 0 : events.max(), open.isEmpty() ? 0 : open.max()); // ages are >= 0
  }

  /**
   * Returns the codes of the outcomes that occurred.
   *
   * @return the codes, ascending
   */
  public SortedSet<Integer> outcomes() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(byOutcome.keySet()));
  }

  /**
   * Returns the ages at the events, of whatever outcome.
   *
   * @return the table of ages
   */
  public FrequencyTable events() {
    return events;
  }

  /**
   * Returns the ages at the events of an outcome.
   *
   * @param outcome the outcome
   * @return the table of ages, empty if it never occurred
   */
  public FrequencyTable events(int outcome) {
    return byOutcome.getOrDefault(outcome, FrequencyTable.empty());
  }

  /**
   * Returns the ages of the open rows.
   *
   * @return the table of ages
   */
  public FrequencyTable open() {
    return open;
  }

  /**
   * Returns how many rows are at risk at an age.
   *
   * @param age the age u
   * @return the number of rows with entry &lt; u ≤ age of the row
   */
  public long atRisk(long age) {
    int low = 0;
    int high = steps.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps[middle].age < age) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return atRiskUpTo(low);
  }

  /** At risk above the step before, up to this one. */
  private long atRiskUpTo(int step) {
    return step < steps.length ? steps[step].atRisk : 0;
  }

  /**
   * Visits every age at which rows end or enter late, in ascending order.
   *
   * @param visitor receives the counts of each age
   */
  public void forEach(AgeVisitor visitor) {
    for (Step step : steps) {
      visitor.visit(at(step.age, step));
    }
  }

  /**
   * Walks over two tables at once, in ascending order of the ages at which rows of either end or
   * enter late: the one loop that every two-sample statistic needs.
   *
   * @param x the first table
   * @param y the second table
   * @param visitor receives the counts of each age in both tables
   */
  public static void forEachPair(TimeToEventTable x, TimeToEventTable y, PairVisitor visitor) {
    int i = 0;
    int j = 0;
    while (i < x.steps.length || j < y.steps.length) {
      long age = Math.min(x.ageOf(i), y.ageOf(j));
      visitor.visit(x.at(age, i), y.at(age, j));
      i += x.ageOf(i) == age ? 1 : 0;
      j += y.ageOf(j) == age ? 1 : 0;
    }
  }

  /** Behind the last step the largest age there is, at which nothing is taken. */
  private long ageOf(int step) {
    return step < steps.length ? steps[step].age : Long.MAX_VALUE;
  }

  /** An age above the step before, up to this one. */
  private Age at(long age, int step) {
    return step < steps.length && steps[step].age == age
        ? at(age, steps[step])
        : new Age(this, age, atRiskUpTo(step), 0, 0);
  }

  private Age at(long age, Step step) {
    return new Age(this, age, step.atRisk, step.events, step.open);
  }

  /** The counts of a table at one age. */
  public static final class Age {

    private final TimeToEventTable table;
    private final long age;
    private final long atRisk;
    private final long events;
    private final long open;

    private Age(TimeToEventTable table, long age, long atRisk, long events, long open) {
      this.table = table;
      this.age = age;
      this.atRisk = atRisk;
      this.events = events;
      this.open = open;
    }

    /**
     * Returns the age.
     *
     * @return the age
     */
    public long age() {
      return age;
    }

    /**
     * Returns how many rows are at risk: neither ended before this age nor not yet entered.
     *
     * @return the number at risk, those that end at this age included
     */
    public long atRisk() {
      return atRisk;
    }

    /**
     * Returns the events at this age, of whatever outcome.
     *
     * @return their number
     */
    public long events() {
      return events;
    }

    /**
     * Returns the events of an outcome at this age.
     *
     * @param outcome the outcome
     * @return their number
     */
    public long events(int outcome) {
      return table.events(outcome).count(age);
    }

    /**
     * Returns how many rows are open at this age and not known beyond.
     *
     * @return their number
     */
    public long open() {
      return open;
    }
  }

  /** Receives the ages of one table. */
  @FunctionalInterface
  public interface AgeVisitor {
    /**
     * Visits an age.
     *
     * @param age the counts at the age
     */
    void visit(Age age);
  }

  /** Receives the ages of two tables side by side. */
  @FunctionalInterface
  public interface PairVisitor {
    /**
     * Visits an age at which rows of at least one of two tables end or enter.
     *
     * @param x the counts of the first table
     * @param y the counts of the second table
     */
    void visit(Age x, Age y);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeToEventTable table
        && byOutcome.equals(table.byOutcome)
        && open.equals(table.open)
        && entries.equals(table.entries);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * byOutcome.hashCode() + open.hashCode()) + entries.hashCode();
  }

  /** Returns the tables of ages as {@code {outcome={age=count, …}, …, open={…}, late={…}}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    byOutcome.forEach((code, table) -> text.append(code).append('=').append(table).append(", "));
    return text.append("open=").append(open).append(", late=").append(entries) + "}";
  }

  /**
   * Counts rows in any order; its memory is bounded by the number of distinct ages and outcomes.
   * Not safe for use by several threads.
   */
  @CanIgnoreReturnValue
  public static final class Builder {

    private int[] outcomes = {}; // ascending
    private FrequencyTable.Builder[] events = {}; // parallel to the outcomes
    private final FrequencyTable.Builder open = FrequencyTable.builder();
    private final FrequencyTable.Builder entries = FrequencyTable.builder();

    private Builder() {}

    /**
     * Counts rows with an event.
     *
     * @param age the age at the event, 0 or more
     * @param outcome the code of the outcome
     * @param count how many rows, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the age or the count is negative
     */
    public Builder add(long age, int outcome, long count) {
      requireAge(age);
      int found = Arrays.binarySearch(outcomes, outcome);
      int index = found >= 0 ? found : insert(-found - 1, outcome);
      events[index].add(age, count);
      return this;
    }

    private int insert(int index, int outcome) {
      int[] codes = Arrays.copyOf(outcomes, outcomes.length + 1);
      FrequencyTable.Builder[] builders = Arrays.copyOf(events, codes.length);
      System.arraycopy(outcomes, index, codes, index + 1, outcomes.length - index);
      System.arraycopy(events, index, builders, index + 1, events.length - index);
      codes[index] = outcome;
      builders[index] = FrequencyTable.builder();
      outcomes = codes;
      events = builders;
      return index;
    }

    /**
     * Counts rows without an event.
     *
     * @param age the age when they were last looked at, 0 or more
     * @param count how many rows, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the age or the count is negative
     */
    public Builder addOpen(long age, long count) {
      requireAge(age);
      open.add(age, count);
      return this;
    }

    /**
     * Counts rows with an event that are known only because they are older than an entry age.
     *
     * @param entry the age above which they are at risk, 0 or more
     * @param age the age at the event, above the entry
     * @param outcome the code of the outcome
     * @param count how many rows, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the entry or the count is negative, or the age not above
     *     the entry
     */
    public Builder addLate(long entry, long age, int outcome, long count) {
      add(requireEntry(entry, age), outcome, count);
      entries.add(entry, count);
      return this;
    }

    /**
     * Counts rows without an event that are known only because they are older than an entry age.
     *
     * @param entry the age above which they are at risk, 0 or more
     * @param age the age when they were last looked at, above the entry
     * @param count how many rows, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the entry or the count is negative, or the age not above
     *     the entry
     */
    public Builder addLateOpen(long entry, long age, long count) {
      addOpen(requireEntry(entry, age), count);
      entries.add(entry, count);
      return this;
    }

    private static void requireAge(long age) {
      if (age < 0) {
        throw new IllegalArgumentException("age is negative: " + age);
      }
    }

    private static long requireEntry(long entry, long age) {
      requireAge(entry);
      if (age <= entry) {
        throw new IllegalArgumentException("age " + age + " is not above the entry age " + entry);
      }
      return age;
    }

    /**
     * Returns what was counted so far; the builder can go on.
     *
     * @return the table
     * @throws ArithmeticException if the number of rows exceeds {@link Long#MAX_VALUE}
     */
    @CheckReturnValue
    public TimeToEventTable build() {
      SortedMap<Integer, FrequencyTable> built = new TreeMap<>();
      for (int i = 0; i < outcomes.length; i++) {
        built.put(outcomes[i], events[i].build());
      }
      built.values().removeIf(FrequencyTable::isEmpty); // of a count that is 0 or was refused
      return new TimeToEventTable(built, open.build(), entries.build());
    }
  }
}
