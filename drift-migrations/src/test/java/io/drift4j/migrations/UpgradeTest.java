package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.migrate;
import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From every version that there was, with rows, the rest is applied and the rows stay. */
final class UpgradeTest {

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void goesOnFromTheTables(Vendor vendor) throws SQLException {
    assertThatRowsAreKept(EarlierVersion.of(vendor, "1"), "2", "3");
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void goesOnFromTheIndex(Vendor vendor) throws SQLException {
    assertThatRowsAreKept(EarlierVersion.of(vendor, "2"), "3");
  }

  private static void assertThatRowsAreKept(TestDatabase database, String... pending)
      throws SQLException {
    Rows.insertRun(database);
    Rows.insertEvent(database, "e1", "s");
    Rows.insertEvent(database, "e2", "t");
    List<List<String>> before = Rows.all(database);
    assertThat(versions(migrate(database))).containsExactly(pending);
    assertThat(Rows.all(database)).isEqualTo(before);
    assertThat(before).extracting(List::size).containsExactly(1, 1, 2, 1, 4);
    DriftMigrations.on(database.dataSource()).validate();
  }
}
