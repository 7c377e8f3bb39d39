package io.drift4j.jdbc;

import io.drift4j.DriftRepositoryContract;
import io.drift4j.RepositoryUnderTest;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;

class PostgresqlRepositoryTest extends DriftRepositoryContract {

  @Override
  protected RepositoryUnderTest emptyStore() {
    TestDatabase database = TestDatabases.postgresql();
    DriftMigrations.on(database.dataSource()).migrate();
    return new JdbcStore(database);
  }
}
