package io.drift4j.jdbc;

import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.DriftRepository;
import io.drift4j.EpisodeLook;
import io.drift4j.Episodes;
import io.drift4j.FailedRun;
import io.drift4j.Notice;
import io.drift4j.NoticeFeed;
import io.drift4j.Opinion;
import io.drift4j.jdbc.Verification.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;

/**
 * The service's database: where runs and events are kept, and where the records are.
 *
 * <pre>{@code
 * DriftDatabase database = DriftDatabase.on(dataSource);
 * DriftMonitor monitor =
 *     DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
 * }</pre>
 *
 * <p>Whose transactions are used is said at the beginning. {@link #on} has its own: it begins,
 * commits, rolls back and, where a failure may pass, repeats. {@code joining} works in the
 * caller's: it never does any of these, and whether something is kept is known when the caller
 * commits.
 *
 * <p>Repository and sources of one {@code DriftDatabase}, and of its changed copies, share one
 * connection for each thread, so a pool of one connection is enough for one thread. The tables must
 * have been brought in with {@code DriftMigrations}.
 *
 * <p>Instances are immutable and safe for use by several threads; one that joins a connection or a
 * handle is as safe as that.
 */
@CheckReturnValue
public final class DriftDatabase {

  private final Jdbi jdbi;
  private final Vendor vendor;
  private final @Nullable BooleanSupplier callersTransaction; // whether it is active; null: ours
  private final Settings settings;
  private final Spellings spellings;

  private DriftDatabase(
      Jdbi jdbi,
      Vendor vendor,
      @Nullable BooleanSupplier callersTransaction,
      Settings settings,
      Spellings spellings) {
    this.jdbi = jdbi;
    this.vendor = vendor;
    this.callersTransaction = callersTransaction;
    this.settings = settings;
    this.spellings = spellings;
  }

  /**
   * Connects to a database and recognises its product. Transactions are our own, also on
   * connections that come with {@code autoCommit} off, but for SQLite, where these are refused.
   *
   * @param dataSource the service's data source
   * @return the database, with table prefix {@code drift_}, a lock wait of 2 minutes and the
   *     system's clock
   * @throws DriftException if the database cannot be reached, its product is not supported or too
   *     old, or it is set up so that runs would go wrong
   */
  public static DriftDatabase on(DataSource dataSource) {
    Objects.requireNonNull(dataSource, "the data source of the database is null");
    return on(dataSource, usable(dataSource::getConnection));
  }

  /**
   * Uses a database as one of a product that it may not say it is.
   *
   * @param dataSource the service's data source
   * @param vendor the product whose SQL it understands
   * @return the database, with the same defaults
   */
  public static DriftDatabase on(DataSource dataSource, Vendor vendor) {
    Jdbi jdbi = prepared(Jdbi.create(dataSource), vendor);
    return new DriftDatabase(jdbi, vendor, null, Settings.withDefaults(), new Spellings());
  }

  /**
   * Joins the transaction of a connection. Nothing of it is changed: it must be in a transaction,
   * which the caller ends.
   *
   * <p>With {@code autoCommit} off, JDBC knows no difference between a connection in a transaction
   * and one of a pool that nobody is going to commit. To give the connection is to say that it will
   * be committed; until then nothing is kept.
   *
   * @param connection the caller's connection, which stays open
   * @return the database
   * @throws DriftException if its product is not supported
   */
  public static DriftDatabase joining(Connection connection) {
    return joining(new Borrowed(connection), () -> true);
  }

  /**
   * Joins the transaction of a Jdbi handle. Only its connection is used, with a configuration of
   * our own. Whether it is in a transaction is what the handle says.
   *
   * <p>On a pool that hands out connections with {@code autoCommit} off, Jdbi takes every handle to
   * be in a transaction, and its {@code useTransaction} and {@code inTransaction} do not commit:
   * there the caller commits with {@code handle.commit()}, or sets {@code
   * LocalTransactionHandler.managed()}.
   *
   * @param handle the caller's handle, which stays open
   * @return the database
   * @throws DriftException if its product is not supported
   */
  public static DriftDatabase joining(Handle handle) {
    return joining(new Borrowed(handle.getConnection()), handle::isInTransaction);
  }

