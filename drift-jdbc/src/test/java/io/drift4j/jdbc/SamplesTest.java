package io.drift4j.jdbc;

import static io.drift4j.CountSourceContract.AMOUNT;
import static io.drift4j.CountSourceContract.AS_OF;
import static io.drift4j.CountSourceContract.CATEGORY;
import static io.drift4j.CountSourceContract.CREATED;
import static io.drift4j.CountSourceContract.PAYER;
import static io.drift4j.CountSourceContract.PLAN;
import static io.drift4j.CountSourceContract.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.ContractMetrics;
import io.drift4j.ContractRecord;
import io.drift4j.CountSource;
import io.drift4j.CountSourceContract;
import io.drift4j.Definition;
import io.drift4j.Dimension;
import io.drift4j.DriftPolicy;
import io.drift4j.Examination;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.SampleFingerprint;
import io.drift4j.Verdict;
import io.drift4j.migrations.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every table of every sample is the same on each vendor as in memory, bit for bit: what was known
 * on the day and what is known by now, in parts and whole, without some days, in days, hours and
 * minutes, decimals and categories, whatever the order of the rows.
 */
@ParameterizedClass
@MethodSource("databases")
class SamplesTest {

  private static final long FIRST_SEED = Long.getLong("drift.seed", 20261127);

  private final TestDatabase host;

  SamplesTest(TestDatabase host) {
    this.host = host;
  }

  /** One for all tests of a vendor, each of which has tables of its own. */
  static Stream<Named<TestDatabase>> databases() {
    return Vendors.all().map(vendor -> Named.of(vendor.getName(), vendor.getPayload().get()));
  }

  @Test
  void areTheSameAsInMemory() {
    LongStream.range(FIRST_SEED, FIRST_SEED + 3).forEach(this::check);
  }

  @Test
  @Tag("proof")
  void areTheSameAsInMemoryForManySeeds() {
    LongStream.range(FIRST_SEED + 3, FIRST_SEED + 20).forEach(this::check);
  }

  private void check(long seed) {
    List<ContractRecord> records = records(seed);
    CountSource memory = ContractTable.inMemory(records);
    List<ContractRecord> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(seed));
    CountSource table =
        DriftDatabase.on(host.dataSource()).counts(ContractTable.create(host, shuffled));
    for (DriftPolicy policy : List.of(DriftPolicy.thresholds(), new AsOf())) {
      for (Definition definition : definitions(policy)) {
        String where = "seed " + seed + ", " + definition + ", " + policy.id();
        SampleFingerprint expected = SampleFingerprint.of(definition, memory, "acme", AS_OF);
        SampleFingerprint found = SampleFingerprint.of(definition, table, "acme", AS_OF);
        assertThat(found.size()).as(where).isPositive();
        assertThat(found.text()).as(where).isEqualTo(expected.text());
        assertThat(found.sha256()).as(where).isEqualTo(expected.sha256());
      }
    }
  }

  private static List<ContractRecord> records(long seed) {
    return LongStream.range(0, 3)
        .boxed()
        .flatMap(part -> CountSourceContract.random(3 * seed + part).stream())
        .toList();
  }

  /** What is known on the as-of day, as opposed to {@link DriftPolicy#thresholds}. */
  private record AsOf() implements DriftPolicy {

    @Override
    public String id() {
      return "as-of";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return Collections.emptySortedMap();
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      throw new AssertionError("only looked at");
    }
  }

  // ---- definitions

  /**
   * Of every kind together; by dates and by moments, which are packed on PostgreSQL; whole;
   * computed of columns that may be null, and rolled up.
   */
  private static List<Definition> definitions(DriftPolicy policy) {
    return List.of(
        ContractMetrics.ofEveryKind(policy),
        byDates(policy),
        byMoments(policy),
        Definition.of(
            "whole", 1, List.of(), byDates(policy).metrics(), Lookback.ofDays(20, 10), policy),
        byReasons(policy));
  }

  private static Definition byReasons(DriftPolicy policy) {
    return Definition.of(
            "reasons",
            1,
            List.of(PAYER, "reason"),
            List.of(ContractMetrics.DENIED, ContractMetrics.RECORDS),
            Lookback.ofDays(20, 10),
            policy)
        .withComputed(Dimension.computed("reason", List.of(CATEGORY, PLAN), SamplesTest::reason))
        .withRollUp(List.of(PAYER), List.of("reason"), List.of());
  }

  private static String reason(List<@Nullable String> codeAndText) {
    return codeAndText.stream().filter(Objects::nonNull).findFirst().orElse("DENIED");
  }

  private static Definition byDates(DriftPolicy policy) {
    Measure reason =
        Measure.category(SUBMITTED, CATEGORY).withOutcome(CATEGORY, "late", "code", "twice");
    return Definition.of(
            "dates",
            1,
            List.of(PAYER),
            List.of(
                ContractMetrics.DENIED,
                ContractMetrics.DAYS,
                ContractMetrics.CENTS,
                ContractMetrics.RECORDS,
                Metric.category("reasons", 1, reason.knownBy(CountSourceContract.DECIDED)),
                Metric.amount("tenths", 1, Measure.amount(SUBMITTED, AMOUNT, 1))),
            new Lookback(19, 13, 5),
            policy)
        .withStrata(List.of(PLAN))
        .withoutDays(List.of(AS_OF.minusDays(2), AS_OF.minusDays(20)));
  }

  private static Definition byMoments(DriftPolicy policy) {
    return Definition.of(
        "moments",
        1,
        List.of(PLAN, PAYER),
        List.of(
            ContractMetrics.HOURS,
            Metric.days("calendar", 1, CountSourceContract.CALENDAR_DAYS, Observation.valueOf()),
            Metric.count("arrivals", 1, Measure.count(CREATED))),
        Lookback.ofDays(25, 14),
        policy);
  }
}
