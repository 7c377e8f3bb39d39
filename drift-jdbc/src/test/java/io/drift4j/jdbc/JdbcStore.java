package io.drift4j.jdbc;

import io.drift4j.DriftRepository;
import io.drift4j.RepositoryUnderTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A migrated database, as the contract sees it. Other processes open it by its address. */
public final class JdbcStore implements RepositoryUnderTest {

  private final Setup setup;
  private final DataSource dataSource;
  private final DriftDatabase database;
  private final Handle inspector; // held open: an H2 file closes with its last connection
  private final Runnable closed;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /** How a process of its own opens the database of another. */
  public JdbcStore(
      String url,
      String user,
      String password,
      String vendor,
      String autoCommit,
      String prefix,
      String schema) {
    this(new Setup(url, user, password, vendor, autoCommit, prefix, schema));
  }

  JdbcStore(Setup setup) {
    this(setup, () -> {});
  }

  /** With what is to be done once it is closed. */
  JdbcStore(Setup setup, Runnable closed) {
    this.setup = setup;
    this.closed = closed;
    this.dataSource = setup.dataSource();
    this.database = setup.database(dataSource);
    this.inspector = Jdbi.open(setup.place().dataSource());
  }

  private JdbcStore(JdbcStore other, DriftDatabase database) {
    this.setup = other.setup;
    this.dataSource = other.dataSource;
    this.database = database;
    this.inspector = other.inspector;
    this.closed = () -> {};
  }

  DriftDatabase database() {
    return database;
  }

  Handle inspector() {
    return inspector;
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

  @Override
  public RepositoryUnderTest keepingVerdicts() {
    return new JdbcStore(this, database.keepVerdicts(KeptVerdicts.ALL));
  }

  private static void pauseAt(RunStep step, Runnable pause) {
    if (step == RunStep.BEGUN) {
      pause.run();
    }
  }

  @Override
  public synchronized int waiting(String customer) {
    return Sight.of(database.vendor()).waiting(inspector);
  }

  @Override
  public List<String> storedEventIds() {
    return inspector
        .createQuery("select event_id from " + setup.qualifiedPrefix() + "event")
        .mapTo(String.class)
        .list();
  }

  @Override
  public boolean locksRows() {
    return database.vendor() != Vendor.SQLITE;
  }

  @Override
  public void close() throws Exception {
    inspector.close();
    if (dataSource instanceof AutoCloseable pool) {
      pool.close();
    }
    if (!isClosed.getAndSet(true)) {
      closed.run();
    }
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public List<String> address() {
    return setup.address();
  }
}
