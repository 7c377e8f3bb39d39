package io.drift4j.simulation;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Quantity;
import io.drift4j.Segment;
import io.drift4j.Window;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import io.drift4j.stats.DevelopmentTriangle;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The simulated claims of a customer, segment by segment, as a source: whoever is the customer.
 * Drawn up to an as-of day, it can be read on that morning and on earlier ones.
 */
public final class SimulatedCustomer implements CountSource {

  /** What is billed, known from the first, as every amount is here whatever its field. */
  public static final Measure BILLED = Measure.amount("submitted_date", "billed_amount", 2);

  /** The mean amount that is billed. */
  public static final Metric BILLED_AMOUNT = Metric.amount("billed-amount", 1, BILLED);

  private final SortedMap<Segment, SimulatedStream> streams = new TreeMap<>();

  /**
   * Adds a segment.
   *
   * @param segment of the same dimensions as all others
   * @param stream its claims
   * @return this
   */
  public SimulatedCustomer add(Segment segment, SimulatedStream stream) {
    streams.put(segment, stream);
    return this;
  }

  /**
   * Adds a segment of payer and procedure group.
   *
   * @param payer the payer
   * @param group the procedure group
   * @param stream its claims
   * @return this
   */
  public SimulatedCustomer add(String payer, String group, SimulatedStream stream) {
    return add(Segment.of(List.of("payer", "cpt_group"), List.of(payer, group)), stream);
  }

  /**
   * Returns the claims by segment.
   *
   * @return the streams, in the order of segments
   */
  public SortedMap<Segment, SimulatedStream> streams() {
    return new TreeMap<>(streams);
  }

  /**
   * Returns this customer with segments of fewer dimensions.
   *
   * @param without the dimensions that are not told apart
   * @return the same claims
   */
  public SimulatedCustomer mixed(List<String> without) {
    SimulatedCustomer mixed = new SimulatedCustomer();
    streams.forEach(
        (segment, stream) -> {
          List<String> kept =
              segment.dimensions().stream().filter(name -> !without.contains(name)).toList();
          mixed.streams.merge(projected(segment, kept), stream, SimulatedStream::mixedWith);
        });
    return mixed;
  }

  @Override
  public void read(CountRequest request, CellVisitor visitor) {
    streams.forEach(
        (segment, stream) -> {
          CellVisitor.Cells cells = visitor.segment(projected(segment, request.dimensions()));
          request.windows().forEach(window -> read(request, window, stream, cells));
          if (segment.dimensions().equals(request.dimensions())) {
            cells.end();
          }
        });
  }

  private static Segment projected(Segment segment, List<String> dimensions) {
    if (segment.dimensions().equals(dimensions)) {
      return segment;
    }
    return Segment.of(
        dimensions, dimensions.stream().map(segment::value).map(Objects::requireNonNull).toList());
  }

  private static void read(
      CountRequest request, Window window, SimulatedStream stream, CellVisitor.Cells cells) {
    for (int i = 0; i < request.measures().size(); i++) {
      int measure = i;
      if (request.measures().get(i).equals(ClaimMetrics.DECISION)) {
        LocalDate known = request.hindsight() ? stream.asOf() : request.asOf();
        stream.forEach(window, known, new Telling(request, cells, measure));
      } else if (request.measures().get(i).equals(ClaimMetrics.PROCESSING_DELAY.measure())) {
        LocalDate known = request.hindsight() ? stream.asOf() : request.asOf();
        stream.forEach(window, known, new TellingPayments(new Telling(request, cells, measure)));
      } else if (request.measures().get(i).quantity() instanceof Quantity.Amount) {
        String outcome = request.measures().get(i).outcome() == null ? null : Outcome.PAID.name();
        stream.forEachAmount(
            window, (day, cents, count) -> cells.add(measure, day, cents, outcome, count));
      } else {
        throw new IllegalArgumentException(
            "simulated claims have decisions, payments and amounts, not "
                + request.measures().get(i));
      }
    }
  }

  /** Tells the cells of decisions. */
  private record Telling(CountRequest request, CellVisitor.Cells cells, int measure)
      implements DevelopmentTriangle.CellVisitor {

    @Override
    public void visit(long day, int age, int outcome, long count) {
      cells.add(measure, day, age, name(outcome), count);
    }

    private static String name(int outcome) {
      return outcome == SimulatedStream.DENIED ? Outcome.DENIED.name() : Outcome.PAID.name();
    }

    @Override
    public void visitOpen(long day, int age, long count) {
      cells.addOpen(measure, day, request.openAge(LocalDate.ofEpochDay(day)), null, count);
    }
  }

  /** Tells the cells of payments, which come with the decision; what is denied stays unpaid. */
  private record TellingPayments(Telling decisions) implements DevelopmentTriangle.CellVisitor {

    @Override
    public void visit(long day, int age, int outcome, long count) {
      if (outcome == SimulatedStream.DENIED) {
        visitOpen(day, age, count);
      } else {
        decisions.cells.add(decisions.measure, day, age, null, count);
      }
    }

    @Override
    public void visitOpen(long day, int age, long count) {
      decisions.visitOpen(day, age, count);
    }
  }
}
