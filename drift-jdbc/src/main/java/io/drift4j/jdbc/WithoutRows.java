package io.drift4j.jdbc;

import io.drift4j.CellVisitor;
import io.drift4j.Defect;
import io.drift4j.Segment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** The very statement of a run, of which no row is asked for. */
record WithoutRows(RecordScan scan, Dialect dialect) implements RecordScan {

  /** To be told what there is not. */
  static final CellVisitor NOBODY =
      new CellVisitor() {
        @Override
        public Cells segment(Segment segment) {
          throw new UnsupportedOperationException("no row was asked for");
        }

        @Override
        public void leaveOut(int measure, Defect defect, long count) {
          throw new UnsupportedOperationException("no row was asked for");
        }

        @Override
        public void leaveOut(int measure, long day, Defect defect, long count) {
          throw new UnsupportedOperationException("no row was asked for");
        }
      };

  @Override
  public String sql() {
    return scan.sql() + dialect.limit(0);
  }

  @Override
  public void bind(SqlStatement<?> statement) {
    scan.bind(statement);
  }

  @Override
  public int fetchSize() {
    return scan.fetchSize();
  }

  @Override
  public void read(ResultSet rows, CellVisitor visitor) throws SQLException {
    scan.read(rows, visitor);
  }

  @Override
  public Optional<RecordScan> otherwise() {
    return scan.otherwise().map(other -> new WithoutRows(other, dialect));
  }
}
