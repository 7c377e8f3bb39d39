package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lenses that a metric asks for, as the README shows them. */
class OwnLensesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 6, 29);

  /** An invoice: what is expected of it, and what came of it. */
  private record Invoice(
      String payer,
      String plan,
      boolean urgent,
      LocalDate sent,
      LocalDate decided,
      String outcome,
      long expected,
      Long paid) {}

  // region lenses
  static final Metric EXPECTED =
      Metric.amount("expected", 1, Measure.amount("decided", "expected", 2).onlyWith("paid"));

  /** How much less is paid than expected, as if there had been as many of each plan before. */
  static final Metric PAID_TO_EXPECTED =
      Metric.amount("paid-to-expected", 1, Measure.amount("decided", "paid", 2).minus("expected"))
          .withUnit("share")
          .withThreshold(new Threshold(0.02, Double.POSITIVE_INFINITY))
          .withCompanions(EXPECTED)
          .testedThrough(Lens.ratio(EXPECTED, 0, "plan"));

  /** For how many days nothing has been decided. */
  static final Metric SILENCE =
      Metric.count("silence", 1, Measure.count("decided").knownBy("decided"))
          .withUnit("days")
          .withThreshold(new Threshold(5, Double.POSITIVE_INFINITY))
          .testedThrough(Lens.silence());

  /** How many of the urgent ones are refused by day 30, of all that were sent. */
  static final Metric URGENT_REFUSED =
      Metric.proportion(
              "urgent-refused",
              1,
              Measure.timeToEvent("sent", "decided").withOutcome("outcome", "PAID", "REFUSED"),
              Observation.of("REFUSED"))
          .testedThrough(Lens.among(Lens.byAge(30), "urgent", "true"));

  static final Definition INVOICES =
      Definition.of(
              "invoices",
              1,
              List.of("payer"),
              List.of(PAID_TO_EXPECTED, SILENCE, URGENT_REFUSED),
              Lookback.ofDays(90, 14),
              DriftPolicy.controlled())
          .withStrata(List.of("plan", "urgent"));

  // endregion

  /** Twelve a day and payer, of which three are urgent, each decided after three days. */
  private static List<Invoice> invoices() {
    List<Invoice> invoices = new ArrayList<>();
    for (String payer : List.of("Short", "Silent", "Strict", "Steady")) {
      for (int back = 500; back > 0; back--) {
        for (int i = 0; i < 12; i++) {
          invoices.add(invoice(payer, back, i));
        }
      }
    }
    return invoices;
  }

  private static Invoice invoice(String payer, int back, int i) {
    LocalDate sent = TODAY.minusDays(back);
    LocalDate decided = sent.plusDays(3);
    boolean isSilent = payer.equals("Silent") && decided.isAfter(TODAY.minusDays(12));
    boolean isOpen = isSilent || !decided.isBefore(TODAY);
    boolean isUrgent = i < 3;
    boolean isStrict = payer.equals("Strict") && back <= 44 && isUrgent;
    boolean isRefused = isStrict ? (back + i) % 2 == 0 : (back + i) % 9 == 0;
    long expected = 1_000 + 100L * ((back * 7 + i) % 5);
    boolean isShort = payer.equals("Short") && decided.isAfter(TODAY.minusDays(15));
    long paid = expected - (isShort ? expected / 10 : 0) + (back + i) % 3 - 1;
    return new Invoice(
        payer,
        i % 2 == 0 ? "gold" : "basic",
        isUrgent,
        sent,
        isOpen ? null : decided,
        isOpen ? null : isRefused ? "REFUSED" : "PAID",
        expected,
        isOpen || isRefused ? null : paid);
  }

  private static BigDecimal cents(Long units) {
    return units == null ? null : BigDecimal.valueOf(units, 2);
  }

  @Test
  void eachFindsWhatItIsFor() {
    CountSource source =
        RecordCounts.of(invoices(), invoice -> "acme")
            .text("payer", Invoice::payer)
            .text("plan", Invoice::plan)
            .text("urgent", invoice -> Boolean.toString(invoice.urgent))
            .text("outcome", Invoice::outcome)
            .date("sent", Invoice::sent)
            .date("decided", Invoice::decided)
            .decimal("expected", invoice -> cents(invoice.expected))
            .decimal("paid", invoice -> cents(invoice.paid));
    List<DriftEvent> events =
        DriftMonitor.of(new InMemoryDriftRepository(), source)
            .run(INVOICES, "acme", TODAY)
            .events();
    assertThat(events)
        .extracting(event -> event.segment().value("payer") + " " + event.metricId())
        .containsExactly("Short paid-to-expected", "Silent silence", "Strict urgent-refused");
    assertThat(events.get(0).evidence().currentValue()).isBetween(-0.105, -0.095);
    assertThat(events.get(1).evidence().currentValue()).isEqualTo(11);
    assertThat(events.get(2).evidence().currentSize()).isEqualTo(42); // the urgent ones
    assertThat(events.get(2).evidence().currentValue()).isEqualTo(0.5);
  }
}
