package io.drift4j.jdbc;

import io.drift4j.DriftRepository;
import io.drift4j.RepositoryUnderTest;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A migrated database, as the contract sees it. Other processes open it by its URL. */
public final class JdbcStore implements RepositoryUnderTest {

  private final TestDatabase place;
  private final DriftDatabase database;
  private final Handle inspector; // held open: an H2 file closes with its last connection

  /** How a process of its own opens the database of another. */
  public JdbcStore(String url, String user, String password) {
    this(TestDatabases.at(url, user, password));
  }

  JdbcStore(TestDatabase place) {
    this.place = place;
    this.database = DriftDatabase.on(place.dataSource());
    this.inspector = Jdbi.open(place.dataSource());
  }

  @Override
  public DriftRepository repository() {
    return database.repository();
  }

  @Override
  public DriftRepository pausedWhenBegun(Runnable pause) {
    return database.observedBy(step -> pauseAt(step, pause)).repository();
  }

  @Override
  public DriftRepository withoutLock(Runnable pauseWhenBegun) {
    return database.withoutLock().observedBy(step -> pauseAt(step, pauseWhenBegun)).repository();
  }

  private static void pauseAt(RunStep step, Runnable pause) {
    if (step == RunStep.BEGUN) {
      pause.run();
    }
  }

  @Override
  public synchronized int waiting(String customer) {
    return inspector.createQuery(waitingSql()).mapTo(Integer.class).one();
  }

  private String waitingSql() {
    return place.name().equals("H2")
        ? "select count(*) from information_schema.sessions where blocker_id is not null"
        : "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  }

  @Override
  public List<String> storedEventIds() {
    return inspector.createQuery("select event_id from drift_event").mapTo(String.class).list();
  }

  @Override
  public void close() {
    inspector.close();
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public List<String> address() {
    return List.of(JdbcStore.class.getName(), place.url(), place.user(), place.password());
  }
}
