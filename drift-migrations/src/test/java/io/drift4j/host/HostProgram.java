package io.drift4j.host;

import io.drift4j.migrations.DriftMigrationException;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.MigrationReport;
import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A service as others write it, in a package and a process of its own, however it is packaged. */
public final class HostProgram {

  private HostProgram() {}

  /**
   * Migrates a database and prints what {@link #migrate} says.
   *
   * @param arguments URL, user and password
   */
  public static void main(String[] arguments) {
    migrate(arguments[0], arguments[1], arguments[2]).forEach(System.out::println);
  }

  /**
   * Migrates a database.
   *
   * @param url its JDBC URL
   * @param user the user
   * @param password the user's password
   * @return the versions that were applied, or the message that says why not
   */
  public static List<String> migrate(String url, String user, String password) {
    DriftMigrations migrations = DriftMigrations.on(database(url, user, password));
    try {
      Stream<String> versions =
          migrations.migrate().applied().stream().map(MigrationReport.Applied::version);
      migrations.validate();
      return Stream.concat(versions, Stream.of("valid")).toList();
    } catch (DriftMigrationException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** Drivers are found as services, as a host does that only knows a URL. */
  private static DataSource database(String url, String user, String password) {
    return (DataSource)
        Proxy.newProxyInstance(
            HostProgram.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, none) -> {
              if (method.getName().equals("getConnection")) {
                return DriverManager.getConnection(url, user, password);
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
