package io.drift4j.migrations;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables of Drift4j in a database up to date, or checks that they are.
 *
 * <pre>{@code
 * DriftMigrations.on(dataSource).migrate();
 * }</pre>
 *
 * <p>Call it when the service starts, after the host's own migrations. Several threads and several
 * processes may call it at once: one does the work, the others wait. Writers and readers go on
 * meanwhile. Supported: H2, PostgreSQL, SQLite, MariaDB, MySQL.
 *
 * <p>Where the service's user may not create tables, somebody who may runs the script of {@link
 * #sql}, and {@link #adopt()} records it:
 *
 * <pre>{@code
 * String script = DriftMigrations.sql(Vendor.POSTGRESQL, "drift", "drift_");
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class DriftMigrations {

  private final DataSource dataSource;
  private final Settings settings;

  private DriftMigrations(DataSource dataSource, Settings settings) {
    this.dataSource = dataSource;
    this.settings = settings;
  }

  /**
   * Migrations of a database, in the schema of its connections, with the table prefix {@code
   * drift_}.
   *
   * @param dataSource connections of a user who may create tables
   * @return the migrations, not yet applied
   */
  public static DriftMigrations on(DataSource dataSource) {
    Objects.requireNonNull(dataSource, "the data source of the migrations is null");
    return new DriftMigrations(dataSource, Settings.defaults());
  }

  /**
   * The same migrations in another schema, which must exist unless {@link #createSchema} says
   * otherwise. On MariaDB and MySQL a schema is a database; SQLite has no other than {@code main}.
   *
   * @param name the schema's name exactly as the database's catalogue spells it, or else what the
   *     database makes of it; in double quotes exactly only, as in {@code DriftDatabase.schema}
   * @return a changed copy
   * @throws IllegalArgumentException if the text cannot be a name
   */
  public DriftMigrations schema(String name) {
    SchemaName.of(name);
    return with(settings.withSchema(name));
  }

  /**
   * The same migrations with another prefix of the names of all tables, of the history too.
   *
   * @param prefix a lower-case letter, then up to 20 lower-case letters, digits or underscores
   * @return a changed copy
   * @throws IllegalArgumentException if the prefix is anything else
   */
  public DriftMigrations tablePrefix(String prefix) {
    return with(settings.withTablePrefix(prefix));
  }

  /**
   * The same migrations, which create the {@link #schema} where it is missing. They do not by
   * default.
   *
   * @param create whether to create it
   * @return a changed copy
   */
  public DriftMigrations createSchema(boolean create) {
    return with(settings.withCreateSchema(create));
  }

  /**
   * The same migrations with another limit to the time for which a lock is waited for that makes
   * every reader and writer of the table queue behind. It is asked for up to five times. The
   * default is 1 second.
   *
   * <p>On PostgreSQL it limits making the index a constraint (V3), on MariaDB and MySQL, which
   * count in whole seconds, building the index (V2). H2 and SQLite keep the timeout of their
   * connections.
   *
   * @param timeout from 1 millisecond to 20 days
   * @return a changed copy
   * @throws IllegalArgumentException if it is shorter or longer
   */
  public DriftMigrations lockTimeout(Duration timeout) {
    return with(settings.withLockTimeout(timeout));
  }

  /**
   * The same migrations with another limit to the time for which others are waited for that stop
   * nobody else: another process that migrates, and on PostgreSQL the transactions that were open
   * when the building of the index (V2) began. How long the building itself takes is not limited.
   * Another process is waited for about a minute at least, since Flyway asks 50 times, one second
   * apart, before it tells. The default is 30 minutes.
   *
   * @param wait from 1 millisecond to 20 days
   * @return a changed copy
   * @throws IllegalArgumentException if it is shorter or longer
   */
  public DriftMigrations maxWait(Duration wait) {
    return with(settings.withMaxWait(wait));
  }

  private DriftMigrations with(Settings changed) {
    return new DriftMigrations(dataSource, changed);
  }

  /**
   * Applies what is missing; does nothing to a database that is up to date. A migration that an
   * earlier attempt left unfinished is done again. In the end the catalogue is looked at, so that
   * success means that the tables, the indexes and the constraint are there.
   *
   * <p>A schema without any table is refused where the class path has migrations of the host in
   * {@code db/migration}, since the host's Flyway would not begin in a schema that has tables and
   * no history of its own. Whoever names the {@link #schema} is not asked.
   *
   * @return what was applied, and how long each took
   * @throws DriftMigrationException if the database is not supported or cannot be reached, the
   *     host's migrations are to come first, or a migration fails
   */
  @CanIgnoreReturnValue
  public MigrationReport migrate() {
    Target target = target();
    target.requireOrCreateSchema();
    MigrationReport report = Explanation.explained(target, () -> inTurn(target, this::migrate));
    requireNothingLacking(Catalogue.lacking(target), "the history has them as applied");
    return report;
  }

  private MigrationReport migrate(Target target, History history) {
    history.heal();
    return ifPending(
        history,
        next -> {
          HostMigrations.requireDone(target);
          target.requireRightToCreate();
          target.vendor().check(next, target);
          return history.apply();
        });
  }

  /** With nothing to do Flyway would take its lock all the same, which a pooler may keep. */
  private static MigrationReport ifPending(
      History history, Function<String, MigrationReport> work) {
    List<SchemaStatus.Migration> pending = history.status().in(SchemaStatus.State.PENDING);
    return pending.isEmpty()
        ? new MigrationReport(List.of())
        : work.apply(pending.get(0).version());
  }

  /**
   * Records as applied what somebody did with the script of {@link #sql}, after looking that the
   * catalogue really has all of it: tables, columns with their types, keys, indexes, the constraint
   * and the view. {@code CHECK} constraints are not looked at, since runs do not need them. Nothing
   * is recorded if anything is lacking.
   *
   * <p>The user needs {@code select} and {@code insert} on the history table, which the script
   * creates, and {@code select} on the others and the view: MariaDB and MySQL hide from a user what
   * the user may not read.
   *
   * @return what was recorded; empty if everything was already
   * @throws DriftMigrationException if the catalogue lacks something, or the database is not
   *     supported or cannot be reached
   */
  @CanIgnoreReturnValue
  public MigrationReport adopt() {
    Target target = target();
    target.requireSchema();
    return Explanation.explained(target, () -> inTurn(target, this::adopt));
  }

  private MigrationReport adopt(Target target, History history) {
    history.statusOfOurs();
    requireNothingLacking(Catalogue.lacking(target), "nothing was recorded");
    history.heal();
    return ifPending(
        history,
        next -> {
          target.vendor().check(next, target);
          return history.record();
        });
  }

  private static MigrationReport inTurn(Target target, Step step) {
    History history = new History(target);
    return target.vendor().inTurn(() -> step.take(target, history));
  }

  /**
   * Checks that every migration was applied and that the catalogue has what they brought, and
   * changes nothing: for a service whose user may not create tables. Tables of a later version of
   * the library are accepted, unless that version says that earlier ones cannot work with them.
   *
   * <p>The user needs {@code select} on the history table, the others and the view.
   *
   * @throws DriftMigrationException if the database is not supported or cannot be reached, or its
   *     tables are missing or not up to date
   */
  public void validate() {
    Target target = target();
    target.requireSchema();
    SchemaStatus status = asked(target);
    History.refuseForeign(target, status);
    if (!status.troubles().isEmpty()) {
      throw Trouble.NOT_UP_TO_DATE.exception(
          "the tables are not up to date: %s; nothing was done; call DriftMigrations.migrate() as a"
              + " user who may create tables, or have the script of DriftMigrations.sql(…) run and"
              + " call adopt()",
          status.troubles());
    }
    requireNothingLacking(status.lacking(), "the history has them as applied");
  }

  private static void requireNothingLacking(List<String> lacking, String state) {
    if (!lacking.isEmpty()) {
      throw Trouble.LACKING.exception(
          "the catalogue lacks what the migrations bring: %s; %s; run the statements of"
              + " DriftMigrations.sql(…) that bring it",
          String.join(", ", lacking), state);
    }
  }

  /**
   * How far the tables are, for a health check or a look before a deployment. Changes nothing.
   *
   * @return every migration with its state, and what the catalogue lacks of those that are applied
   * @throws DriftMigrationException if the database is not supported or cannot be reached
   */
  public SchemaStatus status() {
    Target target = target();
    target.requireSchema();
    return asked(target);
  }

  /** Without a line in the log for every time that somebody asks. */
  private static SchemaStatus asked(Target target) {
    return FlywayLog.quietly(() -> Explanation.explained(target, () -> status(target)));
  }

  private static SchemaStatus status(Target target) {
    SchemaStatus status = new History(target).status();
    return status.with(Catalogue.lacking(target, applied(status)));
  }

  private static List<String> applied(SchemaStatus status) {
    return status.in(SchemaStatus.State.APPLIED).stream()
        .map(SchemaStatus.Migration::version)
        .toList();
  }

  /**
   * The complete script for a database, to be reviewed and run by somebody who may: schema, tables,
   * index, constraint and the empty history that {@link #adopt()} fills. Every statement ends with
   * a semicolon at the end of a line. Needs no database and no Flyway; the jar of this library is a
   * program that prints it: {@code java -jar drift-migrations.jar postgresql --schema drift}.
   *
   * @param vendor the database product
   * @param schema the schema, created exactly so where it is missing; null for that of the
   *     connection
   * @param tablePrefix as in {@link #tablePrefix}
   * @return the script, the same for the same arguments
   * @throws IllegalArgumentException if the prefix is not one, or a schema is given for SQLite
   */
  public static String sql(Vendor vendor, @Nullable String schema, String tablePrefix) {
    @Nullable String exactly = schema == null ? null : SchemaName.of(schema).text();
    Settings settings = Settings.defaults().withSchema(exactly).withTablePrefix(tablePrefix);
    return new SqlScript(vendor, settings).text();
  }

  /** Before any statement runs: a Flyway that cannot be used. */
  private Target target() {
    FlywayVersion.require();
    return Patience.call(settings.maxWait(), () -> Target.of(dataSource, settings));
  }

  /** What one process does while the others wait. */
  private interface Step {
    MigrationReport take(Target target, History history);
  }
}
