package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dimension that is computed is one that the source had told, though it was asked for others. */
class DimensionTest {

  private static final Dimension REASON =
      Dimension.computed("reason", List.of("category", "plan"), DimensionTest::reason);
  private static final Dimension BIG =
      Dimension.computed("payer", "payer", payer -> payer == null ? "" : big(payer));

  /** The code, or the text, or that there is none: an empty text is one. */
  private static String reason(List<String> fields) {
    return fields.stream().filter(Objects::nonNull).findFirst().orElse("DENIED");
  }

  private static String big(String payer) {
    return payer.toUpperCase(Locale.ROOT);
  }

  private static CountSource source(long seed) {
    return ContractRecord.inMemory(CountSourceContract.random(seed));
  }

  /** The same records with fields that say what is computed. */
  private static CountSource told(long seed) {
    return ((RecordCounts<ContractRecord>) source(seed))
        .text(
            "reason",
            record -> record.category() != null ? record.category() : orDenied(record.plan()))
        .text("big", record -> record.payer() == null ? "" : big(record.payer()));
  }

  private static String orDenied(String text) {
    return text == null ? "DENIED" : text;
  }

  private static Definition by(String... dimensions) {
    return Definition.of(
        "own",
        1,
        List.of(dimensions),
        List.of(ContractMetrics.DENIED, ContractMetrics.HOURS, ContractMetrics.REASONS),
        new Lookback(19, 13, 5),
        DriftPolicy.thresholds());
  }

