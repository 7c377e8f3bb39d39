package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link CountSource} must do. A source's test extends this class and makes a source of
 * the contract's records, whose fields have the names below; a source that cannot read all of them
 * says which {@link #measures} and {@link #dimensions} it has, and must refuse the others.
 */
public abstract class CountSourceContract {

  /** The names of the fields of a {@link ContractRecord}. */
  public static final String PAYER = "payer";

  public static final String PLAN = "plan";
  public static final String SUBMITTED = "submitted_date";
  public static final String DECIDED = "decided_date";
  public static final String OUTCOME = "outcome";
  public static final String CATEGORY = "category";
  public static final String CREATED = "created_at";
  public static final String CLOSED = "closed_at";
  public static final String AMOUNT = "amount";
  public static final String PAID = "payment_date";
  public static final String EXPECTED = "expected";

  /** In which the days of moments are told. Its clocks change on 2026-03-08. */
  public static final ZoneId ZONE = ZoneId.of("America/New_York");

  /** The least that a source can: days to an event that has an outcome. */
  public static final Measure DECISION =
      Measure.timeToEvent(SUBMITTED, DECIDED).withOutcome(OUTCOME, "PAID", "DENIED", "OTHER");

  /** Days to an event of any kind, windowed by the event. */
  public static final Measure BY_EVENT =
      Measure.timeToEvent(SUBMITTED, DECIDED).windowedBy(DECIDED);

  public static final Measure CALENDAR_DAYS = Measure.timeToEvent(CREATED, CLOSED);
  public static final Measure HOURS = CALENDAR_DAYS.in(ChronoUnit.HOURS);
  public static final Measure MINUTES = CALENDAR_DAYS.in(ChronoUnit.MINUTES).windowedBy(SUBMITTED);
  public static final Measure CENTS = Measure.amount(SUBMITTED, AMOUNT, 2);
  public static final Measure PAID_CENTS = CENTS.knownBy(PAID);
  public static final Measure PAID_POINTS =
      Measure.amount(SUBMITTED, AMOUNT, 0).withOutcome(OUTCOME).knownBy(DECIDED);
  public static final Measure KIND = Measure.category(SUBMITTED, CATEGORY);
  public static final Measure REASON = KIND.knownBy(DECIDED);
  public static final Measure RECORDS = Measure.count(SUBMITTED);

  /** What was known ten days after the day of the window. */
  public static final Measure EARLY_POINTS =
      Measure.amount(SUBMITTED, AMOUNT, 0)
          .withOutcome(OUTCOME, "PAID", "DENIED", "OTHER")
          .knownBy(DECIDED)
          .knownWithin(10);

  public static final Measure EARLY_REASON = REASON.windowedBy(CREATED).knownWithin(10);

  /** What was paid less what was expected. */
  public static final Measure DIFFERENCE = CENTS.minus(EXPECTED);

  public static final Measure PAID_DIFFERENCE = DIFFERENCE.knownBy(PAID);

  /** What was expected where it is known what was paid. */
  public static final Measure EXPECTED_TOO =
      Measure.amount(SUBMITTED, EXPECTED, 2).onlyWith(AMOUNT);

  public static final Measure PAID_EXPECTED = EXPECTED_TOO.knownBy(PAID);

  /** Outcomes with what is known besides. */
  public static final Measure DETAILED =
      DECISION.withDetails(Detail.text(CATEGORY), Detail.contains(CATEGORY, "late"));

  public static final Measure DETAILED_BY_EVENT = DETAILED.windowedBy(DECIDED);
  public static final Measure DETAILED_POINTS =
      PAID_POINTS.withDetails(Detail.contains(PLAN, "^|"), Detail.text(PLAN));
  public static final Measure DETAILED_KIND = KIND.withDetails(Detail.text(OUTCOME));
  public static final Measure DETAILED_HOURS =
      HOURS.withOutcome(CATEGORY).withDetails(Detail.contains(OUTCOME, "aid"));

  private static final List<Measure> ALL =
      List.of(
          DECISION,
          BY_EVENT,
          CALENDAR_DAYS,
          HOURS,
          MINUTES,
          CENTS,
          PAID_CENTS,
          PAID_POINTS,
          KIND,
          REASON,
          RECORDS,
          DIFFERENCE,
          PAID_DIFFERENCE,
          EXPECTED_TOO,
          PAID_EXPECTED,
          DETAILED,
          DETAILED_BY_EVENT,
          DETAILED_POINTS,
          DETAILED_KIND,
          DETAILED_HOURS,
          EARLY_POINTS,
          EARLY_REASON);

  /** The reference day of the contract's requests. */
  public static final LocalDate AS_OF = LocalDate.of(2026, 3, 15);

  private static final Window BASELINE = new Window(day(-40), day(-20));
  private static final Window CURRENT = new Window(day(-14), day(0));
  private static final List<Window> WINDOWS = List.of(BASELINE, CURRENT);
  private static final int RECORDS_OF_A_CASE = 300;

  /** A day that lies so many days after the as-of day, before it if negative. */
  private static LocalDate day(int days) {
    return AS_OF.plusDays(days);
  }

  /**
   * Makes a source that has these records and no others.
   *
   * @param records what it must count, in any order
   * @return the source under test
   */
  protected abstract CountSource source(List<ContractRecord> records) throws Exception;

  /**
   * Says what the source can measure.
   *
   * @return {@link #DECISION} and whichever else of the measures above, all unless told otherwise
   */
  protected List<Measure> measures() {
    return ALL;
  }

  /**
   * Says by which dimensions the source can form segments.
   *
   * @return of {@link #PAYER} and {@link #PLAN} those that it has, both unless told otherwise
   */
  protected List<String> dimensions() {
    return List.of(PAYER, PLAN);
  }

  /** Forgets the sources of a test; nothing unless told otherwise. */
  @AfterEach
  protected void forgetSources() throws Exception {}

  // ---- days and outcomes

  @Test
  void countsTheRecordsOfADayThatSayTheSame() {
    check(
        ContractRecord.of(day(-5)).decided(day(-2), "PAID"),
        ContractRecord.of(day(-5)).decided(day(-2), "PAID"),
        ContractRecord.of(day(-5)).decided(day(-2), "DENIED"),
        ContractRecord.of(day(-5)).decided(day(-1), "PAID"),
        ContractRecord.of(day(-4)).decided(day(-1), "PAID"),
        ContractRecord.of(day(-5)).decided(day(-5), "OTHER"));
  }

  @Test
  void anOpenRecordHasTheAgeAtWhichItWasLastSeenToBeOpen() {
    check(ContractRecord.of(day(-30)), ContractRecord.of(day(-2)), ContractRecord.of(day(-1)));
  }

  @Test
  void anEventOfTheAsOfDayOrLaterHasNotHappenedAndTakesAllThatCameOfIt() {
    check(
        ContractRecord.of(day(-5)).decided(day(-1), "DENIED", "late"),
        ContractRecord.of(day(-5)).decided(day(0), "DENIED", "late"),
        ContractRecord.of(day(-5)).decided(day(1), "unheard of", "late"),
        ContractRecord.of(day(-5)).decided(day(9), null, null),
        ContractRecord.of(day(-5)).paid(day(-1), "10.00"),
        ContractRecord.of(day(-5)).paid(day(0), "10.00"),
        ContractRecord.of(day(-5)).paid(day(7), "0.0001"));
  }

  @Test
  void theFirstDayOfAWindowBelongsToItAndTheDayAfterTheLastDoesNot() {
    check(
        IntStream.of(-41, -40, -39, -21, -20, -19, -15, -14, -1, 0, 1)
            .mapToObj(days -> ContractRecord.of(day(days)).decided(day(days + 3), "PAID"))
            .toArray(ContractRecord[]::new));
  }

  @Test
  void recordsWithoutADayAreCountedAndInNoCell() {
    check(
        ContractRecord.of((LocalDate) null).decided(day(-3), "PAID", "a"),
        ContractRecord.of((LocalDate) null),
        ContractRecord.of(day(-5)).between(null, at(-3, "10:00:00")),
        ContractRecord.of(day(-5)).decided(day(-3), "PAID", "a"));
  }

  @Test
  void recordsThatContradictThemselvesAreToldAsTheyAre() {
    check(
        ContractRecord.of(day(-5)).decided(day(-7), "PAID"),
        ContractRecord.of(day(-5)).decided(day(-6), null),
        ContractRecord.of(day(-5)).decided(day(-3), null),
        ContractRecord.of(day(-5)).decided(null, "DENIED"),
        ContractRecord.of(day(-5)).decided(null, "denied"),
        ContractRecord.of(day(-5)).decided(day(-3), "denied"),
        ContractRecord.of(day(-5)).decided(day(-3), ""),
        ContractRecord.of(day(-5)).decided(day(-3), "PAID "));
  }

  // ---- customers and segments

  @Test
  void otherCustomersAreLeftOut() {
    check(
        ContractRecord.of(day(-5)).decided(day(-3), "PAID"),
        ContractRecord.of(day(-5)).decided(day(-3), "PAID").of("ACME"),
        ContractRecord.of(day(-5)).decided(day(-3), "DENIED").of("acme "),
        ContractRecord.of(day(-5)).decided(day(-3), "DENIED").of("other"),
        ContractRecord.of((LocalDate) null).of("other"));
  }

  @Test
  void aCustomerWithoutRecordsIsAnsweredByNothing() throws Exception {
    CountSource source = source(List.of(ContractRecord.of(day(-5)).of("other")));
    assertThat(ContractAnswer.of(source, request(true, dimensions(), measures()))).isEmpty();
  }

  @Test
  void segmentsAreToldApartByTheExactTextAndNoneIsAValueOfItsOwn() {
    List<ContractRecord> records = new ArrayList<>();
    for (String payer :
        Arrays.asList(
            null, "", " ", "Aetna", "aetna", "AETNA", "Aetna ", "Äetna", "健康", "𝔘nited")) {
      records.add(ContractRecord.of(day(-5)).decided(day(-3), "PAID").in(payer, "gold"));
      records.add(ContractRecord.of(day(-5)).in("Aetna", payer));
    }
    records.add(ContractRecord.of(day(-5)).in(null, null));
    check(records.toArray(ContractRecord[]::new));
  }

  @Test
  void dimensionsComeInTheOrderOfTheRequest() throws Exception {
    List<String> turned = new ArrayList<>(dimensions());
    Collections.reverse(turned);
    List<ContractRecord> records =
        List.of(
            ContractRecord.of(day(-5)).in("a", "b"),
            ContractRecord.of(day(-5)).in("b", "a"),
            ContractRecord.of(day(-5)).in("a", null));
    compare(records, source(records), request(false, turned, measures()));
  }

  @Test
  void withoutDimensionsThereIsOneSegmentOfAll() throws Exception {
    List<ContractRecord> records =
        List.of(
            ContractRecord.of(day(-5)).in("a", "b"),
            ContractRecord.of(day(-5)).in("b", "a"),
            ContractRecord.of(day(-25)).decided(day(-3), "PAID").in(null, null));
    compare(records, source(records), request(false, List.of(), measures()));
  }

  // ---- moments, amounts, categories

  @Test
  void hoursAndMinutesAreThoseThatHavePassedWhateverTheClockSays() {
    check(
        ContractRecord.of(day(-8)).between(at(-8, "01:30:00"), at(-6, "01:30:00")), // 47 hours
        ContractRecord.of(day(-8)).between(at(-8, "01:30:00"), at(-7, "03:30:00")),
        ContractRecord.of(day(-5)).between(at(-5, "10:00:00"), at(-5, "10:59:59")),
        ContractRecord.of(day(-5)).between(at(-5, "10:00:00"), at(-5, "11:00:00")),
        ContractRecord.of(day(-5)).between(at(-5, "10:00:00"), at(-5, "10:00:00")),
        ContractRecord.of(day(-5)).between(at(-5, "10:00:00"), at(-5, "09:59:59")));
  }

  @Test
  void theDayOfAMomentIsThatOfItsZone() {
    check(
        ContractRecord.of(day(-14)).between(at(-14, "00:00:00"), at(-12, "23:59:59")),
        ContractRecord.of(day(-14)).between(at(-15, "23:59:59"), at(-14, "00:00:00")),
        ContractRecord.of(day(-1)).between(at(-1, "23:59:59"), null),
        ContractRecord.of(day(-1)).between(at(0, "00:00:00"), null),
        ContractRecord.of(day(-8)).between(at(-8, "00:30:00"), null),
        ContractRecord.of(day(-5)).between(at(-5, "12:00:00"), at(-1, "23:59:59")),
        ContractRecord.of(day(-5)).between(at(-5, "12:00:00"), at(0, "00:00:00")));
  }

  @Test
  void anAmountIsCountedInItsSmallestUnitOrNotAtAll() {
    check(
        ContractRecord.of(day(-5)).paid(day(-2), "12.34"),
        ContractRecord.of(day(-5)).paid(day(-2), "12.3400"),
        ContractRecord.of(day(-5)).paid(day(-2), "12"),
        ContractRecord.of(day(-5)).paid(day(-2), "0"),
        ContractRecord.of(day(-5)).paid(day(-2), "-0.01"),
        ContractRecord.of(day(-5)).paid(day(-2), "-0.001"),
        ContractRecord.of(day(-5)).paid(day(-2), "12.345"),
        ContractRecord.of(day(-5)).paid(day(-2), "10000000000000000.00"),
        ContractRecord.of(day(-5)).paid(day(-2), "-10000000000000000.00"),
        ContractRecord.of(day(-5)).paid(day(-2), "10000000000000000.01"),
        ContractRecord.of(day(-5)).paid(day(-2), "99999999999999999.9999"));
  }

  @Test
  void anAmountThatIsDueAndNotThereIsADefectAndOneThatIsNotDueIsOpen() {
    check(
        ContractRecord.of(day(-5)).paid(day(-2), null),
        ContractRecord.of(day(-5)).paid(null, null),
        ContractRecord.of(day(-5)).paid(null, "5.00"),
        ContractRecord.of(day(-5)).decided(day(-2), "PAID").paid(null, "5.00"),
        ContractRecord.of(day(-5)).decided(day(-2), null).paid(null, "5.00"),
        ContractRecord.of(day(-5)).decided(day(-2), "PAID"));
  }

  @Test
  void aDifferenceIsExactAndAbsentWhereEitherAmountIs() {
    ContractRecord record = ContractRecord.of(day(-5));
    check(
        record.paid(day(-2), "12.34").expecting("2.30"),
        record.paid(day(-2), "2.3").expecting("12.34"),
        record.paid(day(-2), "0.1").expecting("0.3"),
        record.paid(day(-2), "-5").expecting("-5.00"),
        record.paid(day(-2), "12.345").expecting("0.345"),
        record.paid(day(-2), "12.34").expecting("0.001"),
        record.paid(day(-2), "10000000000000000.00").expecting("0"),
        record.paid(day(-2), "10000000000000000.00").expecting("-0.01"),
        record.paid(day(-2), "10000000000000000.00").expecting("9999999999999999.99"),
        record.paid(day(-2), "10000000000000000.01").expecting("10000000000000000.00"),
        record.paid(day(-2), "-10000000000000000.00").expecting("10000000000000000.00"),
        record.paid(day(-2), "12.34"),
        record.paid(day(-2), null).expecting("2.30"),
        record.paid(null, "12.34").expecting("2.30"),
        record.paid(day(0), "12.34").expecting("2.30"),
        record.expecting("2.30"));
  }

  @Test
  void aCategoryIsAnyTextAndKnownWithItsEvent() {
    check(
        ContractRecord.of(day(-5)).decided(day(-2), "DENIED", "late"),
        ContractRecord.of(day(-5)).decided(day(-2), "DENIED", "Late"),
        ContractRecord.of(day(-5)).decided(day(-2), "DENIED", ""),
        ContractRecord.of(day(-5)).decided(day(-2), "DENIED", null),
        ContractRecord.of(day(-5)).decided(null, null, "late"));
  }

  @Test
  void detailsAreToldWithTheirOutcomeCharacterByCharacter() {
    List<ContractRecord> records = new ArrayList<>();
    for (String text : HOSTILE) {
      ContractRecord record = ContractRecord.of(day(-5)).in("Aetna", text);
      records.add(record.decided(day(-2), "DENIED", text));
      records.add(record.decided(day(-2), "unheard of", text));
      records.add(record.decided(day(-2), null, text));
      records.add(record.decided(day(1), "DENIED", text));
      records.add(record.decided(null, "DENIED", text));
      records.add(record.between(at(-5, "10:00:00"), at(-4, "10:00:00")));
      records.add(
          record
              .decided(day(-2), text, "late")
              .between(at(-5, "10:00:00"), at(-4, "10:00:00"))
              .paid(day(-2), "12"));
    }
    check(records.toArray(ContractRecord[]::new));
  }

  /** What joins and escapes, what looks alike, and what some database takes for the same. */
  private static final List<String> HOSTILE =
      Collections.unmodifiableList(
          Arrays.asList(
              null,
              "",
              " ",
              "|",
              "^",
              "^|",
              "^0",
              "^-",
              "^^",
              "a|b^c",
              "\\|'\"?:x",
              "Late",
              "too LATE ",
              "lat",
              "l\u00e4te",
              "\u0130late\u0131",
              "LAT\u0395",
              "paid",
              "pA\u0130d",
              "P\u00c4ID",
              "\u5065\u5eb7 late",
              "\ud835\udd18 LATE"));

  // ---- laws

  @ParameterizedTest
  @ValueSource(longs = {20261127, 20261128, 20261129})
  void everyCellOfRandomRecordsIsThatOfCountingOneByOne(long seed) throws Exception {
    List<ContractRecord> records = random(seed);
    CountSource source = source(records);
    for (boolean hindsight : new boolean[] {false, true}) {
      for (List<String> by : someDimensions()) {
        CountRequest request = request(hindsight, by, measures());
        compare("seed " + seed, records, source, request);
      }
    }
    CountRequest whole =
        new CountRequest(
            "acme", List.of(new Window(day(-60), day(-1))), AS_OF, false, dimensions(), measures());
    compare("seed " + seed, records, source, whole);
  }

  /** A measure alone, whatever place it has among others. */
  @Test
  void everyMeasureSaysTheSameAloneAndLast() throws Exception {
    long seed = 20261130;
    List<ContractRecord> records = random(seed);
    CountSource source = source(records);
    List<Measure> turned = new ArrayList<>(measures());
    Collections.reverse(turned);
    compare("seed " + seed, records, source, request(false, dimensions(), turned));
    for (Measure measure : measures()) {
      compare("seed " + seed, records, source, request(false, dimensions(), List.of(measure)));
    }
  }

  @Test
  void twoReadsAreEqualAndTheOrderOfTheRecordsIsOfNoImportance() throws Exception {
    long seed = 20261201;
    List<ContractRecord> records = random(seed);
    CountRequest request = request(false, dimensions(), measures());
    CountSource source = source(records);
    SortedMap<String, Long> first = ContractAnswer.of(source, request);
    assertThat(ContractAnswer.of(source, request)).as("read again").isEqualTo(first);
    List<ContractRecord> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(seed));
    compare("seed " + seed + ", shuffled", shuffled, source(shuffled), request);
  }

  /** Whatever it says of a record that has no such day yet is what came of the record later. */
  @ParameterizedTest
  @ValueSource(longs = 20261204)
  void aDimensionThatIsKnownByADayIsAbsentUntilThen(long seed) throws Exception {
    List<ContractRecord> records = random(seed);
    List<ContractRecord> orderly = records.stream().map(CountSourceContract::orderly).toList();
    LocalDate morning = day(-6);
    List<Measure> dated = new ArrayList<>(measures());
    dated.removeAll(UNDATED);
    CountSource source = source(records);
    List<String> days = new ArrayList<>(List.of(DECIDED, CLOSED));
    days.removeIf(day -> measures().stream().noneMatch(measure -> day.equals(measure.until())));
    for (String day : days) {
      for (boolean hindsight : new boolean[] {false, true}) {
        compare("seed " + seed, records, source, knownBy(day, hindsight, AS_OF, measures()));
      }
      CountRequest request = knownBy(day, false, morning, dated);
      requireSame(
          "seed " + seed + ", what is told of all records, and of what was there then",
          withoutAbsentEvents(ContractAnswer.of(source(orderly), request)),
          withoutAbsentEvents(
              ContractAnswer.of(
                  source(
                      orderly.stream().map(r -> r.asOf(morning)).filter(Objects::nonNull).toList()),
                  request)));
    }
  }

  private CountRequest knownBy(
      String day, boolean hindsight, LocalDate asOf, List<Measure> measures) {
    List<String> by = dimensions();
    String last = by.get(by.size() - 1);
    List<Window> windows = List.of(new Window(asOf.minusDays(25), asOf));
    return new CountRequest(
        "acme", windows, asOf, hindsight, by, measures, new TreeMap<>(Map.of(last, day)));
  }

  /**
   * A past day's answer from all records is the one from what was there then. What a source leaves
   * out of a measure that is windowed by its event is not compared: a record that is open has no
   * day there, and one whose day is later has.
   */
  @ParameterizedTest
  @ValueSource(longs = {20261202, 20261203})
  void aPastDayIsAnsweredAsItWouldHaveBeenThen(long seed) throws Exception {
    List<ContractRecord> records = random(seed).stream().map(CountSourceContract::orderly).toList();
    List<Measure> dated = new ArrayList<>(measures());
    dated.removeAll(UNDATED);
    CountSource source = source(records);
    for (int back : new int[] {0, 6, 17}) {
      LocalDate morning = day(-back);
      List<ContractRecord> then =
          records.stream().map(record -> record.asOf(morning)).filter(Objects::nonNull).toList();
      List<Window> windows = List.of(new Window(morning.minusDays(25), morning));
      CountRequest request = new CountRequest("acme", windows, morning, false, dimensions(), dated);
      SortedMap<String, Long> expected = ContractAnswer.of(source(then), request);
      requireSame(
          "seed "
              + seed
              + ", as of "
              + morning
              + ": what is told of all records, and of what was"
              + " there then",
          withoutAbsentEvents(ContractAnswer.of(source, request)),
          withoutAbsentEvents(expected));
      assertThat(expected).as("the law is about something").hasSizeGreaterThan(20);
    }
  }

  /** What is not known by the day that it is told to be. */
  private static final List<Measure> UNDATED =
      List.of(
          CENTS,
          DIFFERENCE,
          EXPECTED_TOO,
          KIND,
          PAID_POINTS,
          DETAILED_POINTS,
          DETAILED_KIND,
          DETAILED_HOURS,
          EARLY_POINTS);

  private static SortedMap<String, Long> withoutAbsentEvents(SortedMap<String, Long> answer) {
    answer.keySet().removeIf(line -> line.contains(BY_EVENT_WORDS) && line.contains("left out"));
    return answer;
  }

  // ---- what a source does not have

  @Test
  void whatItDoesNotHaveIsRefused() throws Exception {
    CountSource source = source(List.of(ContractRecord.of(day(-5)).decided(day(-3), "PAID")));
    List<Measure> foreign = new ArrayList<>(ALL);
    foreign.removeAll(measures());
    foreign.add(Measure.timeToEvent(SUBMITTED, "no_such_date"));
    for (Measure measure : foreign) {
      requireRefused(source, request(false, List.of(), List.of(measure)), measure.toString());
    }
    for (String dimension : List.of(PAYER, PLAN, "no_such_text")) {
      if (!dimensions().contains(dimension)) {
        requireRefused(
            source,
            request(false, List.of(dimension), List.of(DECISION)),
            "dimension " + dimension);
      }
    }
  }

  private static void requireRefused(CountSource source, CountRequest request, String what) {
    assertThatThrownBy(() -> ContractAnswer.of(source, request))
        .as(
            "source %s has no %s; its read method must throw an IllegalArgumentException that"
                + " says what it has, or a DriftException where only a server knows",
            source.id(), what)
        .isInstanceOfAny(IllegalArgumentException.class, DriftException.class);
  }

  // ---- how it is compared

  private static final String BY_EVENT_WORDS = "by " + DECIDED + ",";

  private static CountRequest request(boolean hindsight, List<String> by, List<Measure> measures) {
    return new CountRequest("acme", WINDOWS, AS_OF, hindsight, by, measures);
  }

  private List<List<String>> someDimensions() {
    List<String> turned = new ArrayList<>(dimensions());
    Collections.reverse(turned);
    return List.of(dimensions(), turned, List.of());
  }

  /** With hindsight and without, by all dimensions. */
  private void check(ContractRecord... records) {
    try {
      List<ContractRecord> all = List.of(records);
      CountSource source = source(all);
      compare(all, source, request(false, dimensions(), measures()));
      compare(all, source, request(true, dimensions(), measures()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      fail("the source cannot be made", e);
    }
  }

  private static void compare(
      List<ContractRecord> records, CountSource source, CountRequest request) {
    String all = records.stream().map(record -> "\n  " + record).collect(Collectors.joining());
    compare("records:" + all, records, source, request);
  }

  private static void compare(
      String about, List<ContractRecord> records, CountSource source, CountRequest request) {
    requireSame(
        "source "
            + source.id()
            + " ("
            + source.getClass().getName()
            + ")\n"
            + request
            + "\n"
            + about,
        ContractAnswer.of(source, request),
        ContractAnswer.of(records, request));
  }

  /** Says only what differs, measure by measure. */
  private static void requireSame(
      String about, SortedMap<String, Long> told, SortedMap<String, Long> expected) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (line, count) -> {
          if (!count.equals(told.get(line))) {
            differences.add(line + ": expected " + count + ", told " + told.getOrDefault(line, 0L));
          }
        });
    told.forEach(
        (line, count) -> {
          if (!expected.containsKey(line)) {
            differences.add(line + ": expected none, told " + count);
          }
        });
    if (!differences.isEmpty()) {
      int shown = Math.min(20, differences.size());
      fail(
          about
              + "\n"
              + differences.size()
              + " lines differ, such as:\n  "
              + String.join("\n  ", differences.subList(0, shown)));
    }
  }

  /** What a measure reads, for people. */
  static String words(CountRequest request, int position) {
    Measure measure = request.measures().get(position);
    String known = measure.until() == null ? "" : " until " + measure.until();
    String came = measure.outcome() == null ? "" : " with " + measure.outcome();
    came += measure.details().isEmpty() ? "" : " and " + measure.details();
    return "(by " + measure.windowedBy() + ", " + measure.quantity() + known + came + ")";
  }

  // ---- random records

  private static Instant at(int days, String time) {
    return day(days).atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
  }

  /** In the days around the windows, with whatever can be wrong with a record. */
  public static List<ContractRecord> random(long seed) {
    Random random = new Random(seed);
    Random others = new Random(~seed);
    return IntStream.range(0, RECORDS_OF_A_CASE)
        .mapToObj(i -> random(random).expecting(decimal(others)))
        .toList();
  }

  private static ContractRecord random(Random random) {
    LocalDate submitted = random.nextInt(20) == 0 ? null : day(-45 + random.nextInt(50));
    LocalDate start = submitted == null ? day(-30) : submitted;
    Instant created =
        start
            .atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60))
            .atZone(ZONE)
            .toInstant();
    return new ContractRecord(
        one(random, "acme", "acme", "acme", "acme", "other"),
        one(random, "Aetna", "Humana", "aetna", null),
        one(random, "gold", "", null),
        submitted,
        later(random, start),
        one(random, "PAID", "PAID", "PAID", "DENIED", "DENIED", "OTHER", "paid", null),
        one(random, "late", "code", "twice", null),
        random.nextInt(20) == 0 ? null : created,
        random.nextInt(3) == 0 ? null : created.plusSeconds(random.nextInt(1_000_000) - 20_000),
        decimal(random),
        later(random, start));
  }

  private static @Nullable BigDecimal decimal(Random random) {
    return random.nextInt(5) == 0
        ? null
        : BigDecimal.valueOf(random.nextInt(3000) - 500, places(random));
  }

  private static int places(Random random) {
    return random.nextInt(8) == 0 ? 4 : 1 + random.nextInt(2);
  }

  private static LocalDate later(Random random, LocalDate start) {
    return random.nextInt(3) == 0 ? null : start.plusDays(random.nextInt(20) - 1);
  }

  @SafeVarargs
  private static <T> T one(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  /** As a table that only gains dated facts has it: nothing comes before it begins. */
  static ContractRecord orderly(ContractRecord record) {
    boolean isDecided =
        record.decided() != null
            && (record.submitted() == null || !record.decided().isBefore(record.submitted()));
    ContractRecord orderly = isDecided ? record : record.decided(null, null);
    orderly = orderly.paid() == null ? orderly.paid(null, null) : orderly;
    return orderly.created() == null ? orderly.withoutStart() : orderly;
  }
}
