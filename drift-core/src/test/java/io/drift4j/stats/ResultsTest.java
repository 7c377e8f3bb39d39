package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What results, arguments and errors of all tests have in common. */
class ResultsTest {

  private static final FrequencyTable SOME = FrequencyTable.of(1, 2, 2, 3);
  private static final FrequencyTable FULL =
      FrequencyTable.builder().add(1, Long.MAX_VALUE).build();

  /** The public classes of this package, without those of tests. */
  static List<Class<?>> classes() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
          .sorted()
          .<Class<?>>map(ResultsTest::type)
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      URI classes = TestResult.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(classes).resolve("io/drift4j/stats");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String file) {
    try {
      return Class.forName("io.drift4j.stats." + file.substring(0, file.length() - 6));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Class<?>> results() {
    return classes().stream()
        .filter(type -> type.isRecord() && TestResult.class.isAssignableFrom(type));
  }

  // ---- results

  @Test
  void areRecordsOfAllTests() {
    assertThat(results()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("results")
  void refuseWhatNoTestFinds(Class<?> result) throws ReflectiveOperationException {
    assertThat(made(result, 1, -1.0)).isInstanceOf(TestResult.class);
    assertThat(made(result, 1, 0.0)).isInstanceOf(TestResult.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> made(result, 1, 5.0))
        .withMessage("ln p must not be above 0, not 5.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> made(result, 1, Double.NaN))
        .withMessage("ln p must not be above 0, not NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> made(result, Double.NaN, -1.0))
        .withMessage("the statistic of a result must be a number, not NaN");
  }

  /** A result of a statistic and ln p, all else being harmless. */
  private static Object made(Class<?> result, double statistic, double logPValue)
      throws ReflectiveOperationException {
    RecordComponent[] components = result.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(types).map(ResultsTest::harmless).toArray();
    assertThat(components[0].getName()).isEqualTo("statistic");
    assertThat(components[1].getName()).isEqualTo("logPValue");
    values[0] = statistic;
    values[1] = logPValue;
    Constructor<?> constructor = result.getConstructor(types);
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private static Object harmless(Class<?> type) {
    if (type == double.class) {
      return 1.0;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == int.class) {
      return 1;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return type == String.class
        ? ""
        : type == List.class
            ? List.of()
            : type == FrequencyTable.class ? SOME : type == Interval.class ? ALL : PLACEMENTS;
  }

  private static final Interval ALL = new Interval(0, 1, 0.95);
  private static final MannWhitneyTest.Placements PLACEMENTS =
      new MannWhitneyTest.Placements(2, 2, 1, 1);

  // ---- words

  /** alpha and level are not exchanged by mistake: 0.95 is no alpha. */
  @Test
  void haveOneWordForOneThing() {
    List<String> names =
        classes().stream()
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(method -> method.getName())
            .toList();
    assertThat(names).contains("isSignificantAt", "withAlpha", "withRate", "hazardRatioInterval");
    assertThat(names).doesNotContain("withConfidence", "ratioInterval");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WelchTest.withDefaults().test(SOME, SOME).isSignificantAt(0.95))
        .withMessage("alpha must be in (0, 0.5], not 0.95; it is 1 less the level of an interval");
  }

  @Test
  void havePositiveZWhereTheSecondSampleIsTheLarger() {
    FrequencyTable low = FrequencyTable.of(1, 2, 3, 4, 5, 6);
    FrequencyTable high = FrequencyTable.of(5, 6, 7, 8, 9, 9, 9);
    MannWhitneyTest test = MannWhitneyTest.withDefaults();
    assertThat(test.test(low, high).z()).isPositive().isEqualTo(-test.test(high, low).z());
    assertThat(test.test(low, low).z()).isZero().isEqualTo(0.0);
    assertThat(WelchTest.withDefaults().test(low, high).statistic()).isPositive();
    TimeToEventTable fast = Survivals.table("1:1*9 2:1*9 3:0*2");
    TimeToEventTable slow = Survivals.table("1:1*2 2:1*2 3:0*9");
    assertThat(LogRankTest.withDefaults().test(slow, fast).z()).isPositive();
    assertThat(RestrictedMeanTest.upTo(3).test(fast, slow).z()).isPositive();
  }

  // ---- draws

  @Test
  void sayWhetherDrawsAreEnoughForAFamily() {
    CramerVonMisesTest test = CramerVonMisesTest.withDefaults();
    TestResult coarse = test.test(SOME, SOME);
    assertThat(coarse.logFloor()).isEqualTo(Math.log(1e-4));
    assertThat(coarse.isFineEnoughFor(Adjustment.BENJAMINI_HOCHBERG, 400, 0.05)).isTrue();
    assertThat(coarse.isFineEnoughFor(Adjustment.BENJAMINI_HOCHBERG, 1_000, 0.05)).isFalse();
    assertThat(coarse.isFineEnoughFor(Adjustment.BENJAMINI_YEKUTIELI, 400, 0.05)).isFalse();
    assertThat(
            WelchTest.withDefaults()
                .test(SOME, SOME)
                .isFineEnoughFor(Adjustment.BENJAMINI_YEKUTIELI, 1_000_000, 1e-6))
        .isTrue();
    assertThat(GTest.withDefaults().with(CategoryMethod.CHI_SQUARE).test(SOME, SOME).logFloor())
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void haveTheDrawsThatAFamilyNeeds(Adjustment adjustment) {
    for (int hypotheses : new int[] {1, 7, 1_000}) {
      int draws = adjustment.draws(hypotheses, 0.05);
      double[] family = new double[hypotheses];
      family[0] = Columns.logFloor(draws);
      assertThat(adjustment.adjust(family)[0]).isLessThanOrEqualTo(Math.log(0.05));
      family[0] = Columns.logFloor(draws - 3);
      assertThat(adjustment.adjust(family)[0]).isGreaterThan(Math.log(0.05));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> adjustment.draws(0, 0.05))
        .withMessage("hypotheses must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> adjustment.draws(1, 1))
        .withMessage("rate must be in (0, 1), not 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> adjustment.draws(1_000_000, 1e-9))
        .withMessage("1000000 hypotheses at 1.0E-9 need more draws than there can be");
  }

  // ---- arguments

  @Test
  @SuppressWarnings("NullAway")
  void refuseNullByName() {
    refuses(() -> MannWhitneyTest.withDefaults().with(null), "method");
    refuses(() -> KolmogorovSmirnovTest.withDefaults().with(null), "method");
    refuses(() -> ChiSquareHomogeneityTest.withDefaults().with(null), "method");
    refuses(() -> GTest.withDefaults().with(null), "method");
    refuses(() -> PopulationStability.withDefaults().with(null), "method");
    refuses(() -> PoissonRates.withDefaults().with(null), "method");
    refuses(() -> PearsonTest.withDefaults().with(null), "variant");
    refuses(() -> PooledDispersionTest.withDefaults().with(null), "scores");
    refuses(() -> FrequencyTable.empty().combine(null), "other table");
    refuses(() -> FULL.combine(null), "other table");
  }

  private static void refuses(ThrowingCallable call, String name) {
    assertThatNullPointerException().isThrownBy(call).withMessage(name);
  }

  @Test
  void refuseCountsThatDoNotFitByName() {
    String message =
        "counts 9223372036854775807 and 4 add up to more than 9223372036854775807 observations,"
            + " which is the most that a sample or two can have together";
    List<ThrowingCallable> calls =
        List.of(
            () -> MannWhitneyTest.withDefaults().test(FULL, SOME),
            () -> KolmogorovSmirnovTest.withDefaults().test(FULL, SOME),
            () -> GTest.withDefaults().test(FULL, SOME),
            () -> HodgesLehmann.interval(FULL, SOME, 0.95),
            () -> PoissonRates.withDefaults().test(Long.MAX_VALUE, 1, 4, 1),
            () -> FrequencyTable.builder().add(1, Long.MAX_VALUE).add(1, 4),
            () -> LogRankTest.withDefaults().test(rows(Long.MAX_VALUE), rows(4)));
    for (ThrowingCallable call : calls) {
      assertThatExceptionOfType(ArithmeticException.class).isThrownBy(call).withMessage(message);
    }
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> DayAges.builder(0, 1_000_000, 10_000, 1))
        .withMessage(
            "1000000 days of 10000 ages are more than the 2147483647 cells that can be kept");
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () -> DevelopmentTriangle.builder().add(Long.MAX_VALUE, 1, 1, 1).build().lastSeen())
        .withMessage(
            "the age 1 of cases submitted on day 9223372036854775807 lies beyond all days");
  }

  private static TimeToEventTable rows(long count) {
    return TimeToEventTable.builder().add(3, 1, count).build();
  }

  @Test
  void refuseEmptyListsByName() {
    List<ThrowingCallable> calls =
        List.of(
            () -> LogRankTest.withDefaults().stratified(List.of()),
            () -> MantelHaenszelTest.withDefaults().test(List.of()),
            () -> HistoryLogRankTest.withDefaults().test(List.of(), 9),
            () -> ExpectedHazards.of(List.of()));
    for (ThrowingCallable call : calls) {
      assertThatIllegalArgumentException().isThrownBy(call).withMessage("there are no strata");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateMixDecomposition.of(List.of()))
        .withMessage("there are no segments");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PopulationStability.quantileEdges(FrequencyTable.empty(), 3))
        .withMessage("the baseline has no observations");
  }

  // ---- windows

  @Test
  void refuseWindowsThatOverlapByName() {
    DayScores scores = DayScores.ofEvents(0, ones(40), new long[40]);
    HistoryScoreTest score = HistoryScoreTest.withDefaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> score.test(scores.part(0, 34), scores.part(10, 34), scores.part(33, 40)))
        .withMessage(
            "the history, days 0 to 33, must end before the current window begins, days 33 to 39");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> score.test(scores.part(5, 33), scores.part(0, 33), scores.part(33, 40)))
        .withMessage("the baseline, days 0 to 32, must be part of the history, days 5 to 32");
    DayAges ages = DayAges.builder(0, 40, 3, 1).add(0, 1, true, 1).build();
    HistoryLogRankTest speed = HistoryLogRankTest.withDefaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> speed.test(ages.part(0, 34), ages.part(0, 9), ages.part(30, 40), 39))
        .withMessageStartingWith("the history, days 0 to 33, must end before");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> speed.test(ages.part(0, 30), ages.part(0, 30), ages.part(30, 40), 29))
        .withMessage("the current window begins on day 30, but was last seen on day 29");
    DayCounts counts = DayCounts.builder(0, 40).build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HistoryRateTest.withDefaults()
                    .test(counts.part(0, 34), counts.part(0, 34), counts.part(30, 40)))
        .withMessageStartingWith("the history, days 0 to 33, must end before");
    DayCategories mix = DayCategories.builder(0, 40, 2).build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HistoryMixTest.withDefaults()
                    .test(mix.part(3, 30), mix.part(0, 30), mix.part(30, 40)))
        .withMessageStartingWith("the baseline, days 0 to 29, must be part of the history");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HistoryMantelHaenszelTest.withDefaults()
                    .test(ages.part(3, 30), ages.part(0, 30), ages.part(30, 40)))
        .withMessageStartingWith("the baseline, days 0 to 29, must be part of the history");
  }

  private static long[] ones(int days) {
    long[] counts = new long[days];
    Arrays.fill(counts, 1);
    return counts;
  }
}
