package io.drift4j.migrations;

import javax.sql.DataSource;

/**
 * A database for tests, empty when it is handed out.
 *
 * @param name the vendor, for people: what a parameterised test shows
 * @param url its JDBC URL, for another process
 * @param user a user who may do everything
 * @param password that user's password
 * @param dataSource connections to it, not pooled
 */
public record TestDatabase(
    String name, String url, String user, String password, DataSource dataSource) {

  /**
   * The same database, through a driver with an option more.
   *
   * @param option as it stands in a URL
   * @return the database
   */
  public TestDatabase with(String option) {
    String connector = url.contains("?") ? "&" : "?";
    return TestDatabases.at(url + connector + option, user, password);
  }

  @Override
  public String toString() {
    return name;
  }
}
