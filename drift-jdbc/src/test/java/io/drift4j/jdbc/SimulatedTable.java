package io.drift4j.jdbc;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.Defect;
import io.drift4j.RecordCounts;
import io.drift4j.Segment;
import io.drift4j.Window;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.simulation.SimulatedCustomer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a simulated customer one by one, in no order: as a host keeps them in a table, and
 * in memory.
 */
final class SimulatedTable {

  static final String CUSTOMER = "acme";

  private static final int ROWS_OF_A_STATEMENT = 1_000;

  private final List<Row> rows;

  private SimulatedTable(List<Row> rows) {
    this.rows = rows;
  }

  /** What is known of the claims of so many days on the morning of a day. */
  static SimulatedTable of(SimulatedCustomer customer, LocalDate asOf, int days) {
    Rows rows = new Rows(asOf);
    customer.read(
        new CountRequest(
            CUSTOMER,
            List.of(Window.before(asOf, days)),
            asOf,
            false,
            List.of("payer", "cpt_group"),
            List.of(ClaimMetrics.DECISION, SimulatedCustomer.BILLED)),
        rows);
    return new SimulatedTable(rows.shuffled());
  }

  /** One claim. */
  private record Row(
      Segment segment,
      LocalDate submitted,
      @Nullable LocalDate decided,
      @Nullable String outcome,
      BigDecimal billed) {

    boolean isDecidedBefore(LocalDate morning) {
      return decided != null && decided.isBefore(morning);
    }

    Row open() {
      return new Row(segment, submitted, null, null, billed);
    }

    String literals() {
      return Stream.of(
              CUSTOMER,
              segment.value("payer"),
              segment.value("cpt_group"),
              submitted,
              decided,
              outcome,
              billed.toPlainString())
          .map(value -> value == null ? "null" : "'" + value + "'")
          .collect(Collectors.joining(", ", "(", ")"));
    }
  }

  /** A decision, or none yet. */
  private record Decided(@Nullable LocalDate day, @Nullable String outcome) {}

  /** Which claim of a day has which amount is of no importance: no metric asks for both. */
  private static final class Rows implements CellVisitor {

    private final LocalDate asOf;
    private final List<Row> rows = new ArrayList<>();

    Rows(LocalDate asOf) {
      this.asOf = asOf;
    }

    @Override
    public Cells segment(Segment segment) {
      return new SegmentRows(segment);
    }

    @Override
    public void leaveOut(int measure, long day, Defect defect, long count) {
      throw new AssertionError(defect);
    }

    @Override
    public void leaveOut(int measure, Defect defect, long count) {
      throw new AssertionError(defect);
    }

    List<Row> shuffled() {
      Collections.shuffle(rows, new Random(rows.size()));
      return rows;
    }

    /** Those of a segment, by day until it is whole. */
    private final class SegmentRows implements Cells {

      private final Segment segment;
      private final SortedMap<LocalDate, List<Decided>> decisions = new TreeMap<>();
      private final Map<LocalDate, List<BigDecimal>> amounts = new TreeMap<>();

      SegmentRows(Segment segment) {
        this.segment = segment;
      }

      @Override
      public void add(int measure, long day, long value, @Nullable String outcome, long count) {
        LocalDate submitted = LocalDate.ofEpochDay(day);
        if (measure == 0) {
          decide(submitted, new Decided(submitted.plusDays(value), outcome), count);
        } else {
          amounts
              .computeIfAbsent(submitted, any -> new ArrayList<>())
              .addAll(Collections.nCopies((int) count, BigDecimal.valueOf(value, 2)));
        }
      }

      @Override
      public void addOpen(int measure, long day, long age, @Nullable String outcome, long count) {
        decide(LocalDate.ofEpochDay(day), new Decided(null, null), count);
      }

      private void decide(LocalDate submitted, Decided decided, long count) {
        decisions
            .computeIfAbsent(submitted, any -> new ArrayList<>())
            .addAll(Collections.nCopies((int) count, decided));
      }

      @Override
      public void end() {
        decisions.forEach((day, decided) -> add(day, decided, amounts.get(day)));
      }

      private void add(LocalDate day, List<Decided> decided, List<BigDecimal> billed) {
        if (decided.size() != billed.size() || !day.isBefore(asOf)) {
          throw new AssertionError(segment + " on " + day + " is not as it was drawn");
        }
        Collections.shuffle(billed, new Random(day.toEpochDay()));
        for (int i = 0; i < decided.size(); i++) {
          rows.add(
              new Row(segment, day, decided.get(i).day, decided.get(i).outcome, billed.get(i)));
        }
      }
    }
  }

  /** What there was of it on the morning of an earlier day. */
  SimulatedTable asOf(LocalDate morning) {
    return new SimulatedTable(
        rows.stream()
            .filter(row -> row.submitted.isBefore(morning))
            .map(row -> row.isDecidedBefore(morning) ? row : row.open())
            .toList());
  }

  int size() {
    return rows.size();
  }

  long decided() {
    return rows.stream().filter(row -> row.decided != null).count();
  }

  CountSource inMemory() {
    return RecordCounts.of(rows, row -> CUSTOMER)
        .text("payer", row -> row.segment.value("payer"))
        .text("cpt_group", row -> row.segment.value("cpt_group"))
        .date("submitted_date", Row::submitted)
        .date("decided_date", Row::decided)
        .text("outcome", Row::outcome)
        .decimal("billed_amount", Row::billed);
  }

  /** The rows in the table {@code claim} of a host, which has our tables beside it. */
  DriftDatabase create(TestDatabase host) {
    DriftMigrations.on(host.dataSource()).migrate();
    Jdbi.create(host.dataSource()).useTransaction(handle -> fill(handle, HostSql.of(host)));
    return DriftDatabase.on(host.dataSource());
  }

  /** SQLite keeps exact decimals as texts only. */
  private void fill(Handle handle, HostSql sql) {
    handle.execute(
        """
        create table claim (
          customer varchar(100) not null, payer varchar(100), cpt_group varchar(100),
          submitted_date date not null, decided_date date, outcome varchar(20),
          billed_amount %s) %s
        """
            .formatted(sql == HostSql.SQLITE ? "text" : "decimal(19, 2)", sql.tableOptions()));
    for (int i = 0; i < rows.size(); i += ROWS_OF_A_STATEMENT) {
      handle.execute(
          rows.subList(i, Math.min(rows.size(), i + ROWS_OF_A_STATEMENT)).stream()
              .map(Row::literals)
              .collect(Collectors.joining(",\n", "insert into claim values ", "")));
    }
    handle.execute("create index claim_customer_submitted on claim (customer, submitted_date)");
  }
}
