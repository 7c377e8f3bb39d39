package io.drift4j.stats;

/**
 * How cases of each day were decided as they aged: for each day of submission and each age how many
 * had the event at that age and how many were at risk of it, in primitive arrays. It is all that a
 * log-rank test reads of a stretch of days.
 *
 * <p>Ages are counted in days or in parts of them, the same number a day. Where a calendar day is
 * closed, nobody is at risk on it and nothing happens: cases of day j at age u lie on day j + u.
 *
 * <p>Immutable; a {@link #part} shares the arrays.
 */
public final class DayAges implements DayStretch<DayAges> {

  private final long firstDay;
  private final int from;
  private final int to;
  private final int ages;
  private final int agesInADay;
  private final long[] events; // by day and age
  private final long[] others; // decided without the event; of length 0 where they were not counted
  private final long[] atRisk;
  private final long[] cases; // the most at risk, by day
  private final int[] ends; // the age from which on nobody is at risk, by day

  private DayAges(DayAges all, int from, int to, long[] events, long[] others) {
    this.firstDay = all.firstDay;
    this.from = from;
    this.to = to;
    this.ages = all.ages;
    this.agesInADay = all.agesInADay;
    this.events = events;
    this.others = others;
    this.atRisk = all.atRisk;
    this.cases = all.cases;
    this.ends = all.ends;
  }

  private DayAges(Builder builder) {
    this.firstDay = builder.firstDay;
    this.from = 0;
    this.to = builder.events.length / builder.ages;
    this.ages = builder.ages;
    this.agesInADay = builder.agesInADay;
    this.events = builder.events;
    this.others = builder.others;
    this.atRisk = builder.left;
    this.cases = new long[to];
    this.ends = new int[to];
    for (int day = 0; day < to; day++) {
      for (int u = 0; u < ages; u++) {
        long r = atRisk[day * ages + u];
        cases[day] = Math.max(cases[day], r);
        ends[day] = r > 0 ? u + 1 : ends[day];
      }
    }
  }

  /**
   * Returns a builder for a stretch of days.
   *
   * @param firstDay the first day, a number of the caller's such as an epoch day
   * @param days how many days there are, 1 or more
   * @param ages how many ages are looked at, from 0 on, 1 or more
   * @param agesInADay how many ages a day has, 1 or more
   * @return the builder, without cases
   */
  public static Builder builder(long firstDay, int days, int ages, int agesInADay) {
    if (days < 1 || ages < 1 || agesInADay < 1) {
      throw new IllegalArgumentException(
          "days, ages and ages a day must be 1 or more, not "
              + days
              + ", "
              + ages
              + " and "
              + agesInADay);
    }
    return new Builder(firstDay, days, ages, agesInADay);
  }

  @Override
  public DayAges part(long first, long end) {
    if (first < firstDay + from || end > firstDay + to || first >= end) {
      throw new IllegalArgumentException(
          "days " + first + " to " + end + " are not among " + firstDay() + " and " + size());
    }
    return new DayAges(
        this, (int) (first - firstDay), (int) (end - firstDay), this.events, this.others);
  }

  /**
   * Returns the same cases with the other event: that they were decided without this one.
   *
   * @return those days, of the same arrays
   * @throws IllegalStateException if that was not counted, {@link Builder#withOthers}
   */
  public DayAges others() {
    if (others.length == 0) {
      throw new IllegalStateException("cases decided without the event were not counted");
    }
    return new DayAges(this, from, to, /* events= */ others, /* others= */ events);
  }

  @Override
  public long firstDay() {
    return firstDay + from;
  }

  @Override
  public int size() {
    return to - from;
  }

  /**
   * Returns how many ages are looked at.
   *
   * @return the number of ages
   */
  public int ages() {
    return ages;
  }

  /**
   * Returns how many ages a day has.
   *
   * @return 1 if ages are days
   */
  public int agesInADay() {
    return agesInADay;
  }

  /** Whether the other has the same days of the same arrays. */
  @SuppressWarnings("ReferenceEquality") // what is the same need not be compared
  boolean isSame(DayAges other) {
    return events == other.events && atRisk == other.atRisk && from == other.from && to == other.to;
  }

  /** Adds those of a day, counted from 0, to what begins at a place with age 0. */
  void addTo(long[] events, long[] atRisk, int place, int day) {
    int begin = begin(day);
    int end = end(day);
    for (int u = 0; u < end; u++) {
      events[place + u] += this.events[begin + u];
      atRisk[place + u] += this.atRisk[begin + u];
    }
  }

  /** Of a day, counted from 0, at an age. */
  long events(int day, int age) {
    return events[(from + day) * ages + age];
  }

  /** Of a day, counted from 0, at an age. */
  long atRisk(int day, int age) {
    return atRisk[(from + day) * ages + age];
  }

  /**
   * Returns the events of all days at an age.
   *
   * @param age the age
   * @return how many cases had the event
   */
  public long events(int age) {
    return sum(events, age);
  }

  /**
   * Returns who of all days was at risk at an age.
   *
   * @param age the age
   * @return how many cases were
   */
  public long atRisk(int age) {
    return sum(atRisk, age);
  }

  private long sum(long[] byDay, int age) {
    long sum = 0;
    for (int day = from; day < to; day++) {
      sum += byDay[day * ages + age];
    }
    return sum;
  }

  /** Whether a day, counted from 0, has a case at risk at any age. */
  boolean hasCases(int day) {
    return end(day) > 0;
  }

  /** How many cases a day, counted from 0, has: the most that are at risk at one age. */
  long cases(int day) {
    return cases[from + day];
  }

  /** The first age from which on nobody of a day, counted from 0, is at risk. */
  int end(int day) {
    return ends[from + day];
  }

