package io.drift4j.migrations;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;

/** Which migrations were applied to a database, kept and applied by Flyway. */
final class History {

  /**
   * On PostgreSQL V1 and V3 leave no failed row, and V2 removes what it left; on SQLite none does;
   * elsewhere every statement leaves alone what is there already.
   */
  private static final Set<String> RERUNNABLE = Set.of("1", "2", "3");

  private final Target target;
  private final Flyway flyway;

  History(Target target) {
    this.target = target;
    this.flyway = FlywayModule.configured(target.vendor(), () -> configuration().load());
  }

  private FluentConfiguration configuration() {
    Settings settings = target.settings();
    FluentConfiguration configuration =
        Flyway.configure(DriftMigrations.class.getClassLoader())
            .loggers(FlywayLog.Creator.class.getName())
            .dataSource(target.dataSource())
            .defaultSchema(settings.schema())
            .createSchemas(false)
            .table(settings.historyTable())
            .placeholders(settings.placeholders())
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
    target
        .vendor()
        .waitSetting(settings)
        .ifPresent(setting -> configuration.callbacks(new WaitLimit(setting)));
    target.vendor().configure(configuration);
    return configuration;
  }

  /** How far it is; what the catalogue lacks is not its business. */
  SchemaStatus status() {
    return new SchemaStatus(migrations(), List.of());
  }

  /** Without the rows about a host's tables and about schemas, which are no migrations of ours. */
  private List<SchemaStatus.Migration> migrations() {
    return Arrays.stream(flyway.info().all())
        .filter(info -> info.getVersion() != null && info.getState() != MigrationState.BASELINE)
        .map(
            info ->
                new SchemaStatus.Migration(
                    info.getVersion().getVersion(), info.getDescription(), state(info)))
        .toList();
  }

  private static SchemaStatus.State state(MigrationInfo info) {
    MigrationState state = info.getState();
    if (state.isFailed()) {
      return SchemaStatus.State.FAILED;
    }
    if (!state.isApplied()) {
      return SchemaStatus.State.PENDING;
    }
    if (!state.isResolved()) {
      return SchemaStatus.State.NEWER;
    }
    return info.isChecksumMatching() ? SchemaStatus.State.APPLIED : SchemaStatus.State.EDITED;
  }

  /** Applies what is pending. */
  MigrationReport apply() {
    return report(flyway.migrate(), output -> Duration.ofMillis(output.executionTime));
  }

  /** Records what is pending as applied, for which Flyway measures a time all the same. */
  MigrationReport record() {
    Flyway recording = configuration().skipExecutingMigrations(true).load();
    return report(recording.migrate(), output -> Duration.ZERO);
  }

  private static MigrationReport report(
      MigrateResult result, Function<MigrateOutput, Duration> duration) {
    return new MigrationReport(
        result.migrations.stream()
            .map(
                output ->
                    new MigrationReport.Applied(
                        output.version, output.description, duration.apply(output)))
            .toList());
  }

  /** Refuses tables that this library can neither work with nor bring up to date. */
  @CanIgnoreReturnValue
  SchemaStatus statusOfOurs() {
    SchemaStatus status = status();
    refuseForeign(target, status);
    return status;
  }

  static void refuseForeign(Target target, SchemaStatus status) {
    EarlierState.refuse(target, status);
    refuseBreaking(status.breaking());
  }

  /**
   * Removes the rows about failures, each of which blocks Flyway for ever, where running the script
   * again is safe. Flyway's repair accepts scripts that differ as well, hence never with one.
   */
  void heal() {
    List<SchemaStatus.Migration> failed = statusOfOurs().in(SchemaStatus.State.FAILED);
    if (!failed.isEmpty()) {
      refuseLasting(failed);
      flyway.repair();
    }
  }

  private static void refuseBreaking(List<SchemaStatus.Migration> breaking) {
    if (!breaking.isEmpty()) {
      throw Trouble.TOO_NEW.exception(
          "the tables are of a later version, with which this library cannot work: %s; nothing was"
              + " done; use that version of the library",
          breaking);
    }
  }

  private static void refuseLasting(List<SchemaStatus.Migration> failed) {
    List<SchemaStatus.Migration> lasting =
        failed.stream().filter(migration -> !RERUNNABLE.contains(migration.version())).toList();
    if (!lasting.isEmpty()) {
      throw Trouble.OTHER.exception(
          "failed migrations cannot be run again: %s; undo them by hand or restore a backup",
          lasting);
    }
  }
}
