package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.simulation.SimulatedClaims;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Streams whose claims behave otherwise from the first night's day on: after how many days each
 * reading finds it.
 *
 * @param name the cell
 * @param claims as drawn, the change included
 * @param readings who looks
 * @param nights how many days are waited
 * @param runs how many streams
 */
record ChangeCell(
    String name, SimulatedClaims claims, List<List<NightlyView>> readings, int nights, int runs)
    implements MonitoringCell {

  static final String ROW = "a change is found";

  /** Of a delay: it was not found. */
  static final long NEVER = -1;

  /** Chances in a year at which it is asked. */
  static final List<Double> LEVELS = List.of(0.05, 4 / 300.0, 0.004);

  @Override
  public String row() {
    return ROW;
  }

  static String key(List<NightlyView> reading, double level) {
    return reading.stream().map(Enum::name).collect(Collectors.joining("+")) + suffix(level);
  }

  static String suffix(double level) {
    return String.format(Locale.ROOT, " at %.3f", level);
  }

  @Override
  public Measured simulate(int streams) {
    Measured measured = Measured.of(id());
    for (int run = 0; run < streams; run++) {
      StreamYear year = StreamYear.draw(claims, MonitoringCell.last(run), nights, seed(run));
      Map<NightlyView, double[]> seen = new EnumMap<>(NightlyView.class);
      for (List<NightlyView> reading : readings) {
        double[] smallest = new double[nights];
        for (NightlyView view : reading) {
          double[] logP = seen.computeIfAbsent(view, some -> some.logPValues(year));
          Arrays.setAll(smallest, i -> Math.min(smallest[i], logP[i]));
        }
        for (double level : LEVELS) {
          measured.append(key(reading, level), delay(smallest, level / Looks.of(reading)));
        }
      }
    }
    return measured;
  }

  private static long delay(double[] smallest, double p) {
    double limit = StrictMath.log(p);
    for (int i = 0; i < smallest.length; i++) {
      if (smallest[i] <= limit) {
        return i + 1L;
      }
    }
    return NEVER;
  }
}
