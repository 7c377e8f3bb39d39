package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.stats.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The interval of how much longer it takes, of a window of 14 days of which few have ended: half of
 * the records end within 20 days.
 */
class ShiftCoverageTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 7);
  private static final double MEAN = 20 / StrictMath.log(2);

  private record Stay(LocalDate start, @Nullable LocalDate end) {}

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.4})
  void coversTheShiftThoughTheMedianIsSeenByNobody(double slower) {
    assertThat(covered(60, slower)).isBetween(0.86, 1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1, 1.4})
  @Tag("proof")
  void coversTheShiftThoughTheMedianIsSeenByNobodyManyTimes(double slower) {
    assertThat(covered(500, slower)).isBetween(0.92, 1.0);
  }

  private static double covered(int runs, double slower) {
    SplittableRandom random = new SplittableRandom(2030);
    int covered = 0;
    for (int i = 0; i < runs; i++) {
      Evidence evidence = look(stays(random, slower));
      Interval interval = evidence.intervalAt(0.95).orElseThrow();
      covered += interval.contains(shift((int) evidence.horizon().orElseThrow(), slower)) ? 1 : 0;
    }
    return (double) covered / runs;
  }

  private static List<Stay> stays(SplittableRandom random, double slower) {
    List<Stay> stays = new ArrayList<>();
    for (int back = 104; back > 0; back--) {
      double mean = back > 14 ? MEAN : slower * MEAN;
      for (int n = 15 + random.nextInt(11); n > 0; n--) {
        long age = (long) (-mean * StrictMath.log1p(-random.nextDouble()));
        LocalDate start = AS_OF.minusDays(back);
        stays.add(new Stay(start, age < back ? start.plusDays(age) : null));
      }
    }
    return stays;
  }

  private static Evidence look(List<Stay> stays) {
    List<Evidence> seen = new ArrayList<>();
    Definition definition =
        Definition.of(
            "stays",
            1,
            List.of(),
            List.of(Metric.days("stay", 1, Measure.timeToEvent("start", "end"), Reading::value)),
            Lookback.ofDays(90, 14),
            Looking.with(comparison -> seen.add(Lens.timeToEvent().look(comparison))));
    CountSource source =
        RecordCounts.of(stays, stay -> "acme").date("start", Stay::start).date("end", Stay::end);
    DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source);
    return seen.get(0);
  }

  /** Of all records that there could be, up to the same age. */
  private static double shift(int horizon, double slower) {
    double[] hazards = new double[horizon + 1];
    Arrays.fill(hazards, -StrictMath.expm1(-1 / MEAN));
    double ratio = StrictMath.expm1(-1 / (slower * MEAN)) / StrictMath.expm1(-1 / MEAN);
    return new DecidedCurve(hazards, horizon).shift(ratio);
  }
}
