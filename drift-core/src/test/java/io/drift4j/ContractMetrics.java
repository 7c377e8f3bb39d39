package io.drift4j;

import java.time.LocalDate;
import java.util.List;

/** A metric of each kind over the records of the {@link CountSourceContract}. */
public final class ContractMetrics {

  public static final Metric DENIED =
      Metric.proportion(
          "denied",
          1,
          CountSourceContract.DECISION,
          Observation.of("DENIED").among("PAID", "DENIED"));

  public static final Metric DAYS =
      Metric.days("days", 1, CountSourceContract.DECISION, Observation.valueOf("PAID", "DENIED"));

  public static final Metric BY_EVENT =
      Metric.days("by-event", 1, CountSourceContract.BY_EVENT, Observation.valueOf());

  public static final Metric HOURS =
      Metric.time("hours", 1, CountSourceContract.HOURS, Observation.valueOf());

  public static final Metric MINUTES =
      Metric.time("minutes", 1, CountSourceContract.MINUTES, Observation.valueOf());

  public static final Metric CENTS =
      Metric.amount("cents", 1, CountSourceContract.PAID_CENTS).withUnit("cents");

  public static final Metric REASONS = Metric.category("reasons", 1, CountSourceContract.REASON);
  public static final Metric RECORDS = Metric.count("records", 1, CountSourceContract.RECORDS);

  private ContractMetrics() {}

  /** All of them by payer, with plans as strata, over windows with a gap, without three days. */
  public static Definition ofEveryKind(DriftPolicy policy) {
    LocalDate asOf = CountSourceContract.AS_OF;
    return Definition.of(
            "every-kind",
            1,
            List.of(CountSourceContract.PAYER),
            List.of(DENIED, DAYS, BY_EVENT, HOURS, MINUTES, CENTS, REASONS, RECORDS),
            new Lookback(19, 13, 5),
            policy)
        .withStrata(List.of(CountSourceContract.PLAN))
        .withoutDays(List.of(asOf.minusDays(3), asOf.minusDays(25), asOf.minusDays(16)));
  }
}
