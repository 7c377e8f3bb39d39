package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.RateMixDecomposition.Effect;
import io.drift4j.stats.RateMixDecomposition.Segment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RateMixDecompositionTest {

  /** Admissions to the six largest departments of Berkeley, 1973: men, then women. */
  private static final List<Segment> BERKELEY =
      List.of(
          new Segment(512, 825, 89, 108),
          new Segment(353, 560, 17, 25),
          new Segment(120, 325, 202, 593),
          new Segment(138, 417, 131, 375),
          new Segment(53, 191, 94, 393),
          new Segment(22, 373, 24, 341));

  /** Kidney stones, small and large, by open surgery and by puncture (Charig and others, 1986). */
  private static final List<Segment> KIDNEY_STONES =
      List.of(new Segment(81, 87, 234, 270), new Segment(192, 263, 55, 80));

  // ---- known data

  @Test
  void findsThatBerkeleysDifferenceIsMix() {
    RateMixDecomposition berkeley = RateMixDecomposition.of(BERKELEY);
    assertThat(berkeley.total().value()).isCloseTo(0.3035 - 0.4452, within(1e-4));
    assertThat(berkeley.rate().value()).isPositive();
    assertThat(berkeley.mix().value()).isLessThan(-0.14);
    assertThat(berkeley.isSimpson()).as("departments C and E go with the total").isFalse();
  }

  @Test
  void findsSimpsonsParadoxInKidneyStones() {
    RateMixDecomposition stones = RateMixDecomposition.of(KIDNEY_STONES);
    assertThat(stones.isSimpson()).isTrue();
    assertThat(stones.total().value()).isPositive();
    assertThat(stones.rate(0).value()).isNegative();
    assertThat(stones.rate(1).value()).isNegative();
  }

  /** 1/2 of 10 and 0 of 10 become 1/2 of 20 and 0 of 20, then twice the first. */
  @Test
  void isTheFormulaByHand() {
    RateMixDecomposition same =
        RateMixDecomposition.of(List.of(new Segment(5, 10, 10, 20), new Segment(0, 10, 0, 20)));
    assertThat(same.total().value()).isZero();
    assertThat(same.isSimpson()).isFalse();
    RateMixDecomposition moved =
        RateMixDecomposition.of(List.of(new Segment(5, 10, 15, 30), new Segment(0, 10, 0, 10)));
    // P = 1/4, R = 3/8, centre 5/16: (1/2 − 5/16) / 4 and (0 − 5/16) (−1/4).
    assertThat(moved.rate().value()).isZero();
    assertThat(moved.mix(0).value()).isEqualTo(3 / 64.0);
    assertThat(moved.mix(1).value()).isEqualTo(5 / 64.0);
    assertThat(moved.total().value()).isEqualTo(1 / 8.0);
  }

  // ---- another program

  @Test
  void agreesWithFractionsAndNumericalDerivatives() {
    double[] worst = new double[1];
    List<List<String>> lines = OracleFile.lines("rate-mix.csv").toList();
    assertThat(lines).hasSize(1000);
    for (List<String> fields : lines) {
      List<Segment> segments =
          Arrays.stream(fields.get(0).split(",")).map(RateMixDecompositionTest::segment).toList();
      List<Effect> effects = effects(RateMixDecomposition.of(segments), segments.size());
      double[] values = numbers(fields.get(1));
      double[] errors = numbers(fields.get(2));
      assertThat(effects).hasSize(values.length);
      for (int i = 0; i < values.length; i++) {
        assertThat(effects.get(i).value()).as("%s", fields).isEqualTo(values[i]);
        double deviation = Math.abs(effects.get(i).standardError() - errors[i]);
        assertThat(deviation).as("%s", fields).isLessThanOrEqualTo(1e-11 * errors[i] + 1e-14);
        worst[0] = Math.max(worst[0], errors[i] < 1e-10 ? 0 : deviation / errors[i]);
      }
    }
    System.out.printf("largest relative deviation of a standard error: %.2g%n", worst[0]);
  }

  private static Segment segment(String counts) {
    long[] c = Arrays.stream(counts.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Segment(c[0], c[1], c[2], c[3]);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<Effect> effects(RateMixDecomposition decomposition, int segments) {
    List<Effect> effects = new ArrayList<>();
    effects.add(decomposition.total());
    effects.add(decomposition.rate());
    effects.add(decomposition.mix());
    for (int i = 0; i < segments; i++) {
      effects.add(decomposition.rate(i));
      effects.add(decomposition.mix(i));
    }
    return effects;
  }

  // ---- laws

  @Test
  void addsUpExactlyInFractionsAndWithin1e15InDoubles() {
    addsUp(500);
  }

  @Test
  @Tag("slow")
  void addsUpExactlyInFractionsAndWithin1e15InDoublesInManyCases() {
    addsUp(100_000);
  }

  private static void addsUp(int cases) {
    long seed = 1955;
    SplittableRandom random = new SplittableRandom(seed);
    double worst = 0;
    for (int run = 0; run < cases; run++) {
      List<Segment> segments = segments(random, 1 + random.nextInt(6));
      RateMixDecomposition decomposition = RateMixDecomposition.of(segments);
      List<Fraction> parts = new ArrayList<>();
      double sum = 0;
      for (int i = 0; i < segments.size(); i++) {
        parts.add(decomposition.exactRate(i));
        parts.add(decomposition.exactMix(i));
        sum += decomposition.rate(i).value() + decomposition.mix(i).value();
      }
      Fraction rest = Fraction.sum(parts).minus(decomposition.exactTotal());
      assertThat(rest.numerator()).as("seed %d, run %d", seed, run).isEqualTo(BigInteger.ZERO);
      double total = decomposition.total().value();
      assertThat(sum).as("seed %d, run %d", seed, run).isCloseTo(total, within(1e-15));
      assertThat(decomposition.rate().value() + decomposition.mix().value())
          .isCloseTo(total, within(5e-16));
      worst = Math.max(worst, Math.abs(sum - total));
    }
    System.out.printf("largest deviation of the sum: %.2g%n", worst);
  }

  @Test
  void flipsEverySignWhenTheSamplesChangePlacesWhateverTheOrderOfTheSegments() {
    flipsEverySign(300);
  }

  @Test
  @Tag("slow")
  void flipsEverySignWhenTheSamplesChangePlacesWhateverTheOrderOfTheSegmentsInManyCases() {
    flipsEverySign(100_000);
  }

  private static void flipsEverySign(int cases) {
    SplittableRandom random = new SplittableRandom(5);
    for (int run = 0; run < cases; run++) {
      List<Segment> segments = new ArrayList<>(segments(random, 1 + random.nextInt(6)));
      RateMixDecomposition there = RateMixDecomposition.of(segments);
      Collections.reverse(segments);
      RateMixDecomposition back =
          RateMixDecomposition.of(
              segments.stream()
                  .map(
                      s ->
                          new Segment(
                              s.secondEvents(), s.secondTotal(), s.firstEvents(), s.firstTotal()))
                  .toList());
      RateMixDecomposition reversed = RateMixDecomposition.of(segments);
      assertThat(reversed.rate()).isEqualTo(there.rate());
      assertThat(reversed.mix()).isEqualTo(there.mix());
      assertThat(back.isSimpson()).isEqualTo(there.isSimpson());
      for (int i = 0; i < segments.size(); i++) {
        int j = segments.size() - 1 - i;
        assertThat(0.0 - back.rate(i).value()).isEqualTo(there.rate(j).value());
        assertThat(0.0 - back.mix(i).value()).isEqualTo(there.mix(j).value());
        assertThat(back.mix(i).standardError())
            .isCloseTo(there.mix(j).standardError(), within(1e-12));
      }
    }
  }

  @Test
  void seesSimpsonExactlyWhereEverySharedSegmentGoesAgainstTheTotal() {
    seesSimpson(3_000);
  }

  @Test
  @Tag("slow")
  void seesSimpsonExactlyWhereEverySharedSegmentGoesAgainstTheTotalInManyCases() {
    seesSimpson(100_000);
  }

  private static void seesSimpson(int cases) {
    SplittableRandom random = new SplittableRandom(6);
    int paradoxes = 0;
    for (int run = 0; run < cases; run++) {
      List<Segment> segments = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        long n = 1 + random.nextInt(30);
        long m = 1 + random.nextInt(30);
        segments.add(new Segment(random.nextLong(n + 1), n, random.nextLong(m + 1), m));
      }
      RateMixDecomposition decomposition = RateMixDecomposition.of(segments);
      double total = Math.signum(decomposition.exactTotal().numerator().signum());
      boolean expected = total != 0;
      for (Segment s : segments) {
        double change =
            Long.signum(s.secondEvents() * s.firstTotal() - s.firstEvents() * s.secondTotal());
        expected &= change == -total;
      }
      assertThat(decomposition.isSimpson()).isEqualTo(expected);
      paradoxes += expected ? 1 : 0;
    }
    assertThat(paradoxes).isGreaterThan(cases / 200);
  }

  @Test
  void isTheDefinitionInFractions() {
    isTheDefinition(25, 8);
  }

  @Test
  @Tag("slow")
  void isTheDefinitionInFractionsOfUpToFourHundredSegments() {
    isTheDefinition(1_000, 12);
    isTheDefinition(3, 400);
  }

  /** The formulas of the documentation as they stand there, reduced at every step. */
  private static void isTheDefinition(int cases, int mostSegments) {
    long seed = 1973;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      List<Segment> segments = segments(random, 1 + random.nextInt(mostSegments));
      segments.add(new Segment(0, 0, 0, 0));
      RateMixDecomposition decomposition = RateMixDecomposition.of(segments);
      String what = String.format("seed %d, run %d: %s", seed, run, segments);
      long n = segments.stream().mapToLong(Segment::firstTotal).sum();
      long m = segments.stream().mapToLong(Segment::secondTotal).sum();
      ReducedFraction p =
          ReducedFraction.of(segments.stream().mapToLong(Segment::firstEvents).sum(), n);
      ReducedFraction r =
          ReducedFraction.of(segments.stream().mapToLong(Segment::secondEvents).sum(), m);
      ReducedFraction rates = ReducedFraction.ZERO;
      ReducedFraction half = ReducedFraction.of(1, 2);
      for (int i = 0; i < segments.size(); i++) {
        Segment s = segments.get(i);
        ReducedFraction w = ReducedFraction.of(s.firstTotal(), n);
        ReducedFraction v = ReducedFraction.of(s.secondTotal(), m);
        ReducedFraction[] ends = rates(s);
        ReducedFraction rate = w.plus(v).times(half).times(ends[1].minus(ends[0]));
        ReducedFraction centre = ends[0].plus(ends[1]).minus(p.plus(r)).times(half);
        rates = rates.plus(rate);
        assertThat(decomposition.rate(i).value()).as(what).isEqualTo(value(rate));
        assertThat(decomposition.mix(i).value())
            .as(what)
            .isEqualTo(value(centre.times(v.minus(w))));
      }
      assertThat(decomposition.total().value()).as(what).isEqualTo(value(r.minus(p)));
      assertThat(decomposition.rate().value()).as(what).isEqualTo(value(rates));
      assertThat(decomposition.mix().value()).as(what).isEqualTo(value(r.minus(p).minus(rates)));
    }
  }

  /** A rate that one sample lacks is that of the other. */
  private static ReducedFraction[] rates(Segment s) {
    ReducedFraction first = ReducedFraction.of(s.firstEvents(), Math.max(1, s.firstTotal()));
    ReducedFraction second = ReducedFraction.of(s.secondEvents(), Math.max(1, s.secondTotal()));
    return new ReducedFraction[] {
      s.firstTotal() == 0 ? second : first, s.secondTotal() == 0 ? first : second
    };
  }

  private static double value(ReducedFraction fraction) {
    return Quotient.of(fraction.over(), fraction.under());
  }

  @Test
  void isNotChangedByASegmentWithoutObservations() {
    SplittableRandom random = new SplittableRandom(8);
    for (int run = 0; run < 300; run++) {
      List<Segment> segments = segments(random, 1 + random.nextInt(6));
      RateMixDecomposition without = RateMixDecomposition.of(segments);
      segments.add(0, new Segment(0, 0, 0, 0));
      RateMixDecomposition with = RateMixDecomposition.of(segments);
      assertThat(with.rate(0)).isEqualTo(new Effect(0, 0));
      assertThat(with.mix(0)).isEqualTo(new Effect(0, 0));
      assertThat(with.total()).isEqualTo(without.total());
      assertThat(with.rate()).isEqualTo(without.rate());
      assertThat(with.mix()).isEqualTo(without.mix());
      assertThat(with.isSimpson()).isEqualTo(without.isSimpson());
    }
  }

  private static List<Segment> segments(SplittableRandom random, int size) {
    long largest = new long[] {3, 1_000, 1_000_000_000_000L}[random.nextInt(3)];
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long n = random.nextInt(8) == 0 ? 0 : 1 + random.nextLong(largest);
      long m = random.nextInt(8) == 0 ? 0 : 1 + random.nextLong(largest);
      segments.add(new Segment(random.nextLong(n + 1), n, random.nextLong(m + 1), m));
    }
    segments.add(new Segment(1, 1, 0, 2));
    return segments;
  }

  // ---- standard errors, by simulation

  /**
   * Berkeley drawn again 2,000 times: the spread of each effect is its standard error, and 1.96
   * standard errors cover it.
   */
  @Test
  @Tag("slow")
  void hasTheStandardErrorsOfRepeatedSamples() {
    SplittableRandom random = new SplittableRandom(1973);
    RateMixDecomposition berkeley = RateMixDecomposition.of(BERKELEY);
    List<Effect> expected = effects(berkeley, BERKELEY.size());
    int runs = 2_000;
    double[] sum = new double[expected.size()];
    double[] squares = new double[expected.size()];
    int[] covered = new int[expected.size()];
    for (int run = 0; run < runs; run++) {
      List<Effect> drawn = effects(RateMixDecomposition.of(drawn(random)), BERKELEY.size());
      for (int i = 0; i < sum.length; i++) {
        double deviation = drawn.get(i).value() - expected.get(i).value();
        sum[i] += deviation;
        squares[i] += deviation * deviation;
        covered[i] += Math.abs(deviation) <= 1.96 * drawn.get(i).standardError() ? 1 : 0;
      }
    }
    System.out.println("covered of 2,000: " + Arrays.toString(covered));
    for (int i = 0; i < sum.length; i++) {
      double spread = Math.sqrt((squares[i] - sum[i] * sum[i] / runs) / (runs - 1));
      assertThat(spread / expected.get(i).standardError()).as("%d", i).isBetween(0.94, 1.06);
      assertThat((double) covered[i] / runs).as("%d", i).isBetween(i < 3 ? 0.93 : 0.91, 0.97);
    }
  }

  /** Both samples drawn again, with the segment and the outcome of each observation by chance. */
  private static List<Segment> drawn(SplittableRandom random) {
    long[][] first = new long[BERKELEY.size()][];
    long[][] second = new long[BERKELEY.size()][];
    long[] n = BERKELEY.stream().mapToLong(Segment::firstTotal).toArray();
    long[] m = BERKELEY.stream().mapToLong(Segment::secondTotal).toArray();
    for (int s = 0; s < first.length; s++) {
      first[s] = new long[] {BERKELEY.get(s).firstEvents(), n[s], 0, 0};
      second[s] = new long[] {BERKELEY.get(s).secondEvents(), m[s], 0, 0};
    }
    draw(random, first, Arrays.stream(n).sum());
    draw(random, second, Arrays.stream(m).sum());
    List<Segment> segments = new ArrayList<>();
    for (int s = 0; s < first.length; s++) {
      segments.add(new Segment(first[s][2], first[s][3], second[s][2], second[s][3]));
    }
    return segments;
  }

  private static void draw(SplittableRandom random, long[][] cells, long total) {
    for (long i = 0; i < total; i++) {
      long at = random.nextLong(total);
      int s = 0;
      while (at >= cells[s][1]) {
        at -= cells[s++][1];
      }
      cells[s][2] += at < cells[s][0] ? 1 : 0;
      cells[s][3]++;
    }
  }

  // ---- extremes

  /** All that a segment of one sample contributes is mix. */
  @Test
  void takesANewSegmentAsMix() {
    RateMixDecomposition decomposition =
        RateMixDecomposition.of(List.of(new Segment(5, 10, 5, 10), new Segment(0, 0, 10, 10)));
    assertThat(decomposition.rate(1)).isEqualTo(new Effect(0, 0));
    assertThat(decomposition.mix().value()).isEqualTo(0.25);
    assertThat(decomposition.isSimpson()).isFalse();
    RateMixDecomposition nothingShared =
        RateMixDecomposition.of(List.of(new Segment(5, 10, 0, 0), new Segment(0, 0, 10, 10)));
    assertThat(nothingShared.rate().value()).isZero();
    assertThat(nothingShared.mix().value()).isEqualTo(0.5);
    assertThat(nothingShared.isSimpson()).isFalse();
  }

  @Test
  void isExactForTotalsOfNineQuintillion() {
    long half = 1L << 61;
    RateMixDecomposition decomposition =
        RateMixDecomposition.of(
            List.of(new Segment(0, half, half, half), new Segment(half, half, 0, half)));
    assertThat(decomposition.total().value()).isZero();
    assertThat(decomposition.rate(0).value()).isEqualTo(0.5);
    assertThat(decomposition.rate(1).value()).isEqualTo(-0.5);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                RateMixDecomposition.of(
                    List.of(
                        new Segment(0, Long.MAX_VALUE, 0, 1),
                        new Segment(0, Long.MAX_VALUE, 0, 1))));
  }

  @Test
  void decomposesAThousandSegmentsInTheBlinkOfAnEye() {
    List<Segment> segments = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      segments.addAll(segments(random, 1).subList(0, 1));
    }
    segments.add(new Segment(1, 2, 1, 2));
    long start = System.nanoTime();
    RateMixDecomposition decomposition = RateMixDecomposition.of(segments);
    double sum = decomposition.rate().value() + decomposition.mix().value();
    double seconds = (System.nanoTime() - start) * 1e-9;
    System.out.printf("a thousand segments: %.3f s%n", seconds);
    assertThat(sum).isCloseTo(decomposition.total().value(), within(1e-15));
    assertThat(seconds).isLessThan(1);
  }

  @Test
  void refusesImpossibleCountsAndEmptySamplesByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segment(1, 2, 4, 3))
        .withMessage(
            "the events of a segment in the second sample must be 0 to its observations 3, not 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segment(-1, 2, 0, 3))
        .withMessageContaining("first sample must be 0 to its observations 2, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateMixDecomposition.of(List.of(new Segment(1, 2, 0, 0))))
        .withMessage("the second sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateMixDecomposition.of(List.of()))
        .withMessage("there are no segments");
  }
}
