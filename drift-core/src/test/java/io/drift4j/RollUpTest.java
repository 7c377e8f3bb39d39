package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coarser segments in the run of a definition are what a definition by their dimensions sees. */
class RollUpTest {

  private static final LocalDate AS_OF = CountSourceContract.AS_OF;
  private static final List<String> PAYER = List.of("payer");
  private static final List<String> PLAN = List.of("plan");
  private static final List<String> NONE = List.of();

  // ---- samples

  private static final List<Metric> METRICS =
      List.of(
          ContractMetrics.DENIED,
          ContractMetrics.HOURS,
          ContractMetrics.CENTS,
          ContractMetrics.REASONS,
          ContractMetrics.RECORDS);

  private static Definition by(List<String> dimensions) {
    return Definition.of(
        "own", 1, dimensions, METRICS, new Lookback(19, 13, 5), DriftPolicy.thresholds());
  }

  /** What the lenses of a definition see, to the last count. */
  private static SortedSet<String> seen(Definition definition, CountSource source) {
    SortedSet<String> seen = new TreeSet<>();
    Definition looking =
        definition.withPolicy(
            Looking.with(
                comparison ->
                    seen.add(SampleFingerprint.text(comparison) + comparison.closedDays())));
    DriftDetector.detect(looking, Run.of(looking, "acme", AS_OF, source, 1), source);
    return seen;
  }

  @SafeVarargs
  private static SortedSet<String> together(CountSource source, Definition... definitions) {
    SortedSet<String> all = new TreeSet<>();
    Stream.of(definitions).forEach(definition -> all.addAll(seen(definition, source)));
    return all;
  }

  /** A source that says of some segments that they are whole, so that they are forgotten. */
  private static CountSource ending(CountSource source, Predicate<Segment> isEnded) {
    return (request, visitor) -> {
      Map<Segment, CellVisitor.Cells> told = new TreeMap<>();
      source.read(
          request,
          new CellVisitor() {
            @Override
            public Cells segment(Segment segment) {
              return told.computeIfAbsent(segment, visitor::segment);
            }

            @Override
            public void leaveOut(int measure, long day, Defect defect, long count) {
              visitor.leaveOut(measure, day, defect, count);
            }

            @Override
            public void leaveOut(int measure, Defect defect, long count) {
              visitor.leaveOut(measure, defect, count);
            }
          });
      told.forEach(
          (segment, cells) -> {
            if (isEnded.test(segment)) {
              cells.end();
            }
          });
    };
  }

