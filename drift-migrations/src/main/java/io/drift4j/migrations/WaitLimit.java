package io.drift4j.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a session waits for locks while a migration runs. The setting that was found is put
 * back, since the connection may be from a pool.
 */
final class WaitLimit implements Callback {

  private static final Logger LOG = LoggerFactory.getLogger(DriftMigrations.class);

  private final WaitSetting setting;
  private String before = "";

  WaitLimit(WaitSetting setting) {
    this.setting = setting;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE_ERROR;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    if (event == Event.BEFORE_EACH_MIGRATE) {
      set(context.getConnection());
    } else {
      putBack(context.getConnection());
    }
  }

  private void set(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(setting.read())) {
        row.next();
        before = row.getString(1);
      }
      statement.execute(setting.write());
    } catch (SQLException e) {
      throw Trouble.NO_CONNECTION.because(
          e, "cannot set how long to wait for locks: %s", SqlError.of(e));
    }
  }

  /** A session that is gone, or whose transaction rolls back, has put it back already. */
  private void putBack(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(setting.write(before));
    } catch (SQLException e) {
      LOG.debug("Not put back: {}", SqlError.of(e));
    }
  }

  @Override
  public String getCallbackName() {
    return "how long to wait for locks";
  }
}
