package io.drift4j.jdbc;

import io.drift4j.DriftRepositoryContract;
import io.drift4j.RepositoryUnderTest;
import io.drift4j.migrations.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** In a file that several processes open: an H2 in memory is one process's own. */
class H2RepositoryTest extends DriftRepositoryContract {

  @TempDir Path folder;

  @Override
  protected RepositoryUnderTest emptyStore() {
    Setup setup = Setup.of(TestDatabases.h2File(folder));
    setup.migrate();
    return new JdbcStore(setup);
  }
}
