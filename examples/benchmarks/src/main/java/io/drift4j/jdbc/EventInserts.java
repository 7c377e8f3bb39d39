package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.Run;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * The step of a recorded run that writes its events, for a benchmark: it is in this package because
 * nobody else may write events. Transactions are the caller's.
 */
public final class EventInserts {

  private static final String RECORDING_ID = "00000000-0000-0000-0000-000000000000";

  private final Handle handle;
  private final Dialect dialect;
  private final Run run;

  /**
   * Writes the events of a run into the tables with a prefix.
   *
   * @param connection the caller's
   * @param vendor the product behind it
   * @param prefix of the tables
   * @param run whose events are written
   */
  public EventInserts(Connection connection, Vendor vendor, String prefix, Run run) {
    Jdbi jdbi = Jdbi.create(() -> connection).installPlugin(new SqlObjectPlugin());
    jdbi.getConfig(SqlStatements.class).define("prefix", prefix);
    this.handle = jdbi.open();
    this.dialect = vendor.dialect();
    this.run = run;
  }

  /** Inserts the run that the events refer to. */
  public void begin() {
    inserts().runs(List.of(run));
  }

  /**
   * Inserts each event that is not there, with its dimensions, and counts that all are there.
   *
   * @param events all events of the run
   */
  public void write(List<DriftEvent> events) {
    inserts().events(Map.of(run, events), List.of(), RECORDING_ID, () -> {});
  }

  private Inserts inserts() {
    return new Inserts(handle, dialect, run.customer(), 0);
  }
}