  private static SortedSet<String> seen(Definition definition, CountSource source) {
    SortedSet<String> seen = new TreeSet<>();
    Definition looking =
        definition.withPolicy(
            Looking.with(comparison -> seen.add(SampleFingerprint.text(comparison))));
    Run run = Run.of(looking, "acme", CountSourceContract.AS_OF, source, 1);
    DriftDetector.detect(looking, run, source);
    return seen;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isSeenAsIfTheSourceHadToldIt(long seed) {
    assertThat(seen(by("payer", "reason").withComputed(REASON), source(seed)))
        .isEqualTo(seen(by("payer", "reason"), told(seed)))
        .anyMatch(text -> text.contains("\"reason\":\"DENIED\""))
        .anyMatch(text -> text.contains("\"reason\":\"\""))
        .anyMatch(text -> text.contains("\"payer\":null"));
    assertThat(seen(by("payer").withStrata(List.of("reason")).withComputed(REASON), source(seed)))
        .isEqualTo(seen(by("payer").withStrata(List.of("reason")), told(seed)))
        .anyMatch(text -> text.contains("stratum {\"reason\":\"DENIED\"}"));
    assertThat(
            seen(
                by("payer", "reason").withComputed(REASON).withRollUp(List.of("reason")),
                source(seed)))
        .containsAll(seen(by("reason"), told(seed)));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void mayHaveTheNameOfAFieldThatItIsComputedFrom(long seed) {
    SortedSet<String> expected = new TreeSet<>();
    seen(by("big"), told(seed))
        .forEach(text -> expected.add(text.replace("{\"big\"", "{\"payer\"")));
    assertThat(seen(by("payer").withComputed(BIG), source(seed)))
        .isEqualTo(expected)
        .anyMatch(text -> text.contains("AETNA"))
        .noneMatch(text -> text.contains("Aetna"));
  }

  @Test
  void theSourceIsAskedForTheFieldsOnly() {
    List<CountRequest> requests = new ArrayList<>();
    Definition definition =
        by("region", "payer")
            .withStrata(List.of("reason"))
            .withComputed(Dimension.computed("region", "state", state -> "all"), REASON);
    seen(definition, (request, visitor) -> requests.add(request));
    assertThat(requests.get(0).dimensions()).containsExactly("state", "payer", "category", "plan");
    assertThat(definition.segmentFields()).containsExactly("state", "payer", "category", "plan");
    assertThat(definition.dimensions()).containsExactly("region", "payer");
  }

  @Test
  void severalDefinitionsMayMeanDifferentThingsByOneName() {
    CountSource source = source(6);
    List<Definition> definitions =
        List.of(
            by("payer").withId("plain"),
            by("payer").withComputed(BIG).withId("big"),
            by("reason").withComputed(REASON).withId("reasons"));
    List<String> alone =
        definitions.stream()
            .map(definition -> TestRuns.found(monitor(source).run(definition, "acme", AS_OF)))
            .toList();
    assertThat(monitor(source).run(definitions, "acme", AS_OF).stream().map(TestRuns::found))
        .isEqualTo(alone);
  }

  private static final java.time.LocalDate AS_OF = CountSourceContract.AS_OF;

  private static DriftMonitor monitor(CountSource source) {
    return DriftMonitor.of(new InMemoryDriftRepository(), source);
  }

  @Test
  void isComputedOnceForEachCombinationOfWhatTheFieldsHold() {
    List<List<String>> calls = new ArrayList<>();
    Dimension counted =
        Dimension.computed(
            "one",
            List.of("payer", "plan"),
            fields -> {
              calls.add(fields);
              return "one";
            });
    seen(by("one").withStrata(List.of("payer")).withComputed(counted), source(7));
    Set<List<String>> distinct = new HashSet<>(calls);
    assertThat(calls).hasSameSizeAs(distinct).hasSizeGreaterThan(6);
    assertThat(distinct).contains(Arrays.asList(null, null), List.of("Aetna", ""));
    assertThatThrownBy(() -> calls.get(0).set(0, "other"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** It is what is read that is kept in memory. */
  @Test
  void whatIsReadCountsForTheLimit() {
    Dimension one = Dimension.computed("one", List.of("payer", "plan"), fields -> "one");
    Definition definition = by("one").withComputed(one);
    assertThat(seen(definition.withSegmentLimit(12), source(8))).hasSize(3);
    assertThatThrownBy(() -> seen(definition.withSegmentLimit(11), source(8)))
        .hasMessageContaining("definition own/1 found more than 11 segments of [payer, plan], all");
  }

  // ---- known by a day

  private static final Dimension LATE_REASON = REASON.knownBy(CountSourceContract.DECIDED);

  /** Open records too: what came of them later is nothing that was known then. */
  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void aPastDaySeesNothingOfWhatIsKnownByALaterOne(long seed) {
    List<ContractRecord> now =
        CountSourceContract.random(seed).stream().map(CountSourceContract::orderly).toList();
    List<ContractRecord> then =
        now.stream().map(record -> record.asOf(AS_OF)).filter(Objects::nonNull).toList();
    Definition definition =
        by("payer", "reason").withComputed(LATE_REASON).withRollUp(List.of("reason"));
    assertThat(seen(definition, ContractRecord.inMemory(now)))
        .isEqualTo(seen(definition, ContractRecord.inMemory(then)))
        .anyMatch(text -> text.contains("\"reason\":\"DENIED\""))
        .anyMatch(text -> text.contains("\"reason\":\"late\""));
    Definition atOnce = definition.withComputed(REASON);
    assertThat(seen(atOnce, ContractRecord.inMemory(now)))
        .as("the test sees the difference")
        .isNotEqualTo(seen(definition, ContractRecord.inMemory(now)));
  }

  @Test
  void withHindsightNothingIsLost() {
    List<SortedSet<String>> seen = new ArrayList<>();
    for (Dimension dimension : List.of(REASON, LATE_REASON)) {
      SortedSet<String> one = new TreeSet<>();
      Looking looking = Looking.backWith(comparison -> one.add(SampleFingerprint.text(comparison)));
      Definition definition = by("reason").withComputed(dimension).withPolicy(looking);
      CountSource source = source(12);
      DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source);
      seen.add(one);
    }
    assertThat(seen.get(1)).isEqualTo(seen.get(0)).isNotEmpty();
  }

  /** One statement cannot tell a field as it is and as it was known. */
  @Test
  void definitionsThatDifferInWhatIsKnownAreReadApart() {
    DriftPolicy known = DriftPolicy.controlled().withMinimumVolume(1);
    List<Definition> definitions =
        List.of(
            by("reason").withComputed(REASON).withPolicy(known).withId("at-once"),
            by("reason").withComputed(LATE_REASON).withPolicy(known).withId("later"),
            by("plan").withPolicy(known).withId("plan"),
            by("payer").withPolicy(known).withId("payer"));
    List<List<String>> read = new ArrayList<>();
    CountSource records = source(13);
    CountSource source =
        (request, visitor) -> {
          read.add(request.dimensions());
          records.read(request, visitor);
        };
    List<String> alone =
        definitions.stream()
            .map(definition -> TestRuns.found(monitor(source).run(definition, "acme", AS_OF)))
            .toList();
    read.clear();
    assertThat(monitor(source).run(definitions, "acme", AS_OF).stream().map(TestRuns::found))
        .isEqualTo(alone);
    assertThat(read)
        .containsExactly(List.of("category", "plan", "payer"), List.of("category", "plan"));
  }

  @Test
  void aFieldIsKnownByOneDay() {
    Dimension other = Dimension.computed("other", "plan", plan -> "any");
    String message =
        "definition own/1 has field plan known from the first for dimension %s, and by"
            + " decided_date for another; let it be known by the same day (Dimension.knownBy)";
    assertThatThrownBy(() -> by("reason", "other").withComputed(LATE_REASON, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(String.format(Locale.ROOT, message, "other"));
    assertThatThrownBy(
            () -> by("reason").withComputed(LATE_REASON).withStrata(List.of("payer", "plan")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(String.format(Locale.ROOT, message, "plan"));
    by("reason", "other").withComputed(LATE_REASON, other.knownBy(CountSourceContract.DECIDED));
    assertThatThrownBy(() -> REASON.knownBy("a b"))
        .hasMessageContaining("day of dimension reason must be 1 to 100 letters");
  }

  @Test
  void theDayIsAFieldAndASetting() {
    Definition definition = by("reason").withComputed(REASON.knownBy("known"));
    assertThat(definition.fields()).contains("known");
    assertThat(definition.segmentFields()).containsExactly("category", "plan");
    assertThat(definition.settings())
        .containsEntry("computed.reason", "category,plan known by known");
    Set<String> fields = new HashSet<>(definition.fields());
    fields.remove("known");
    assertThatThrownBy(() -> definition.availableIn(fields))
        .hasMessageContaining("needs the fields of its dimensions, and [known] are not there");
    assertThat(REASON.knownBy("known")).hasToString("reason of [category, plan] known by known");
  }

  // ---- what is wrong with it

  private static void requireRefused(Function<String, String> value, String message) {
    Definition broken =
        by("region").withComputed(Dimension.computed("region", "category", value)).withId("broken");
    CountSource source = source(9);
    assertThatThrownBy(() -> monitor(source).run(broken, "acme", AS_OF))
        .isInstanceOf(DriftException.class)
        .hasMessage(message)
        .hasMessageNotContainingAny("late", "code", "twice", "canary");
    List<RunReport> both = monitor(source).run(List.of(broken, by("payer")), "acme", AS_OF);
    assertThat(both.get(0).status()).isEqualTo(RunStatus.FAILED);
    assertThat(both.get(0).reason()).isEqualTo(message);
    assertThat(TestRuns.found(both.get(1)))
        .isEqualTo(TestRuns.found(monitor(source).run(by("payer"), "acme", AS_OF)));
  }

  @Test
  void anythingButATextIsRefusedByNameAndWithoutWhatTheRecordsHold() {
    requireRefused(
        category -> null,
        "definition broken/1 got null for dimension region of fields [category]; its function must"
            + " take whatever they hold, null too, and give a text");
    requireRefused(
        category -> {
          throw new IllegalStateException("canary " + category);
        },
        "definition broken/1 failed (java.lang.IllegalStateException) to compute dimension region"
            + " of fields [category]; its function must take whatever they hold, null too, and give"
            + " a text");
    requireRefused(
        category -> category.substring(0, 1), // null among them
        "definition broken/1 failed (java.lang.NullPointerException) to compute dimension region of"
            + " fields [category]; its function must take whatever they hold, null too, and give a"
            + " text");
    requireRefused(
        category -> "\0",
        "definition broken/1: the value of dimension region holds NUL at index 0, which no database"
            + " keeps; clean the source");
    requireRefused(
        category -> "a\uD800",
        "definition broken/1: the value of dimension region holds an unpaired surrogate at index 1,"
            + " which no database keeps; clean the source");
  }

  @Test
  void aFieldThatTheSourceHasNotIsNamed() {
    Definition definition =
        by("region").withComputed(Dimension.computed("region", "state", state -> "all"));
    assertThatThrownBy(() -> seen(definition, source(1)))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("has no field state");
  }

  @Test
  void namesAndFieldsAreRefusedBeforeAnythingIsRead() {
    assertThatThrownBy(() -> Dimension.computed("a b", "state", state -> "all"))
        .hasMessageContaining("dimension must be 1 to 100 letters");
    assertThatThrownBy(() -> Dimension.computed("region", "a b", state -> "all"))
        .hasMessageContaining("field of dimension region must be 1 to 100 letters");
    for (List<String> fields : List.of(List.<String>of(), List.of("state", "state"))) {
      assertThatThrownBy(() -> Dimension.computed("region", fields, values -> "all"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("dimension region needs one field or more, distinct, not " + fields);
    }
    assertThatThrownBy(() -> by("payer").withComputed(REASON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "definition own/1 has no dimension or stratum reason to compute, it has [payer]");
    assertThatThrownBy(() -> by("reason").withComputed(REASON, REASON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("definition own needs distinct computed dimensions, not [reason, reason]");
  }

  // ---- settings

  @Test
  void nameAndFieldsAreSettingsWhileADimensionOrStratumSaysIt() {
    assertThat(by("reason").settings()).isEmpty();
    assertThat(by("reason").withComputed(REASON).settings())
        .hasSize(1)
        .containsEntry("computed.reason", "category,plan");
    assertThat(by("reason").withComputed(REASON).withComputed().settings()).isEmpty();
    Definition stratified = by("payer").withStrata(List.of("reason")).withComputed(REASON);
    assertThat(stratified.settings())
        .hasSize(2)
        .containsEntry("computed.reason", "category,plan")
        .containsEntry("strata", "reason");
    assertThat(stratified.withStrata(List.of()).settings()).isEmpty();
    assertThat(stratified.withStrata(List.of()).computed()).isEmpty();
    assertThat(stratified.computed()).containsExactly(REASON);
    assertThat(REASON).hasToString("reason of [category, plan]");
  }
}
