package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no particular vendor, and what compares them. */
final class DriftMigrationsTest {

  @Test
  void bringsTheSameTablesAndColumnsToEveryVendor() throws SQLException {
    List<String> h2 = columns(TestDatabases.h2());
    assertThat(h2).hasSizeGreaterThan(80).contains("drift_event|segment_key|NO");
    assertThat(columns(TestDatabases.postgresql())).isEqualTo(h2);
  }

  /** The columns of a view may be null or not as the vendor likes: it says nothing about data. */
  private static List<String> columns(TestDatabase database) throws SQLException {
    DriftMigrations.on(database.dataSource()).migrate();
    return Sql.rows(
        database,
        """
        select lower(c.table_name), lower(c.column_name),
               case when t.table_type = 'VIEW' then '-' else c.is_nullable end
        from information_schema.columns c
        join information_schema.tables t
          on t.table_schema = c.table_schema and t.table_name = c.table_name
        where lower(c.table_schema) = 'public' and lower(c.table_name) <> 'drift_schema_history'
        order by lower(c.table_name), c.ordinal_position
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "_a", "1a", "Drift_", "drift-", "a b", "ä", "a\n", "a23456789012345678901x"})
  void refusesATablePrefixThatNeedsQuotesOrIsTooLong(String prefix) {
    DriftMigrations migrations = DriftMigrations.on(TestDatabases.h2().dataSource());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> migrations.tablePrefix(prefix))
        .withMessage("table prefix must match [a-z][a-z0-9_]{0,20}, not \"" + prefix + "\"");
  }

  @Test
  void migratesWithTheLongestPrefix() {
    for (TestDatabase database : List.of(TestDatabases.h2(), TestDatabases.postgresql())) {
      DriftMigrations migrations =
          DriftMigrations.on(database.dataSource()).tablePrefix("a2345678901234567890x");
      assertThat(migrations.migrate().applied()).hasSize(3);
      migrations.validate();
    }
  }

  @Test
  void refusesAnUnknownProductByItsName() {
    DriftMigrations migrations = DriftMigrations.on(calling("MariaDB", TestDatabases.h2()));
    for (Runnable call : List.<Runnable>of(migrations::migrate, migrations::validate)) {
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(call::run)
          .withMessage("DRIFT-MIG-010 MariaDB is not supported; supported: H2, PostgreSQL");
    }
  }

  /** A real database under another name, since no unsupported one is among our dependencies. */
  private static DataSource calling(String product, TestDatabase database) {
    return answering(
        DataSource.class,
        database.dataSource(),
        "getConnection",
        connection ->
            answering(
                Connection.class,
                (Connection) connection,
                "getMetaData",
                catalogue ->
                    answering(
                        DatabaseMetaData.class,
                        (DatabaseMetaData) catalogue,
                        "getDatabaseProductName",
                        name -> product)));
  }

  private static <T> T answering(
      Class<T> type, T real, String method, UnaryOperator<Object> answer) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              Object result = called.invoke(real, arguments);
              return called.getName().equals(method) ? answer.apply(result) : result;
            });
    return type.cast(proxy);
  }
}
