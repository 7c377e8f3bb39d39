package io.drift4j.jdbc;

import io.drift4j.DriftRepositoryContract;
import io.drift4j.RepositoryUnderTest;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;

/** The contract on a row of {@link DatabaseRow}. */
abstract class DatabaseRowContract extends DriftRepositoryContract {

  @Parameter DatabaseRow row;

  private final TimeZone usual = TimeZone.getDefault();

  @Override
  protected RepositoryUnderTest emptyStore() {
    TimeZone.setDefault(TimeZone.getTimeZone(row.zone()));
    return EmptyStores.of(row);
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(usual);
  }
}
