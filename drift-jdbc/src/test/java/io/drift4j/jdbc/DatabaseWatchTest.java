package io.drift4j.jdbc;

import io.drift4j.RepositoryUnderTest;
import io.drift4j.WatchContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered of nights, on every database that needs no Docker. */
@ParameterizedClass
@MethodSource("io.drift4j.jdbc.DatabaseRow#defaults")
class DatabaseWatchTest extends WatchContract {

  @Parameter DatabaseRow row;

  @Override
  protected RepositoryUnderTest emptyStore() {
    return EmptyStores.of(row);
  }
}