  /**
   * Joins whatever transaction the current thread is in, as a framework tells: with Spring, {@code
   * SpringConnectionFactory} of jdbi3-spring, or {@code DataSourceUtils} behind two lambdas, and
   * {@code TransactionSynchronizationManager::isActualTransactionActive}.
   *
   * @param connections gives the connection of the current transaction, and takes it back
   * @param transactionIsActive whether the current thread is in a transaction, on these
   *     connections, that somebody will commit or roll back; a run without one is refused
   * @return the database
   * @throws DriftException if the database cannot be reached or its product is not supported
   */
  public static DriftDatabase joining(
      ConnectionFactory connections, BooleanSupplier transactionIsActive) {
    ConnectionFactory known = new Unwrapped(connections);
    Vendor vendor = asking(known, Vendor::of);
    Jdbi jdbi = prepared(Jdbi.create(known), vendor);
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    return new DriftDatabase(
        jdbi, vendor, transactionIsActive, Settings.withDefaults(), new Spellings());
  }

  /** Connections of a framework, which may say in words of its own that there is none. */
  private record Unwrapped(ConnectionFactory connections) implements ConnectionFactory {

    @Override
    public Connection openConnection() throws SQLException {
      try {
        return connections.openConnection();
      } catch (RuntimeException e) {
        if (e.getCause() instanceof SQLException cause) {
          throw cause;
        }
        throw e;
      }
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
      connections.closeConnection(connection);
    }
  }

  /** A connection that is not ours to close. */
  private record Borrowed(Connection connection) implements ConnectionFactory {

    @Override
    public Connection openConnection() {
      return connection;
    }

    @Override
    public void closeConnection(Connection borrowed) {}
  }

  /**
   * Returns this database with another prefix of the tables' names, as given to {@code
   * DriftMigrations}.
   *
   * @param prefix up to 21 of a-z, 0-9 and {@code _}, a letter first
   * @return the changed database
   * @throws IllegalArgumentException if the prefix is anything else
   */
  public DriftDatabase tablePrefix(String prefix) {
    return with(settings.withPrefix(Identifiers.requirePrefix(prefix)));
  }

  /**
   * Returns this database with the tables of drift in a schema of their own, named as in {@code
   * DriftMigrations}. On MariaDB and MySQL a schema is a database.
   *
   * @param name the schema's name exactly as the catalogue spells it, or else what the database
   *     makes of it; in double quotes exactly only
   * @return the changed database
   * @throws IllegalArgumentException if the text cannot be a name
   */
  public DriftDatabase schema(String name) {
    Name.of("schema", name);
    return with(settings.withSchema(name));
  }

  /**
   * Returns this database with another clock for the times it stores; no result depends on it.
   *
   * @param clock tells the time
   * @return the changed database
   */
  public DriftDatabase withClock(InstantSource clock) {
    return with(settings.withClock(Objects.requireNonNull(clock, "the clock is null")));
  }

  /**
   * Returns this database with another way to deal with customers whom another run has locked.
   *
   * @param mode whether to wait, and how long
   * @return the changed database
   */
  public DriftDatabase withLock(LockMode mode) {
    return with(settings.withLock(Objects.requireNonNull(mode, "the lock mode is null")));
  }

  /**
   * Returns this database with another limit on waiting for a customer whom another run has locked:
   * {@code withLock(LockMode.waiting(longest))}.
   *
   * @param longest how long a run waits before it gives up with a {@link
   *     io.drift4j.CustomerBusyException}
   * @return the changed database
   * @throws IllegalArgumentException if it is negative or longer than 24 days
   */
  public DriftDatabase withLockWait(Duration longest) {
    return withLock(LockMode.waiting(longest));
  }

  /**
   * Returns this database with the host's own row of a customer as the one that a run locks, so
   * that whatever else locks it excludes runs, and the other way round. By default it is a row of
   * ours, to which nothing refers.
   *
   * <p>The row stays locked while the run is computed. On PostgreSQL and H2 the host goes on
   * inserting records that refer to it; whoever updates or deletes it waits. On MariaDB and MySQL,
   * which have no weaker lock, <em>inserts that refer to it wait as well</em>, until the run ends.
   * On SQLite nothing is locked but the file, while a run is written.
   *
   * @param table the host's table of customers
   * @param keyColumn its key, of which a value is there once
   * @param type what the key holds
   * @return the changed database
   * @throws IllegalArgumentException if a text cannot be a name
   */
  public DriftDatabase withCustomerRow(String table, String keyColumn, KeyType type) {
    Objects.requireNonNull(type, "the type of the customer row's key is null");
    return with(settings.withCustomerRow(CustomerRow.ofHost(table, keyColumn, type)));
  }

