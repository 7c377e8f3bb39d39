package io.drift4j.migrations;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables of Drift4j in a database up to date, or checks that they are.
 *
 * <pre>{@code
 * DriftMigrations.on(dataSource).migrate();
 * }</pre>
 *
 * <p>Call it when the service starts, after the host's own migrations. Several threads and several
 * processes may call it at once: one does the work, the others wait. Supported: H2, PostgreSQL,
 * SQLite, MariaDB, MySQL.
 *
 * <p>Immutable and thread-safe.
 */
public final class DriftMigrations {

  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,20}");

  private final DataSource dataSource;
  private final @Nullable String schema;
  private final String tablePrefix;

  private DriftMigrations(DataSource dataSource, @Nullable String schema, String tablePrefix) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.tablePrefix = tablePrefix;
  }

  /**
   * Migrations of a database, in the schema of its connections, with the table prefix {@code
   * drift_}.
   *
   * @param dataSource connections of a user who may create tables
   * @return the migrations, not yet applied
   */
  public static DriftMigrations on(DataSource dataSource) {
    return new DriftMigrations(dataSource, null, "drift_");
  }

  /**
   * The same migrations in another schema, which must exist. On MariaDB and MySQL a schema is a
   * database; SQLite has no other than {@code main}.
   *
   * @param name the schema's name exactly as the database's catalogue spells it
   * @return a changed copy
   */
  public DriftMigrations schema(String name) {
    return new DriftMigrations(dataSource, name, tablePrefix);
  }

  /**
   * The same migrations with another prefix of the names of all tables, of the history too.
   *
   * @param prefix a lower-case letter, then up to 20 lower-case letters, digits or underscores
   * @return a changed copy
   * @throws IllegalArgumentException if the prefix is anything else
   */
  public DriftMigrations tablePrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "table prefix must match " + PREFIX + ", not \"" + prefix + "\"");
    }
    return new DriftMigrations(dataSource, schema, prefix);
  }

  /**
   * Applies what is missing; does nothing to a database that is up to date. A migration that an
   * earlier attempt left unfinished is done again.
   *
   * @return what was applied
   * @throws DriftMigrationException if the database is not supported or cannot be reached, or a
   *     migration fails
   */
  public MigrationReport migrate() {
    Target target = target();
    Flyway flyway = flyway(target);
    try {
      return Patience.call(() -> target.vendor().inTurn(() -> migrate(target, flyway)));
    } catch (FlywayException e) {
      throw Explanation.of(e);
    }
  }

  private static MigrationReport migrate(Target target, Flyway flyway) {
    FailedMigrations.heal(flyway);
    MigrationInfo[] pending = flyway.info().pending();
    if (pending.length > 0) {
      target.requireRightToCreate();
      target.vendor().check(pending[0].getVersion().getVersion(), target);
    }
    return MigrationReport.of(flyway.migrate());
  }

  /**
   * Checks that every migration was applied, and changes nothing: for a service whose user may not
   * create tables. Tables of a later version of the library are accepted.
   *
   * @throws DriftMigrationException if the database is not supported or cannot be reached, or its
   *     tables are missing or not up to date
   */
  public void validate() {
    Target target = target();
    try {
      requireValid(Patience.call(flyway(target)::validateWithResult));
    } catch (FlywayException e) {
      throw Explanation.of(e);
    }
  }

  private static void requireValid(ValidateResult result) {
    if (!result.validationSuccessful) {
      throw Trouble.NOT_UP_TO_DATE.exception(
          "the tables are not up to date: %s; call DriftMigrations.migrate() as a user who may"
              + " create tables",
          whatIsWrong(result));
    }
  }

  private static String whatIsWrong(ValidateResult result) {
    return result.invalidMigrations.stream()
        .map(wrong -> "V" + wrong.version + " " + whatIsWrong(wrong.errorDetails.errorCode))
        .collect(Collectors.joining(", "));
  }

  private static String whatIsWrong(ErrorCode code) {
    if (code == CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED) {
      return "is not applied";
    }
    return code == CoreErrorCode.CHECKSUM_MISMATCH ? "was edited" : "failed";
  }

  private Target target() {
    return Patience.call(() -> Target.of(dataSource, schema, tablePrefix));
  }

  private Flyway flyway(Target target) {
    FluentConfiguration configuration =
        Flyway.configure(DriftMigrations.class.getClassLoader())
            .dataSource(dataSource)
            .defaultSchema(schema)
            .createSchemas(false)
            .table(tablePrefix + "schema_history")
            .placeholders(Map.of("prefix", tablePrefix))
            .locations(new String[0])
            .resourceProvider(new Scripts(target.vendor()))
            .javaMigrationClassProvider(List::of)
            .skipDefaultCallbacks(true)
            // The host's tables may be there first: they are version 0, below our V1.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .cleanDisabled(true)
            .group(false)
            .mixed(false);
    target.vendor().configure(configuration);
    return configuration.load();
  }
}
