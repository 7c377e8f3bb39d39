package io.drift4j.jdbc;

import io.drift4j.CountSource;
import io.drift4j.DriftException;
import io.drift4j.DriftRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * The service's database: where runs and events are kept, and where the records are.
 *
 * <pre>{@code
 * DriftDatabase database = DriftDatabase.on(dataSource);
 * DriftMonitor monitor =
 *     DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
 * }</pre>
 *
 * <p>Transactions are its own: it begins, commits, rolls back and, where a failure may pass,
 * repeats. Repository and sources of one {@code DriftDatabase}, and of its changed copies, share
 * one connection for each thread, so a pool of one connection is enough for one thread. The data
 * source must lead to a database that was migrated with {@code DriftMigrations}.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class DriftDatabase {

  private final Jdbi jdbi;
  private final Vendor vendor;
  private final Settings settings;

  private DriftDatabase(Jdbi jdbi, Vendor vendor, Settings settings) {
    this.jdbi = jdbi;
    this.vendor = vendor;
    this.settings = settings;
  }

  /** What a user may change. */
  private record Settings(
      String schema,
      String prefix,
      InstantSource clock,
      LockMode lock,
      Consumer<RunStep> observer) {

    static Settings withDefaults() {
      return new Settings(
          "", "drift_", InstantSource.system(), LockMode.withDefaults(), step -> {});
    }

    /** What stands before the name of every table. */
    String qualifiedPrefix() {
      return schema.isEmpty() ? prefix : schema + "." + prefix;
    }
  }

  /**
   * Connects to a database and recognises its product.
   *
   * @param dataSource the service's data source
   * @return the database, with table prefix {@code drift_}, a lock wait of 2 minutes and the
   *     system's clock
   * @throws DriftException if the database cannot be reached or its product is not supported
   */
  public static DriftDatabase on(DataSource dataSource) {
    return new DriftDatabase(jdbi(dataSource), vendorOf(dataSource), Settings.withDefaults());
  }

  /**
   * Returns this database with another prefix of the tables' names, as given to {@code
   * DriftMigrations}.
   *
   * @param prefix up to 21 of a-z, 0-9 and {@code _}, a letter first
   * @return the changed database
   * @throws IllegalArgumentException if the prefix is anything else
   */
  public DriftDatabase withTablePrefix(String prefix) {
    return with(
        new Settings(
            settings.schema,
            Identifiers.requirePrefix(prefix),
            settings.clock,
            settings.lock,
            settings.observer));
  }

  /**
   * Returns this database with the tables of drift in a schema of their own, as given to {@code
   * DriftMigrations}.
   *
   * @param schema the name of the schema; in double quotes where case matters
   * @return the changed database
   * @throws IllegalArgumentException if it is not an identifier
   */
  public DriftDatabase withSchema(String schema) {
    return with(
        new Settings(
            Identifiers.requireSchema(schema),
            settings.prefix,
            settings.clock,
            settings.lock,
            settings.observer));
  }

  /**
   * Returns this database with another clock for the times it stores; no result depends on it.
   *
   * @param clock tells the time
   * @return the changed database
   */
  public DriftDatabase withClock(InstantSource clock) {
    return with(
        new Settings(settings.schema, settings.prefix, clock, settings.lock, settings.observer));
  }

  /**
   * Returns this database with another limit on waiting for a customer whom another run has locked.
   *
   * @param wait how long a run waits before it gives up with a {@link
   *     io.drift4j.CustomerBusyException}
   * @return the changed database
   * @throws IllegalArgumentException if it is negative
   */
  public DriftDatabase withLockWait(Duration wait) {
    return with(new LockMode(true, wait));
  }

  /** Without the lock, to show what the other layers keep single on their own. */
  DriftDatabase withoutLock() {
    return with(new LockMode(false, settings.lock.longestWait()));
  }

  /** Tells how far each run has come. */
  DriftDatabase observedBy(Consumer<RunStep> observer) {
    return with(
        new Settings(settings.schema, settings.prefix, settings.clock, settings.lock, observer));
  }

  private DriftDatabase with(LockMode lock) {
    return with(
        new Settings(settings.schema, settings.prefix, settings.clock, lock, settings.observer));
  }

  private DriftDatabase with(Settings changed) {
    return new DriftDatabase(jdbi, vendor, changed);
  }

  /**
   * Returns the repository in this database.
   *
   * @return the repository
   */
  public DriftRepository repository() {
    return new JdbiDriftRepository(
        jdbi, vendor, transactions(), settings.clock, settings.lock, settings.observer);
  }

  /**
   * Returns the source that counts a table's records: one statement, grouped and filtered by the
   * exact bytes of the texts, streamed. Together with the {@link #repository} of the same database
   * it reads on the connection that holds the customer's lock.
   *
   * @param table the host's table
   * @return the source
   */
  public CountSource counts(RecordTable table) {
    return new JdbcCountSource(jdbi, transactions(), vendor, table);
  }

  private OwnTransactions transactions() {
    return new OwnTransactions(jdbi, vendor, settings.qualifiedPrefix());
  }

  private static Vendor vendorOf(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return Vendor.of(connection);
    } catch (SQLException e) {
      throw DatabaseErrors.translated("connecting to the database", e);
    }
  }

  /** A Jdbi of our own: nothing is configured on one that the host has. */
  private static Jdbi jdbi(DataSource dataSource) {
    Jdbi jdbi = Jdbi.create(dataSource).installPlugin(new SqlObjectPlugin());
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.registerRowMapper(StoredRun.class, (row, context) -> StoredRun.read(row));
    jdbi.registerRowMapper(EventRow.class, (row, context) -> EventRow.read(row));
    return jdbi;
  }
}
