package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.migrate;
import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The statements that the message about duplicates prints do what it says, as they stand. */
final class DuplicatesTest {

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void areShownAndRemovedByTheStatementsOfTheMessage(Vendor vendor) throws SQLException {
    TestDatabase database = withDuplicates(vendor);
    removeAsTheMessageSays(database, DriftMigrations.on(database.dataSource()));
    assertThat(Rows.events(database)).containsExactly("e1", "e4", "e6");
    assertThat(Rows.dimensions(database))
        .as("segments are shared by runs, and stay")
        .containsExactly("s|0", "s|1", "t|0", "t|1", "u|0", "u|1");
    assertThat(versions(migrate(database))).containsExactly("2", "3");
  }

  /** The same rows stand in the schema of the connection, which the statements leave alone. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
  void areRemovedFromTheSchemaThatWasGiven(Vendor vendor) throws SQLException {
    TestDatabase database = withDuplicates(vendor);
    List<List<String>> before = Rows.all(database);
    String schema = EmptyDatabase.newSchemaName(database);
    copyTo(database, vendor, schema);
    DriftMigrations apart = DriftMigrations.on(database.dataSource()).schema(schema);
    removeAsTheMessageSays(database, apart);
    assertThat(
            Sql.rows(
                database, "select event_id from \"%s\".drift_event order by 1".formatted(schema)))
        .containsExactly("e1", "e4", "e6");
    assertThat(versions(apart.migrate())).containsExactly("2", "3");
    assertThat(Rows.all(database)).isEqualTo(before);
  }

  private static void copyTo(TestDatabase database, Vendor vendor, String schema)
      throws SQLException {
    Sql.execute(database, "create schema \"%s\"".formatted(schema));
    EarlierVersion.migrate(database, vendor, schema, "1");
    for (String table : Rows.TABLES) {
      Sql.execute(
          database, "insert into \"%1$s\".%2$s select * from %2$s".formatted(schema, table));
    }
  }

  private static void removeAsTheMessageSays(TestDatabase database, DriftMigrations migrations)
      throws SQLException {
    String message = refused(migrations).getMessage();
    assertThat(Sql.rows(database, between(message, "; see all: ", "; keep the smallest")))
        .containsExactlyInAnyOrder("run|x|s|3|e1|e3", "run|x|t|2|e4|e5");
    for (String delete :
        between(message, "; keep the smallest id of each: ", "; then call migrate() again")
            .split("; ")) {
      Statements.run(database, delete + ";");
    }
  }

  /** Three of one event, two of another, one of a third. */
  private static TestDatabase withDuplicates(Vendor vendor) throws SQLException {
    TestDatabase database = EarlierVersion.of(vendor, "1");
    Rows.insertRun(database);
    for (String event : List.of("e1 s", "e2 s", "e3 s", "e4 t", "e5 t", "e6 u")) {
      Rows.insertEvent(database, event.substring(0, 2), event.substring(3));
    }
    return database;
  }

  private static DriftMigrationException refused(DriftMigrations migrations) {
    DriftMigrationException thrown =
        catchThrowableOfType(DriftMigrationException.class, migrations::migrate);
    assertThat(thrown.code()).isEqualTo("DRIFT-MIG-002");
    return thrown;
  }

  private static String between(String text, String before, String after) {
    int begin = text.indexOf(before) + before.length();
    return text.substring(begin, text.indexOf(after, begin));
  }
}
