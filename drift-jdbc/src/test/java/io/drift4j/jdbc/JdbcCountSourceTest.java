package io.drift4j.jdbc;

import io.drift4j.ContractRecord;
import io.drift4j.CountSource;
import io.drift4j.CountSourceContract;
import io.drift4j.migrations.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A table keeps the contract of sources, on every vendor and through every driver. */
@ParameterizedClass
@MethodSource("databases")
class JdbcCountSourceTest extends CountSourceContract {

  private final TestDatabase host;

  JdbcCountSourceTest(TestDatabase host) {
    this.host = host;
  }

  /** One for all tests of a vendor, each of which has tables of its own. */
  static Stream<Named<TestDatabase>> databases() {
    return Vendors.all().map(vendor -> Named.of(vendor.getName(), vendor.getPayload().get()));
  }

  @Override
  protected CountSource source(List<ContractRecord> records) {
    return DriftDatabase.on(host.dataSource()).counts(ContractTable.create(host, records));
  }
}
