package io.drift4j.jdbc;

import io.drift4j.CellVisitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** The one statement that reads everything a run wants, and how its rows are understood. */
interface RecordScan {

  String sql();

  void bind(SqlStatement<?> statement);

  /** How many rows are fetched at a time, so that a large result is streamed; 0 for all. */
  int fetchSize();

  /** Tells all rows. */
  void read(ResultSet rows, CellVisitor visitor) throws SQLException;

  /** What is read where the server refuses the statement; nothing where it is the plainest. */
  default Optional<RecordScan> otherwise() {
    return Optional.empty();
  }
}
