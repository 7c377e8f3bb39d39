package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Streams of 1 to 100 claims a day in which nothing changes: the smallest p of a year.
 *
 * @param rho the correlation of two claims of a day
 * @param autocorrelation of the day's effect with that of the next
 * @param grows whether the volume grows by half within the year
 * @param part one of several, with streams of its own, which the table adds up
 * @param runs how many streams
 */
record NothingCell(double rho, double autocorrelation, boolean grows, int part, int runs)
    implements MonitoringCell {

  static final String ROW = "nothing changes";

  /**
   * How many streams, and microseconds of the processor for all of them: to draw them, by day 30,
   * by day 60, fast, time.
   */
  static final String COST = "cost";

  private static final String PART = ", part ";
  private static final double LARGEST = 100;
  private static final int NIGHTS = 365;

  @Override
  public String row() {
    return ROW;
  }

  @Override
  public String name() {
    return claims() + PART + part;
  }

  /** What all parts have in common. */
  String claims() {
    return "1 to 100 a day, ρ "
        + Simulated.text(rho)
        + ", ac "
        + Simulated.text(autocorrelation)
        + (grows ? ", volume grows by half" : "");
  }

  /** What is told apart of a reading. */
  static String key(Reading reading, Rhythm rhythm, Volume volume) {
    return reading + " " + rhythm + " " + volume;
  }

  /** Streams of about a size. */
  enum Volume {
    /** Below 5 a day. */
    SMALL,
    /** 5 to 20. */
    MIDDLE,
    /** More. */
    LARGE;

    static Volume of(double claims) {
      return claims < 5 ? SMALL : claims < 20 ? MIDDLE : LARGE;
    }
  }

  @Override
  public Measured simulate(int streams) {
    Map<String, SmallestP> all = new TreeMap<>();
    long[] cost = new long[2 + NightlyView.values().length];
    cost[0] = streams;
    for (int run = 0; run < streams; run++) {
      double claims = StrictMath.pow(LARGEST, share(part * runs + run));
      Map<NightlyView, double[]> nights = look(run, claims, cost);
      for (Reading reading : Reading.values()) {
        double[] smallest = reading.smallest(nights);
        for (Rhythm rhythm : Rhythm.values()) {
          all.computeIfAbsent(key(reading, rhythm, Volume.of(claims)), key -> new SmallestP())
              .add(rhythm.smallest(smallest, seed(run)));
        }
      }
    }
    Measured measured = Measured.of(id());
    measured.append("years", streams);
    measured.append(COST, cost);
    all.forEach((key, smallest) -> measured.append(key, smallest.counts()));
    return measured;
  }

  private Map<NightlyView, double[]> look(int run, double claims, long[] cost) {
    Behaviour behaviour = Behaviour.of(claims);
    SimulatedClaims drawn =
        grows
            ? Simulated.growing(behaviour, rho, autocorrelation, NIGHTS)
            : Simulated.usual(behaviour, rho, autocorrelation);
    Stopwatch watch = new Stopwatch();
    StreamYear year = StreamYear.draw(drawn, MonitoringCell.last(run), NIGHTS, seed(run));
    cost[1] += watch.lap();
    Map<NightlyView, double[]> nights = new EnumMap<>(NightlyView.class);
    int place = 2;
    for (NightlyView view : NightlyView.values()) {
      nights.put(view, view.logPValues(year));
      cost[place++] += watch.lap();
    }
    return nights;
  }

  /** In (0, 1), evenly whatever number of runs there are (van der Corput). */
  private static double share(int run) {
    return (Integer.toUnsignedLong(Integer.reverse(run)) + 0.5) / (1L << 32);
  }
}
