package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.migrations.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The ways in which records come from PostgreSQL, whichever of them the planner would make it. */
enum PostgresqlForms {
  PACKED {
    @Override
    RecordScan scan(Dialect dialect, RecordTable table, CountRequest request) {
      return new PackedScan(dialect, table, request, 0);
    }
  },
  /** A segment at a time, as of millions of records. */
  PACKED_AND_STREAMED {
    @Override
    RecordScan scan(Dialect dialect, RecordTable table, CountRequest request) {
      return new PackedScan(dialect, table, request, 1);
    }
  },
  ROWS {
    @Override
    RecordScan scan(Dialect dialect, RecordTable table, CountRequest request) {
      return new RowScan(dialect, table, request, false, 7);
    }
  },
  /** As where segments are large. */
  GROUPS {
    @Override
    RecordScan scan(Dialect dialect, RecordTable table, CountRequest request) {
      return new RowScan(dialect, table, request, true, 7);
    }
  };

  abstract RecordScan scan(Dialect dialect, RecordTable table, CountRequest request);

  /** A source that reads so whatever can be packed, and anything else as usual. */
  CountSource source(TestDatabase host, RecordTable table) {
    Dialect dialect = new InThisForm();
    return new JdbcCountSource(
        new OwnTransactions(
            Jdbi.create(host.dataSource()),
            dialect,
            RetryPolicy.never(),
            Prefix.ofLetters(dialect, "drift_")),
        dialect,
        table,
        new Spellings());
  }

  private final class InThisForm extends PostgresqlDialect {
    @Override
    RecordScan scan(Handle handle, RecordTable table, CountRequest request) {
      return PackedScan.fits(request)
          ? PostgresqlForms.this.scan(this, table, request)
          : super.scan(handle, table, request);
    }
  }
}
