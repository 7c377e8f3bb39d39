package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Of every test, on every two samples that are small, extreme or very large: p is never 0, NaN or
 * above 1, its logarithm is finite, and both are numbers that JSON can carry and give back.
 */
class PValuesTest {

  private static final List<FrequencyTable> BINARY =
      List.of(
          table(0, 1),
          table(1, 1),
          table(0, 1, 1, 1),
          table(0, 1_000),
          table(1, 1_000),
          table(0, 50, 1, 3),
          table(0, 3, 1, 50),
          table(0, 805_463, 1, 8_507_517),
          table(0, 1_000_000_000, 1, 1),
          table(0, 1, 1, 1_000_000_000),
          table(0, 4_000_000_000_000_000_000L, 1, 1),
          table(0, 1, 1, 4_000_000_000_000_000_000L),
          table(0, 2_000_000_000_000_000_000L, 1, 2_500_000_000_000_000_000L));

  private static final List<FrequencyTable> ANY =
      List.of(
          table(Long.MIN_VALUE, 1),
          table(Long.MAX_VALUE, 7),
          table(Long.MIN_VALUE, 100, 0, 1, Long.MAX_VALUE, 100),
          table(0, 4, 1, 4, 2, 4, 3, 4, 7, 1),
          table(-5, 30, 3, 20, 9, 1_000_000),
          table(100, 500_000, 101, 1));

  private static FrequencyTable table(long... cells) {
    FrequencyTable.Builder builder = FrequencyTable.builder();
    for (int i = 0; i < cells.length; i += 2) {
      builder.add(cells[i], cells[i + 1]);
    }
    return builder.build();
  }

  private static final class Methods
      extends TreeMap<String, BiFunction<FrequencyTable, FrequencyTable, TestResult>> {

    private static final long serialVersionUID = 1;
  }

  private static Methods proportions() {
    Methods methods = new Methods();
    for (PearsonTest.Variant variant : PearsonTest.Variant.values()) {
      methods.put("Pearson " + variant, PearsonTest.withDefaults().with(variant)::test);
    }
    methods.put("Fisher", FisherExactTest.withDefaults()::test);
    methods.put("Fisher mid-p", FisherExactTest.withDefaults().withMidP(true)::test);
    methods.put("equivalence", EquivalenceTest.withMargin(0.05)::test);
    methods.put(
        "Mantel-Haenszel",
        (x, y) -> MantelHaenszelTest.withDefaults().test(List.of(TwoProportions.of(x, y))));
    for (PoissonRates.Method method : PoissonRates.Method.values()) {
      PoissonRates rates = PoissonRates.withDefaults().with(method);
      methods.put(
          "Poisson " + method, (x, y) -> rates.test(x.count(1), x.count(), y.count(1), y.count()));
    }
    return methods;
  }

  private static Methods values() {
    Methods methods = new Methods();
    methods.put("Mann-Whitney", MannWhitneyTest.withDefaults()::test);
    methods.put("Kolmogorov-Smirnov", KolmogorovSmirnovTest.withDefaults().withDraws(99)::test);
    methods.put("Welch", WelchTest.withDefaults()::test);
    methods.put("Anderson-Darling", AndersonDarlingTest.withDefaults().withDraws(99)::test);
    methods.put("Cramer-von Mises", CramerVonMisesTest.withDefaults().withDraws(99)::test);
    methods.put("energy", EnergyDistanceTest.withDefaults().withDraws(99)::test);
    methods.put("Wasserstein", WassersteinTest.withDefaults().withDraws(99)::test);
    methods.put("chi-square", ChiSquareHomogeneityTest.withDefaults().withDraws(99)::test);
    methods.put("G", GTest.withDefaults().withDraws(99)::test);
    methods.put("PSI", PopulationStability.withDefaults().withDraws(99)::test);
    for (PooledDispersionTest.Scores scores : PooledDispersionTest.Scores.values()) {
      PooledDispersionTest test = PooledDispersionTest.withDefaults().with(scores);
      methods.put("dispersion of " + scores, (x, y) -> test.test(daily(x), daily(y)));
    }
    return methods;
  }

