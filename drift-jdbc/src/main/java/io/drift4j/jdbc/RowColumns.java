package io.drift4j.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The columns of one measure, counted from 0, in the row that is read. */
interface RowColumns {

  /** A text of the host's. */
  @Nullable String text(int column) throws SQLException;

  /** What a statement of ours made, as it is written. */
  @Nullable String written(int column) throws SQLException;

  /** A whole number; 0 where there is none. */
  long number(int column) throws SQLException;

  /** Whether there was no number. */
  boolean wasNull() throws SQLException;
}
