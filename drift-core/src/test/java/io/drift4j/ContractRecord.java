package io.drift4j;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of the {@link CountSourceContract}, whose fields have the names of its constants there.
 * A source under test keeps them as it keeps its own: in a table, a file, a list.
 *
 * @param customer whose record it is
 * @param payer a text: a dimension
 * @param plan a text: another dimension
 * @param submitted the day on which it starts
 * @param decided the day of its event, {@code null} while it is open
 * @param outcome what the event was
 * @param category why, known with the event
 * @param created the moment at which it starts, in whole seconds
 * @param closed the moment of its event, in whole seconds
 * @param amount an exact decimal of up to 17 digits before the point and 4 behind it
 * @param paid the day by which the amount is known
 * @param expected another exact decimal of as many digits
 */
public record ContractRecord(
    String customer,
    @Nullable String payer,
    @Nullable String plan,
    @Nullable LocalDate submitted,
    @Nullable LocalDate decided,
    @Nullable String outcome,
    @Nullable String category,
    @Nullable Instant created,
    @Nullable Instant closed,
    @Nullable BigDecimal amount,
    @Nullable LocalDate paid,
    @Nullable BigDecimal expected) {

  /** Makes a record of which nothing is expected. */
  public ContractRecord(
      String customer,
      @Nullable String payer,
      @Nullable String plan,
      @Nullable LocalDate submitted,
      @Nullable LocalDate decided,
      @Nullable String outcome,
      @Nullable String category,
      @Nullable Instant created,
      @Nullable Instant closed,
      @Nullable BigDecimal amount,
      @Nullable LocalDate paid) {
    this(
        customer, payer, plan, submitted, decided, outcome, category, created, closed, amount, paid,
        null);
  }

  /**
   * Counts records in memory: what any other source of the same records is held against.
   *
   * @param records the records
   * @return a source that has all fields
   */
  public static CountSource inMemory(List<ContractRecord> records) {
    return RecordCounts.of(records, ContractRecord::customer)
        .text(CountSourceContract.PAYER, ContractRecord::payer)
        .text(CountSourceContract.PLAN, ContractRecord::plan)
        .date(CountSourceContract.SUBMITTED, ContractRecord::submitted)
        .date(CountSourceContract.DECIDED, ContractRecord::decided)
        .text(CountSourceContract.OUTCOME, ContractRecord::outcome)
        .text(CountSourceContract.CATEGORY, ContractRecord::category)
        .timestamp(CountSourceContract.CREATED, ContractRecord::created, CountSourceContract.ZONE)
        .timestamp(CountSourceContract.CLOSED, ContractRecord::closed, CountSourceContract.ZONE)
        .decimal(CountSourceContract.AMOUNT, ContractRecord::amount)
        .date(CountSourceContract.PAID, ContractRecord::paid)
        .decimal(CountSourceContract.EXPECTED, ContractRecord::expected);
  }

  /** A record of Aetna's gold plan that is open in every way, created at noon. */
  static ContractRecord of(@Nullable LocalDate submitted) {
    Instant noon =
        submitted == null
            ? null
            : submitted.atTime(LocalTime.NOON).atZone(CountSourceContract.ZONE).toInstant();
    return new ContractRecord(
        "acme", "Aetna", "gold", submitted, null, null, null, noon, null, null, null);
  }

  ContractRecord of(String other) {
    return new ContractRecord(
        other, payer, plan, submitted, decided, outcome, category, created, closed, amount, paid,
        expected);
  }

  ContractRecord in(@Nullable String otherPayer, @Nullable String otherPlan) {
    return new ContractRecord(
        customer,
        otherPayer,
        otherPlan,
        submitted,
        decided,
        outcome,
        category,
        created,
        closed,
        amount,
        paid,
        expected);
  }

  ContractRecord decided(@Nullable LocalDate day, @Nullable String came, @Nullable String because) {
    return new ContractRecord(
        customer, payer, plan, submitted, day, came, because, created, closed, amount, paid,
        expected);
  }

  ContractRecord decided(@Nullable LocalDate day, @Nullable String came) {
    return decided(day, came, null);
  }

  ContractRecord between(@Nullable Instant start, @Nullable Instant end) {
    return new ContractRecord(
        customer, payer, plan, submitted, decided, outcome, category, start, end, amount, paid,
        expected);
  }

  ContractRecord withoutStart() {
    return new ContractRecord(
        customer, payer, plan, null, decided, outcome, category, null, closed, amount, paid,
        expected);
  }

  ContractRecord paid(@Nullable LocalDate day, @Nullable String sum) {
    return new ContractRecord(
        customer,
        payer,
        plan,
        submitted,
        decided,
        outcome,
        category,
        created,
        closed,
        sum == null ? null : new BigDecimal(sum),
        day,
        expected);
  }

  ContractRecord expecting(@Nullable BigDecimal other) {
    return new ContractRecord(
        customer, payer, plan, submitted, decided, outcome, category, created, closed, amount, paid,
        other);
  }

  ContractRecord expecting(String other) {
    return expecting(new BigDecimal(other));
  }

  /**
   * What a table that only gains dated facts held on the morning of a day; none if the record was
   * not there yet.
   */
  @Nullable ContractRecord asOf(LocalDate morning) {
    if (isLater(submitted, morning)) {
      return null;
    }
    ContractRecord known = isLater(decided, morning) ? decided(null, null) : this;
    known = isLater(paid, morning) ? known.paid(null, null) : known;
    Instant begins = morning.atStartOfDay(CountSourceContract.ZONE).toInstant();
    return closed == null || closed.isBefore(begins) ? known : known.between(created, null);
  }

  private static boolean isLater(@Nullable LocalDate day, LocalDate morning) {
    return day != null && !day.isBefore(morning);
  }
}