  /**
   * Returns this database with another way to repeat transactions that failed for a reason which
   * may pass. It means nothing where the caller's transaction is joined.
   *
   * @param policy how often, and after which pauses
   * @return the changed database
   */
  public DriftDatabase withRetry(RetryPolicy policy) {
    return with(settings.withRetry(Objects.requireNonNull(policy, "the retry policy is null")));
  }

  /**
   * Returns this database with one more listener. Each is told, in the order in which they were
   * added; what one throws keeps nothing from the others.
   *
   * @param listener is told what happens to runs
   * @return the changed database
   */
  public DriftDatabase withListener(DriftListener listener) {
    return with(
        settings.withListener(
            Objects.requireNonNull(listener, "the listener is null; leave withListener out")));
  }

  /**
   * Returns this database with another choice of the verdicts that are kept of each run. It means
   * nothing for runs that are recorded already, and is no part of a run's identity.
   *
   * @param verdicts their counts, or all of them to be read with {@link DriftRepository#verdicts}
   * @return the changed database
   */
  public DriftDatabase keepVerdicts(KeptVerdicts verdicts) {
    return with(
        settings.withVerdicts(Objects.requireNonNull(verdicts, "which verdicts are kept is null")));
  }

  /** Without the lock, to show what the other layers keep single on their own. */
  DriftDatabase withoutLock() {
    return withLock(LockMode.off());
  }

  /** Tells how far each run has come. */
  DriftDatabase observedBy(Consumer<RunStep> observer) {
    return with(settings.withSteps(observer));
  }

  private DriftDatabase with(Settings changed) {
    return new DriftDatabase(jdbi, vendor, callersTransaction, changed, spellings);
  }

  /**
   * Returns the product that was recognised, or named.
   *
   * @return the product
   */
  public Vendor vendor() {
    return vendor;
  }

  boolean joins() {
    return callersTransaction != null;
  }

  /**
   * Looks for what would make runs go wrong in the database itself: tables that are missing or not
   * up to date, rights that the user lacks, the constraint that keeps events single, modes and
   * timeouts of the server. Nothing is changed. Call it when the service starts.
   *
   * @return what was found, best of all nothing
   * @throws DriftException if the database cannot be reached
   */
  public Verification verify() {
    return verifying(this::verification);
  }

  /**
   * Looks for what would make the runs of a definition go wrong, in the database and in the host's
   * table: columns that are missing or of another type, the index that makes runs quick.
   *
   * @param table the host's table
   * @param definition what is going to be run
   * @return what was found, best of all nothing
   * @throws DriftException if the database cannot be reached
   */
  public Verification verify(RecordTable table, Definition definition) {
    Objects.requireNonNull(table, "the record table to verify is null");
    Objects.requireNonNull(definition, "the definition to verify is null");
    return verifying(() -> verification().and(verification(table, definition)));
  }

  /** The half of it that looks at the host's table. */
  Verification verifyHost(RecordTable table, Definition definition) {
    return verifying(() -> verification(table, definition));
  }

  private Verification verification(RecordTable table, Definition definition) {
    Dialect dialect = vendor.dialect();
    Transactions transactions = transactions();
    spellings.forget(table.name());
    return transactions
        .read(handle -> dialect.elsewhere(handle, Name.ofTable(table.name())))
        .map(finding -> new Verification(List.of(finding)))
        .orElseGet(
            () ->
                new HostVerifier(
                        transactions,
                        dialect,
                        transactions.read(handle -> spelled(handle, table)),
                        spellings,
                        today())
                    .of(definition));
  }

  private RecordTable spelled(Handle handle, RecordTable table) {
    return table.spelledAs(spellings.of(handle, vendor.dialect(), table.name()));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(settings.clock().instant(), ZoneOffset.UTC);
  }

  /** In the modes of a connection nothing else could be looked at. */
  private Verification verifying(Supplier<Verification> look) {
    try {
      List<Finding> modes = transactions().modes();
      return modes.isEmpty() ? look.get() : new Verification(modes);
    } catch (RuntimeException e) {
      throw DatabaseErrors.translate(vendor.dialect(), "verifying", e);
    }
  }

  private Verification verification() {
    CustomerRow row = settings.customerRow().with(spellings);
    row.forget();
    spellings.forgetSchemas();
    return new Verifier(transactions(), vendor.dialect(), prefix(), row).ofOurTables();
  }

  /**
   * Returns the repository in this database.
   *
   * @return the repository
   */
  public DriftRepository repository() {
    return new JdbiDriftRepository(
        jdbi,
        new Storage(
            vendor.dialect(),
            transactions(),
            settings.clock(),
            settings.lock(),
            settings.customerRow().with(spellings),
            settings.verdicts(),
            new Announcer(settings.listeners()),
            settings.steps()));
  }

