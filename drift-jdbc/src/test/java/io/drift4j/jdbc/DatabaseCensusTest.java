package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last of all classes: no database that needs no Docker may have been left out. */
@Order(Integer.MAX_VALUE)
class DatabaseCensusTest {

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "H2 embedded",
        "SQLite embedded",
        "PostgreSQL embedded",
        "MariaDB embedded",
        "MySQL statements on MariaDB"
      })
  void noDatabaseWasLeftOut(String database) {
    assumeFalse(DatabaseCensus.isEmpty(), "this class was run alone");
    assertThat(DatabaseCensus.ran(database)).as("tests on %s", database).isPositive();
  }

  @AfterAll
  static void printTheTable() {
    System.out.println(DatabaseCensus.table());
  }
}
