package io.drift4j.migrations;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** The class path of a host that has migrations of its own, for the thread that opened it. */
final class HostClassPath implements AutoCloseable {

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader host;

  private HostClassPath(URLClassLoader host) {
    this.host = host;
    Thread.currentThread().setContextClassLoader(host);
  }

  static HostClassPath withMigrations(Path directory) throws IOException {
    Path migrations = Files.createDirectories(directory.resolve("db/migration"));
    Files.writeString(migrations.resolve("V1__host.sql"), "create table host (id integer);");
    URL[] urls = {directory.toUri().toURL()};
    return new HostClassPath(
        new URLClassLoader(urls, Thread.currentThread().getContextClassLoader()));
  }

  /** As a host would make it: with the defaults, which look in db/migration. */
  Flyway flyway(TestDatabase database) {
    return Flyway.configure().dataSource(database.dataSource()).load();
  }

  @Override
  public void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    host.close();
  }
}
