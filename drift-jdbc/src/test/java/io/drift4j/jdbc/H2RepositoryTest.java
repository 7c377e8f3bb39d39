package io.drift4j.jdbc;

import io.drift4j.DriftRepositoryContract;
import io.drift4j.RepositoryUnderTest;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2RepositoryTest extends DriftRepositoryContract {

  @TempDir Path folder;

  @Override
  protected RepositoryUnderTest emptyStore() {
    TestDatabase database = TestDatabases.h2File(folder);
    DriftMigrations.on(database.dataSource()).migrate();
    return new JdbcStore(database);
  }
}