  /** Where a day, counted from 0, begins with age 0 in the arrays. */
  int begin(int day) {
    return (from + day) * ages;
  }

  /** Not to be changed. */
  long[] allEvents() {
    return events;
  }

  /** Not to be changed. */
  long[] allAtRisk() {
    return atRisk;
  }

  /** Who is at risk at an age. */
  private enum Risk {
    /** Who has not ended before it. */
    OPEN,
    /** Who ended at it or before. */
    ENDED_BY,
    /** Who ended at it. */
    ENDED_AT
  }

  /** Counts cases in any order. Not safe for use by several threads. */
  @CanIgnoreReturnValue
  public static final class Builder {

    private static final long[] NONE = {};

    private final long firstDay;
    private final int ages;
    private final int agesInADay;
    private final long[] events;
    private long[] others = NONE;
    private final long[] left; // after an age; then who is at risk at it
    private final boolean[] closed; // by calendar day
    private boolean isClosedSomewhere;
    private Risk risk = Risk.OPEN;
    private long lastSeen;

    private Builder(long firstDay, int days, int ages, int agesInADay) {
      this.firstDay = firstDay;
      this.ages = ages;
      this.agesInADay = agesInADay;
      this.events = new long[Counts.cells(days, "days", ages, "ages")];
      this.left = new long[events.length];
      this.closed = new boolean[days + ages / agesInADay + 1];
    }

    /**
     * Counts cases that were decided.
     *
     * @param day the day of submission
     * @param age the age at which they were decided, 0 or more
     * @param isEvent whether that is the event; if not, they leave the risk set after that age
     * @param count how many, 0 or more
     * @return this builder
     * @throws IndexOutOfBoundsException if the day is none of the stretch
     */
    public Builder add(long day, int age, boolean isEvent, long count) {
      int begin = leave(day, age, count);
      if (age < ages) {
        if (isEvent) {
          events[begin + age] += count;
        } else if (others.length > 0) {
          others[begin + age] += count;
        }
      }
      return this;
    }

    /** Returns where the day begins. */
    private int leave(long day, int age, long count) {
      int begin = Math.toIntExact(day - firstDay) * ages;
      if (age < ages || risk == Risk.OPEN) {
        left[begin + Math.min(age, ages - 1)] += count;
      }
      return begin;
    }

    /**
     * Counts cases that are still open.
     *
     * @param day the day of submission
     * @param age the last age at which they were seen to be open, 0 or more
     * @param count how many, 0 or more
     * @return this builder
     * @throws IndexOutOfBoundsException if the day is none of the stretch
     */
    public Builder addOpen(long day, int age, long count) {
      leave(day, age, count);
      return this;
    }

    /**
     * Counts also who is decided without the event, for {@link DayAges#others}; before any case.
     *
     * @return this builder
     */
    public Builder withOthers() {
      this.others = new long[events.length];
      return this;
    }

    /**
     * Says that on a calendar day nothing is decided.
     *
     * @param day the day; one that no case of the stretch reaches is ignored
     * @return this builder
     */
    public Builder close(long day) {
      if (day >= firstDay && day - firstDay < closed.length) {
        closed[(int) (day - firstDay)] = true;
        isClosedSomewhere = true;
      }
      return this;
    }

    /**
     * Turns time round, for rows that are known only because they ended: at risk at an age are
     * those that ended at it or before, as far as a day was followed; rows that end without an
     * event are not there.
     *
     * @param lastSeen the last day whose events are known
     * @return this builder
     */
    public Builder inReverseTime(long lastSeen) {
      this.risk = Risk.ENDED_BY;
      this.lastSeen = lastSeen;
      return this;
    }

    /**
     * Counts by the age alone: at risk at an age are those that ended at it, one way or the other.
     *
     * @return this builder
     */
    public Builder amongEnded() {
      this.risk = Risk.ENDED_AT;
      return this;
    }

    private void count(int day) {
      int begin = day * ages;
      switch (risk) {
        case OPEN -> addFromTheEnd(begin);
        case ENDED_BY -> addFromTheBeginning(day);
        case ENDED_AT -> {} // as they are
      }
    }

    /** Whoever leaves later is at risk. */
    private void addFromTheEnd(int begin) {
      long atRisk = 0;
      for (int i = begin + ages - 1; i >= begin; i--) {
        atRisk += left[i];
        left[i] = atRisk;
      }
    }

    /** Whoever had the event by then is at risk, as far as the day was followed. */
    private void addFromTheBeginning(int day) {
      int begin = day * ages;
      long followed = Math.max(0, (lastSeen - firstDay - day + 1) * agesInADay);
      long atRisk = 0;
      for (int u = 0; u < ages; u++) {
        atRisk += events[begin + u];
        left[begin + u] = u < followed ? atRisk : 0;
        events[begin + u] = u < followed ? events[begin + u] : 0;
      }
    }

    /** Nobody is at risk where it is closed. */
    private void close(int day) {
      for (int u = 0; u < ages; u++) {
        if (closed[day + u / agesInADay]) {
          left[day * ages + u] = 0;
          events[day * ages + u] = 0;
          if (others.length > 0) {
            others[day * ages + u] = 0;
          }
        }
      }
    }

    /**
     * Returns what was counted. The builder is used up.
     *
     * @return the events and who was at risk of them
     * @throws IllegalStateException if others are counted in reverse time, where they would not be
     *     at risk
     */
    @CheckReturnValue
    public DayAges build() {
      if (others.length > 0 && risk != Risk.OPEN) {
        throw new IllegalStateException("others are counted in time that is not reversed only");
      }
      for (int day = 0; day < events.length / ages; day++) {
        count(day);
      }
      for (int day = 0; isClosedSomewhere && day < events.length / ages; day++) {
        close(day);
      }
      return new DayAges(this);
    }
  }
}
