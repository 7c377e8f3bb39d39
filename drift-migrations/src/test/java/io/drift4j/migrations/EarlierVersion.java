package io.drift4j.migrations;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** What a library left that knew fewer migrations: its scripts run for real, none is undone. */
final class EarlierVersion {

  private EarlierVersion() {}

  /** A new database whose last migration is that one. */
  static TestDatabase of(Vendor vendor, String last) {
    TestDatabase database = EmptyDatabase.of(vendor);
    migrate(database, vendor, null, last);
    return database;
  }

  static void migrate(TestDatabase database, Vendor vendor, @Nullable String schema, String last) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(database.dataSource())
            .defaultSchema(schema)
            .table("drift_schema_history")
            .placeholders(Settings.defaults().placeholders())
            .locations(new String[0])
            .resourceProvider(new Scripts(vendor))
            .javaMigrationClassProvider(List::of)
            .target(last);
    vendor.configure(configuration);
    configuration.load().migrate();
  }
}
