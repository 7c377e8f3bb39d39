package io.drift4j.jdbc;

/** MariaDB. */
final class MariadbDialect extends MysqlFamilyDialect {

  /** The first that can skip locked rows. */
  @Override
  Version oldest() {
    return new Version(10, 6, 0);
  }

  @Override
  String uuidParameter(String parameter) {
    return parameter;
  }
}