  /**
   * Returns the episodes of watched definitions, for people: those of the {@link #repository}.
   *
   * @return the episodes
   */
  public Episodes episodes() {
    return repository().episodes();
  }

  /**
   * Returns the notices of episodes that a consumer has not dealt with yet: those of the {@link
   * #repository}.
   *
   * @param consumer a name, such as {@code pager}; whoever has the same name shares its place
   * @return the feed
   * @throws IllegalArgumentException if it is not a name
   */
  public NoticeFeed notices(String consumer) {
    return repository().notices(consumer);
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
    Objects.requireNonNull(table, "the record table is null");
    return new JdbcCountSource(transactions(), vendor.dialect(), table, spellings);
  }

  private Transactions transactions() {
    Dialect dialect = vendor.dialect();
    return callersTransaction == null
        ? new OwnTransactions(jdbi, dialect, settings.retry(), prefix())
        : new JoinedTransactions(jdbi, dialect, callersTransaction, prefix());
  }

  private Prefix prefix() {
    return new Prefix(vendor.dialect(), spellings, settings.schema(), settings.prefix());
  }

  private static Vendor usable(ConnectionFactory connections) {
    return asking(
        connections,
        connection -> {
          Vendor vendor = Vendor.of(connection);
          requireUsable(vendor.dialect(), connection);
          return vendor;
        });
  }

  private static void requireUsable(Dialect dialect, Connection connection) throws SQLException {
    try {
      dialect.requireUsable(Jdbi.open(connection)); // whose closing would close the connection
    } catch (JdbiException e) {
      throw DatabaseErrors.translate(dialect, "connecting to the database", e);
    }
  }

  /** Something that a connection answers. */
  private interface Question {
    Vendor ask(Connection connection) throws SQLException;
  }

  private static Vendor asking(ConnectionFactory connections, Question question) {
    try {
      Connection connection = connections.openConnection();
      try {
        return question.ask(connection);
      } finally {
        connections.closeConnection(connection);
      }
    } catch (SQLException e) {
      throw DatabaseErrors.notConnected(e);
    }
  }

  /** A Jdbi of our own: nothing is configured on one that the host has. */
  private static Jdbi prepared(Jdbi jdbi, Vendor vendor) {
    jdbi.installPlugin(new SqlObjectPlugin());
    jdbi.getConfig(SqlStatements.class).setSqlParser(new QuotesParser());
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.addCustomizer(new EveryRow());
    jdbi.registerRowMapper(StoredRun.class, (row, context) -> StoredRun.read(row));
    jdbi.registerRowMapper(FailedRun.class, (row, context) -> StoredRun.readFailed(row));
    jdbi.registerRowMapper(CountRow.class, (row, context) -> CountRow.read(row));
    jdbi.registerRowMapper(EventRow.class, (row, context) -> EventRow.read(row));
    jdbi.registerRowMapper(VerdictRow.class, (row, context) -> VerdictRow.read(row));
    jdbi.registerRowMapper(SegmentRow.class, (row, context) -> SegmentRow.read(row));
    jdbi.registerRowMapper(WatchRow.class, (row, context) -> WatchRow.read(row));
    jdbi.registerRowMapper(EpisodeRow.class, (row, context) -> EpisodeRow.read(row));
    jdbi.registerRowMapper(EpisodeLook.class, (row, context) -> LookRow.read(row));
    jdbi.registerRowMapper(Notice.class, (row, context) -> NoticeRow.read(row));
    jdbi.registerRowMapper(Opinion.Statement.class, (row, context) -> JudgementRow.read(row));
    return jdbi.registerArgument(new Days(vendor.dialect()));
  }

  /** A limit on rows that a URL or a pool puts on every statement is none of ours. */
  private static final class EveryRow implements StatementCustomizer {

    @Override
    public void beforeExecution(PreparedStatement statement, StatementContext context)
        throws SQLException {
      statement.setMaxRows(0);
    }
  }

  /** Binds days as the database takes them. */
  private static final class Days extends AbstractArgumentFactory<LocalDate> {

    private final Dialect dialect;

    Days(Dialect dialect) {
      super(Types.DATE);
      this.dialect = dialect;
    }

    @Override
    protected Argument build(LocalDate day, ConfigRegistry config) {
      return (position, statement, context) -> statement.setObject(position, dialect.date(day));
    }
  }
}
