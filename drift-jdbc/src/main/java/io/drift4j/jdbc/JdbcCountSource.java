package io.drift4j.jdbc;

import io.drift4j.Cell;
import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.Reading;
import io.drift4j.Segment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Counts the records of a table in one statement, whose result is streamed. */
final class JdbcCountSource implements CountSource {

  private static final int FETCH_SIZE = 5000;

  private final Jdbi jdbi;
  private final OwnTransactions transactions;
  private final Vendor vendor;
  private final RecordTable table;

  JdbcCountSource(Jdbi jdbi, OwnTransactions transactions, Vendor vendor, RecordTable table) {
    this.jdbi = jdbi;
    this.transactions = transactions;
    this.vendor = vendor;
    this.table = table;
  }

  @Override
  public String id() {
    return table.id();
  }

  /** Whether it reads on the connection that the other opened on this thread. */
  boolean isOn(Jdbi other) {
    return jdbi.equals(other);
  }

  /**
   * On the thread's open handle, if the repository holds one, otherwise on a connection of its own.
   */
  @Override
  public void read(CountRequest request, CellVisitor visitor) {
    try {
      transactions.join(handle -> stream(handle, request, visitor));
    } catch (RuntimeException e) {
      throw DatabaseErrors.translate("reading " + table, e);
    }
  }

  private void stream(Handle handle, CountRequest request, CellVisitor visitor) {
    vendor.prepareToCount(handle);
    try (Query query = handle.createQuery(new CountStatement(vendor, table, request).sql())) {
      query.setTemplateEngine((sql, context) -> sql).setFetchSize(FETCH_SIZE);
      query.bind("customer", request.customer());
      CountStatement.bindWindows(query, request.windows());
      query.scanResultSet((rows, context) -> visit(rows.get(), request, visitor));
    }
  }

  private @Nullable Void visit(ResultSet row, CountRequest request, CellVisitor visitor)
      throws SQLException {
    while (row.next()) {
      visitor.visit(cell(row, request));
    }
    return null;
  }

  private Cell cell(ResultSet row, CountRequest request) throws SQLException {
    return new Cell(
        segment(row, request.dimensions()),
        row.getInt(1),
        row.getInt(2),
        new Reading(days(row), vendor.readText(row, 4)),
        LocalDate.ofEpochDay(row.getLong(5)),
        row.getLong(6));
  }

  private static @Nullable Long days(ResultSet row) throws SQLException {
    long days = row.getLong(3);
    return row.wasNull() ? null : days;
  }

  private Segment segment(ResultSet row, List<String> dimensions) throws SQLException {
    List<@Nullable String> values = new ArrayList<>(dimensions.size());
    for (int i = 0; i < dimensions.size(); i++) {
      values.add(vendor.readText(row, 7 + i));
    }
    return Segment.of(dimensions, values);
  }
}
