package io.drift4j.host;

import io.drift4j.migrations.DriftMigrationException;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.MigrationReport;
import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import javax.sql.DataSource;

/** A service as others write it, in a package and a process of its own, however it is packaged. */
public final class HostProgram {

  private HostProgram() {}

  /**
   * Migrates a database and prints the versions that were applied, or the message that says why
   * not.
   *
   * @param arguments URL, user and password
   */
  public static void main(String[] arguments) {
    DataSource database = database(arguments[0], arguments[1], arguments[2]);
    try {
      DriftMigrations migrations = DriftMigrations.on(database);
      migrations.migrate().applied().stream()
          .map(MigrationReport.Applied::version)
          .forEach(System.out::println);
      migrations.validate();
      System.out.println("valid");
    } catch (DriftMigrationException e) {
      System.out.println(e.getMessage());
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
