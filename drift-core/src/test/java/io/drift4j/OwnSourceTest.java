package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source of one's own is thirty lines, and keeps the contract for what it offers. */
class OwnSourceTest extends CountSourceContract {

  record Order(String shop, String carrier, LocalDate placed, LocalDate delivered, String how) {

    String text(String dimension) {
      if (dimension.equals(PAYER)) {
        return carrier;
      }
      throw new IllegalArgumentException("orders have a " + PAYER + " and no " + dimension);
    }

    LocalDate day(String field) {
      if (field.equals(DECIDED)) {
        return delivered;
      }
      throw new IllegalArgumentException("orders have a " + DECIDED + " and no " + field);
    }
  }

  // region source
  /** Days from order to delivery. */
  record Orders(List<Order> orders, Measure delivery) implements CountSource {

    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      if (!request.measures().equals(List.of(delivery))) {
        throw new IllegalArgumentException("orders have " + delivery + " and nothing else");
      }
      orders.stream()
          .filter(order -> order.shop().equals(request.customer()))
          .forEach(order -> read(order, request, visitor));
    }

    private static void read(Order order, CountRequest request, CellVisitor visitor) {
      List<String> values =
          request.dimensions().stream()
              .map(name -> request.isKnown(name, order::day) ? order.text(name) : null)
              .toList();
      if (order.placed() == null) {
        visitor.leaveOut(0, Defect.NO_START, 1);
      } else if (request.contains(order.placed())) {
        var cells = visitor.segment(Segment.of(request.dimensions(), values));
        long day = order.placed().toEpochDay();
        if (request.isKnown(order.delivered())) {
          cells.add(0, day, order.delivered().toEpochDay() - day, order.how(), 1);
        } else { // what comes later takes with it how it ended
          String how = order.delivered() == null ? order.how() : null;
          cells.addOpen(0, day, request.openAge(order.placed()), how, 1);
        }
      }
    }
  }

  // endregion

  @Override
  protected CountSource source(List<ContractRecord> records) {
    return new Orders(
        records.stream()
            .map(r -> new Order(r.customer(), r.payer(), r.submitted(), r.decided(), r.outcome()))
            .toList(),
        DECISION);
  }

  @Override
  protected List<Measure> measures() {
    return List.of(DECISION);
  }

  @Override
  protected List<String> dimensions() {
    return List.of(PAYER);
  }

  @Test
  void takesThirtyLines() {
    assertThat(Regions.lines(getClass(), "source").stream().filter(line -> !line.isBlank()))
        .hasSizeLessThanOrEqualTo(30);
  }
}