  /** Two thirds on the first day, the rest on the second. */
  private static DailyTables daily(FrequencyTable table) {
    DailyTables.Builder builder = DailyTables.builder();
    table.forEach(
        (value, count) -> builder.add(1, value, count - count / 3).add(2, value, count / 3));
    return builder.build();
  }

  private static Methods ages() {
    Methods methods = new Methods();
    methods.put("log-rank", (x, y) -> LogRankTest.withDefaults().test(half(x), half(y)));
    methods.put(
        "cause-specific",
        (x, y) -> LogRankTest.withDefaults().causeSpecific(1).test(half(x), half(y)));
    methods.put("restricted mean", (x, y) -> RestrictedMeanTest.upTo(1).test(half(x), half(y)));
    methods.put(
        "reverse log-rank",
        (x, y) -> ReverseLogRankTest.withDefaults().test(decided(x), decided(y)));
    methods.put(
        "calibrated log-rank",
        (x, y) -> {
          DevelopmentTriangle current = triangle(y, 90);
          return CalibratedLogRankTest.withDefaults()
              .test(triangle(x, 0), current, current.isEmpty() ? 90 : current.lastSeen());
        });
    return methods;
  }

  /** A half of the ages is open. */
  private static TimeToEventTable half(FrequencyTable ages) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    ages.forEach((age, count) -> builder.add(age, 1, count - count / 2).addOpen(age, count / 2));
    return builder.build();
  }

  private static ReverseLogRankTest.Decided decided(FrequencyTable ages) {
    return new ReverseLogRankTest.Decided(
        ages, FrequencyTable.builder().add(1, ages.count()).build());
  }

  private static DevelopmentTriangle triangle(FrequencyTable ages, long firstDay) {
    DevelopmentTriangle.Builder builder = DevelopmentTriangle.builder();
    for (int day = 0; day < (firstDay == 0 ? 90 : 14); day++) {
      long submitted = firstDay + day;
      ages.forEach((age, count) -> builder.add(submitted, (int) age, 1, count / 90));
    }
    return builder.build();
  }

  @TestFactory
  List<DynamicTest> ofProportionsAreNumbers() {
    return numbers(proportions(), BINARY);
  }

  @TestFactory
  List<DynamicTest> ofValuesAreNumbers() {
    List<FrequencyTable> all = new ArrayList<>(BINARY);
    all.addAll(ANY);
    return numbers(values(), all);
  }

  @TestFactory
  List<DynamicTest> ofAgesAreNumbers() {
    return numbers(ages(), BINARY);
  }

  private static List<DynamicTest> numbers(Methods methods, List<FrequencyTable> samples) {
    return methods.entrySet().stream()
        .map(method -> DynamicTest.dynamicTest(method.getKey(), () -> check(method, samples)))
        .toList();
  }

  /** Most pairs are answered, the others refused by name. */
  private static void check(
      Map.Entry<String, BiFunction<FrequencyTable, FrequencyTable, TestResult>> method,
      List<FrequencyTable> samples) {
    int answered = 0;
    for (FrequencyTable x : samples) {
      for (FrequencyTable y : samples) {
        try {
          assertThatIsNumber(method.getValue().apply(x, y), x + " against " + y);
          answered++;
        } catch (IllegalArgumentException | ArithmeticException refused) {
          assertThat(refused).as(x + " against " + y).hasMessageMatching(".{30,}");
        }
      }
    }
    assertThat(answered).isGreaterThan(samples.size() * samples.size() / 3);
  }

  private static void assertThatIsNumber(TestResult result, String samples) {
    assertThat(result.logPValue()).as(samples).isFinite().isNotPositive();
    assertThat(result.pValue()).as(samples).isBetween(Double.MIN_VALUE, 1.0);
    assertThat(Double.toString(result.logPValue())).as(samples).isNotEqualTo("-0.0");
    for (double number : new double[] {result.pValue(), result.logPValue()}) {
      String json = Double.toString(number);
      assertThat(json).as("a number of JSON").matches("-?(0|[1-9][0-9]*)\\.[0-9]+(E-?[0-9]+)?");
      assertThat(Double.parseDouble(json)).isEqualTo(number);
    }
  }
}