  private static Stream<CountSource> sources(long seed) {
    CountSource kept = ContractRecord.inMemory(CountSourceContract.random(seed));
    return Stream.of(
        kept,
        ending(kept, segment -> true),
        ending(kept, segment -> segment.toString().contains("Aetna")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void coarserSegmentsSeeWhatADefinitionByTheirDimensionsSees(long seed) {
    Definition both = by(List.of("payer", "plan"));
    sources(seed)
        .forEach(
            source -> {
              assertThat(seen(both.withRollUp(PAYER, PLAN, NONE), source))
                  .isEqualTo(together(source, both, by(PAYER), by(PLAN), by(NONE)))
                  .hasSizeGreaterThan(METRICS.size() * 16);
              assertThat(seen(by(PAYER).withRollUp(NONE), source))
                  .isEqualTo(together(source, by(PAYER), by(NONE)));
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void soTheyDoWithStrataWithoutDaysAndOnClosedOnes(long seed) {
    List<LocalDate> closed = List.of(AS_OF.minusDays(4), AS_OF.minusDays(20));
    sources(seed)
        .forEach(
            source ->
                assertThat(
                        seen(
                            by(PAYER)
                                .withRollUp(NONE)
                                .withStrata(PLAN)
                                .withoutDays(List.of(AS_OF.minusDays(2)))
                                .withClosedDays(closed),
                            source))
                    .isEqualTo(
                        together(
                            source,
                            Stream.of(by(PAYER), by(NONE))
                                .map(
                                    definition ->
                                        definition
                                            .withStrata(PLAN)
                                            .withoutDays(List.of(AS_OF.minusDays(2)))
                                            .withClosedDays(closed))
                                .toArray(Definition[]::new)))
                    .anyMatch(text -> text.contains("[" + closed.get(1)))
                    .anyMatch(text -> text.contains("stratum {\"plan\":null}")));
  }

  /** One of them may be what another one rolls up to. */
  @Test
  void severalDefinitionsWithRollUpShareARead() {
    CountSource source = ending(ContractRecord.inMemory(CountSourceContract.random(7)), s -> true);
    List<Definition> definitions =
        List.of(
            by(List.of("plan", "payer")).withRollUp(PLAN).withId("one"),
            by(PAYER).withRollUp(NONE).withId("two"));
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), source);
    DriftMonitor alone = DriftMonitor.of(new InMemoryDriftRepository(), source);
    assertThat(
            monitor.run(definitions, "acme", AS_OF).stream()
                .map(report -> TestRuns.found(report))
                .toList())
        .isEqualTo(
            definitions.stream()
                .map(definition -> TestRuns.found(alone.run(definition, "acme", AS_OF)))
                .toList());
  }

  // ---- what is judged of them

  private static final LocalDate MORNING = LocalDate.of(2026, 1, 15);
  private static final LocalDate CHRISTMAS = LocalDate.of(2025, 12, 25);

  private static final Definition CONTROLLED =
      ClaimDefinitions.payerDrift()
          .withMetrics(
              List.of(
                  ClaimMetrics.DENIAL_RATE,
                  ClaimMetrics.DECISION_TIME,
                  SimulatedCustomer.BILLED_AMOUNT));

  /** All deny somewhat more, which is to be seen in the whole only, and Aetna was closed. */
  private static SimulatedCustomer customer() {
    SimulatedCustomer customer = new SimulatedCustomer();
    for (int i = 0; i < 6; i++) {
      Behaviour usual = Behaviour.of(i < 2 ? 12 : 4);
      SimulatedClaims claims =
          SimulatedClaims.of(usual)
              .withAmounts(20_000, 1, 1)
              .withClosed(i < 2 ? List.of(CHRISTMAS) : List.of())
              .changingFor(60, usual.withDenialRate(0.17));
      customer.add(
          i < 2 ? "Aetna" : "Payer " + i / 2, "Group " + i % 2, claims.draw(MORNING, 440, i));
    }
    return customer;
  }

  private static final SimulatedCustomer CUSTOMER = customer();
  private static final Detection ROLLED_UP = detect(CONTROLLED.withRollUp(PAYER, NONE), CUSTOMER);

  private static Detection detect(Definition definition, CountSource source) {
    return DriftDetector.detect(definition, Run.of(definition, "acme", MORNING, source, 1), source);
  }

  private static Definition without(Definition definition, List<String> dimensions) {
    return Definition.of(
        "coarser", 1, dimensions, definition.metrics(), definition.lookback(), definition.policy());
  }

  private static SortedMap<String, List<Evidence>> evidence(Detection detection) {
    SortedMap<String, List<Evidence>> evidence = new TreeMap<>();
    detection
        .verdicts()
        .forEach(
            verdict ->
                evidence.put(
                    verdict.segment().toJson() + verdict.metric(),
                    verdict.examination().evidence()));
    return evidence;
  }

  @Test
  void evidenceOfCoarserSegmentsIsThatOfADefinitionByTheirDimensionsBitForBit() {
    List<String> group = List.of("cpt_group");
    for (DriftPolicy policy : List.of(DriftPolicy.controlled(), DriftPolicy.thresholds())) {
      Definition definition = CONTROLLED.withPolicy(policy);
      SortedMap<String, List<Evidence>> expected = new TreeMap<>(); // of four runs
      expected.putAll(evidence(detect(definition, CUSTOMER)));
      for (List<String> coarser : List.of(PAYER, group, NONE)) {
        expected.putAll(evidence(detect(without(definition, coarser), CUSTOMER)));
      }
      assertThat(evidence(detect(definition.withRollUp(PAYER, group, NONE), CUSTOMER)))
          .isEqualTo(expected)
          .hasSize(3 * (6 + 3 + 2 + 1));
    }
    assertThat(evidence(ROLLED_UP).toString()).contains(CHRISTMAS.toString());
  }

  @Test
  void allSegmentsAreOneFamilyAndTheWholeMayShowWhatNoPartDoes() {
    Detection detection = ROLLED_UP;
    List<Verdict> tested =
        detection.verdicts().stream().filter(v -> v.decision() != Decision.SKIPPED).toList();
    assertThat(tested).hasSizeGreaterThan(20);
    assertThat(tested)
        .allSatisfy(v -> assertThat(v.assessment().familySize()).hasValue(tested.size()));
    assertThat(detection.summary().groupsConsidered()).isEqualTo(6 + 3 + 1);
    assertThat(detection.events().stream().map(e -> e.segment() + " " + e.metricId()))
        .containsExactly(" denial-rate");
    assertThat(detection.events().get(0).headline())
        .startsWith("all records: denial rate by day 30");
    assertThat(detection.verdicts()).allSatisfy(v -> assertThat(v.explain()).isNotBlank());
    assertThat(
            Detectability.of(DriftPolicy.controlled(), detection)
                .rows()
                .get(0)
                .segment()
                .dimensions())
        .isEmpty();
  }

  @Test
  void aFamilyOfEachPayerHasOneOfTheWhole() {
    Definition byPayer =
        CONTROLLED.withPolicy(DriftPolicy.controlled().withFamilyByFirstDimension());
    Detection detection = detect(byPayer.withRollUp(PAYER, NONE), CUSTOMER);
    SortedMap<String, SortedSet<String>> families = new TreeMap<>();
    detection
        .verdicts()
        .forEach(
            verdict ->
                families
                    .computeIfAbsent(verdict.assessment().family(), any -> new TreeSet<>())
                    .add(verdict.segment().values().stream().findFirst().orElse("all")));
    assertThat(families.values().stream().map(SortedSet::toString))
        .containsExactly("[all]", "[Aetna]", "[Payer 1]", "[Payer 2]");
  }

  @Test
  void theOrderOfTheRecordsAndTheThreadChangeNothing() {
    List<Claim> claims = TestRuns.claims("acme");
    Definition definition = TestRuns.PAYER_DRIFT.withRollUp(NONE, PAYER);
    Detection expected = detect(definition, ClaimCounts.of(claims.stream()));
    List<List<Claim>> shuffled = new ArrayList<>();
    for (int seed = 0; seed < 8; seed++) {
      List<Claim> some = new ArrayList<>(claims);
      Collections.shuffle(some, new Random(seed));
      shuffled.add(some);
    }
    assertThat(
            shuffled.parallelStream()
                .map(some -> detect(definition, ClaimCounts.of(some.stream())))
                .map(Detection::verdicts))
        .allMatch(expected.verdicts()::equals);
    assertThat(expected.events()).hasSizeGreaterThan(2 * TestRuns.EVENTS);
  }

  @Test
  void eventsAreKeptOnceUnderIdsOfTheirOwnAndTheRunIsKnownAgain() {
    Definition definition = TestRuns.PAYER_DRIFT.withRollUp(PAYER, NONE);
    InMemoryDriftRepository repository = new InMemoryDriftRepository();
    DriftMonitor monitor =
        DriftMonitor.of(repository, ClaimCounts.of(TestRuns.claims("acme").stream()));
    RunReport first = monitor.run(definition, "acme", TestRuns.AS_OF);
    RunReport second = monitor.run(definition, "acme", TestRuns.AS_OF);
    assertThat(second.alreadyRecorded()).isTrue();
    assertThat(second.reason()).isNull();
    assertThat(second.events()).isEqualTo(first.events());
    assertThat(first.events().stream().map(DriftEvent::eventId)).doesNotHaveDuplicates();
    assertThat(first.events().stream().map(event -> event.segment().dimensions().size()).distinct())
        .containsExactly(0, 1, 2);
    assertThat(repository.events(EventQuery.of("acme"))).isEqualTo(first.events());
  }

  @Test
  void whereAChangeComesFromIsToldOfTheFinestSegmentsOnly() {
    List<RecordedVerdict> plain = recorded(detect(CONTROLLED, CUSTOMER));
    List<RecordedVerdict> rolledUp = recorded(ROLLED_UP);
    assertThat(rolledUp).hasSizeGreaterThan(plain.size());
    assertThat(Attribution.of(rolledUp, "denial-rate").lines())
        .isEqualTo(Attribution.of(plain, "denial-rate").lines())
        .hasSizeGreaterThan(3);
    assertThat(lines(Attribution.by(rolledUp, "decision-time", "payer")))
        .isEqualTo(lines(Attribution.by(plain, "decision-time", "payer")))
        .hasSize(3);
  }

  private static List<List<String>> lines(List<Attribution> all) {
    return all.stream().map(Attribution::lines).toList();
  }

  private static List<RecordedVerdict> recorded(Detection detection) {
    return detection.verdicts().stream().map(Verdict::recorded).toList();
  }

  // ---- limits, order, settings

  @Test
  void whatIsRolledUpDoesNotCountForTheLimit() {
    CountSource claims = ClaimCounts.of(TestRuns.claims("acme").stream());
    Definition five = TestRuns.PAYER_DRIFT.withSegmentLimit(5);
    assertThat(detect(five.withRollUp(PAYER, NONE), claims).summary().groupsConsidered())
        .isEqualTo(11);
    assertThatThrownBy(() -> detect(five.withSegmentLimit(4).withRollUp(PAYER, NONE), claims))
        .hasMessageContaining("more than 4 segments of [payer, cpt_group]");
  }

  private static Segment segment(String... namesAndValues) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      names.add(namesAndValues[i]);
      values.add(namesAndValues[i + 1]);
    }
    return Segment.of(names, values);
  }

  /** By values; then the shorter; then by names. */
  private static final List<Segment> SORTED =
      List.of(
          segment(),
          segment("a", null),
          segment("b", null),
          segment("a", null, "b", "x"),
          segment("a", ""),
          segment("a", "x"),
          segment("a, b", "x"),
          segment("\uFF21", "x"),
          segment("😀", "x"),
          segment("a", "x", "b", null),
          segment("a", "x", "b, c", "x"),
          segment("a, b", "x", "c", "x"),
          segment("a", "x", "b", "y"),
          segment("a", "x", "c", "y"),
          segment("b", "x", "c", "y"),
          segment("b", "y"));

  @Test
  void segmentsOfDifferentDimensionsHaveOneOrder() {
    for (int i = 0; i < SORTED.size(); i++) {
      for (int j = 0; j < SORTED.size(); j++) {
        assertThat(Integer.signum(SORTED.get(i).compareTo(SORTED.get(j))))
            .as("%s, %s", SORTED.get(i), SORTED.get(j))
            .isEqualTo(Integer.compare(i, j));
        assertThat(SORTED.get(i).equals(SORTED.get(j))).isEqualTo(i == j);
      }
    }
    assertThat(SORTED.stream().map(Segment::key)).doesNotHaveDuplicates();
  }

  @Test
  void verdictsAreInThatOrder() {
    List<Segment> segments =
        ROLLED_UP.verdicts().stream().map(Verdict::segment).distinct().toList();
    assertThat(segments).isSorted().hasSize(10);
    assertThat(segments.subList(0, 3).stream().map(Segment::toString))
        .containsExactly("", "payer=Aetna", "payer=Aetna, cpt_group=Group 0");
  }

  @Test
  void isASettingWhateverTheOrderInWhichItIsSaid() {
    Definition three = by(List.of("payer", "plan", "c"));
    Definition rolledUp =
        three.withRollUp(NONE, PLAN, List.of("payer", "c"), PAYER, List.of("payer", "plan"));
    assertThat(rolledUp.rollUp())
        .containsExactly(List.of("payer", "plan"), List.of("payer", "c"), PAYER, PLAN, NONE);
    assertThat(rolledUp.settings())
        .isEqualTo(
            three
                .withRollUp(List.of("payer", "plan"), PAYER, NONE, List.of("payer", "c"), PLAN)
                .settings())
        .containsEntry("roll-up", "[[payer, plan], [payer, c], [payer], [plan], []]");
    assertThat(three.settings()).isEmpty();
    assertThat(rolledUp.withRollUp().settings()).isEmpty();
    assertThat(three.withRollUp(NONE).settings()).containsEntry("roll-up", "[[]]");
  }

  @Test
  void groupingsAreSomeOfTheDimensionsInTheirOrderEachOnce() {
    Definition both = by(List.of("payer", "plan"));
    for (List<String> wrong :
        List.of(
            List.of("plan", "payer"),
            List.of("payer", "plan"),
            List.of("region"),
            List.of("payer", "payer"))) {
      assertThatThrownBy(() -> both.withRollUp(PAYER, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "definition own/1 cannot roll up to "
                  + wrong
                  + "; name some, not all, of its dimensions [payer, plan] in their order, or none"
                  + " for the whole population");
    }
    assertThatThrownBy(() -> by(NONE).withRollUp(NONE))
        .hasMessageContaining("cannot roll up to []");
    assertThatThrownBy(() -> both.withRollUp(NONE, PAYER, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "definition own/1 needs distinct groupings to roll up to, not [[], [payer], []]");
    assertThatThrownBy(() -> both.withRollUp(Arrays.asList(PAYER, null).toArray(List[]::new)))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void coarserSegmentsWithMoreRecordsThanALongCountsFailTheirDefinition() {
    CountSource huge =
        (request, visitor) -> {
          for (String payer : List.of("a", "b")) {
            CellVisitor.Cells cells =
                visitor.segment(Segment.of(request.dimensions(), List.of(payer)));
            cells.add(0, AS_OF.minusDays(3).toEpochDay(), 0, null, Long.MAX_VALUE / 2 + 2);
            cells.end();
          }
        };
    Definition records =
        Definition.of(
            "own",
            1,
            PAYER,
            List.of(ContractMetrics.RECORDS),
            Lookback.ofDays(5, 5),
            DriftPolicy.thresholds());
    assertThatThrownBy(() -> seen(records.withRollUp(NONE), huge))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("more records than a long can count");
  }
}
