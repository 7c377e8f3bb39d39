package io.drift4j.jdbc;

import io.drift4j.Cell;
import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.Defect;
import io.drift4j.Segment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Counts the records of a table in one statement, whose result is streamed. */
final class JdbcCountSource implements CountSource {

  private final Transactions transactions;
  private final Dialect dialect;
  private final RecordTable table;

  /** The fields whose types have been looked at, once for a source. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  JdbcCountSource(Transactions transactions, Dialect dialect, RecordTable table) {
    this.transactions = transactions;
    this.dialect = dialect;
    this.table = table;
  }

  @Override
  public String id() {
    return table.id();
  }

  @Override
  public SortedMap<String, String> settings() {
    return table.settings();
  }

  @Override
  public OptionalInt freshWithinDays() {
    return table.fresh();
  }

  /** Whether it reads on the connection that the other opened on this thread. */
  boolean isOn(Jdbi other) {
    return transactions.isOn(other);
  }

  /**
   * On the thread's open handle, if the repository holds one, otherwise on a connection of its own.
   */
  @Override
  public void read(CountRequest request, CellVisitor visitor) {
    try {
      transactions.read(handle -> stream(handle, request, visitor));
    } catch (RuntimeException e) {
      throw DatabaseErrors.translateReading(dialect, table, e);
    }
  }

  private boolean stream(Handle handle, CountRequest request, CellVisitor visitor) {
    table.prepareToRead(dialect, handle);
    requireDays(handle, request);
    return count(handle, request, visitor);
  }

  private void requireDays(Handle handle, CountRequest request) {
    List<String> fields =
        request.measures().stream()
            .flatMap(measure -> Stream.of(measure.windowedBy(), measure.from(), measure.until()))
            .distinct()
            .filter(field -> dialect.hasTypes() && !known.contains(field))
            .toList();
    if (!fields.isEmpty()) {
      new DayTypes(dialect, table).require(handle, fields);
      known.addAll(fields);
    }
  }

  private boolean count(Handle handle, CountRequest request, CellVisitor visitor) {
    CountStatement statement = new CountStatement(dialect, table, request);
    try (Query query = handle.createQuery(statement.sql())) {
      query.setTemplateEngine((sql, context) -> sql).setFetchSize(fetchSize(handle));
      statement.bind(query);
      return query.scanResultSet((rows, context) -> visit(rows.get(), request, visitor));
    }
  }

  private int fetchSize(Handle handle) {
    try {
      return dialect.fetchSize(handle.getConnection());
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private boolean visit(ResultSet row, CountRequest request, CellVisitor visitor)
      throws SQLException {
    while (row.next()) {
      tell(row, request, visitor);
    }
    return true;
  }

  private void tell(ResultSet row, CountRequest request, CellVisitor visitor) throws SQLException {
    Place place = Place.of(row.getInt(7));
    String outcome = dialect.readText(row, 4);
    Defect defect = place.defect();
    if (defect == null || (place == Place.NO_END && table.mapping().isOpen(outcome))) {
      visitor.visit(cell(row, outcome, request));
    } else {
      visitor.leaveOut(row.getInt(1), defect, row.getLong(6));
    }
  }

  private Cell cell(ResultSet row, @Nullable String outcome, CountRequest request)
      throws SQLException {
    return new Cell(
        segment(row, request.dimensions()),
        row.getInt(1),
        row.getInt(2),
        table.mapping().reading(days(row), outcome),
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
      values.add(dialect.readText(row, 8 + i));
    }
    return Segment.of(dimensions, values);
  }
}
