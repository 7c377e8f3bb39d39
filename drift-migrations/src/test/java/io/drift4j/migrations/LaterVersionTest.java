package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service is rolled back, or not yet updated, while the tables are those of a later library. */
final class LaterVersionTest {

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void isLeftAloneWhereItOnlyAdds(Vendor vendor) throws SQLException {
    TestDatabase database = withLater(vendor, "more columns");
    List<String> history = history(database);
    DriftMigrations migrations = DriftMigrations.on(database.dataSource());
    migrations.validate();
    assertThat(migrations.migrate().applied()).isEmpty();
    assertThat(migrations.adopt().applied()).isEmpty();
    assertThat(migrations.status().isUpToDate()).isTrue();
    assertThat(migrations.status().migrations())
        .last()
        .isEqualTo(new SchemaStatus.Migration("4", "more columns", SchemaStatus.State.NEWER));
    assertThat(history(database)).isEqualTo(history);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void isRefusedByNameWhereItSaysSo(Vendor vendor) throws SQLException {
    TestDatabase database = withLater(vendor, "breaking keys of runs");
    List<String> history = history(database);
    DriftMigrations migrations = DriftMigrations.on(database.dataSource());
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(migrations::validate, migrations::migrate, migrations::adopt)) {
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(call)
          .withMessage(
              "DRIFT-MIG-016 the tables are of a later version, with which this library cannot"
                  + " work: [V4 breaking keys of runs]; nothing was done; use that version of the"
                  + " library");
    }
    assertThat(migrations.status().isUpToDate()).isFalse();
    assertThat(history(database)).isEqualTo(history);
  }

  private static TestDatabase withLater(Vendor vendor, String description) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    DriftMigrations.on(database.dataSource()).migrate();
    Sql.execute(
        database,
        "alter table drift_event add column later text",
        "create table drift_later (id integer)",
        "create index drift_event_later_idx on drift_event (drift_type)",
        """
        insert into "drift_schema_history" ("installed_rank", "version", "description", "type",
          "script", "checksum", "installed_by", "execution_time", "success")
        values (4, '4', '%s', 'SQL', 'V4__later.sql', 1, 'x', 1, true)
        """
            .formatted(description));
    return database;
  }

  private static List<String> history(TestDatabase database) throws SQLException {
    return Sql.rows(database, "select * from \"drift_schema_history\" order by 1");
  }
}
