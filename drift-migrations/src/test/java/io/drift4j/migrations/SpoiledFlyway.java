package io.drift4j.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drift4j.host.HostProgram;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;

/** The library and the Flyway under test once more, with another list of Flyway's parts. */
final class SpoiledFlyway extends URLClassLoader {

  private static final String PARTS = "META-INF/services/org.flywaydb.core.extensibility.Plugin";

  private final URL parts;

  private SpoiledFlyway(URL[] classPath, URL parts) {
    super(classPath, SpoiledFlyway.class.getClassLoader());
    this.parts = parts;
  }

  /** What a host says that migrates with those of Flyway's parts that are kept. */
  static List<?> said(TestDatabase database, Path directory, Predicate<String> kept)
      throws IOException, ReflectiveOperationException {
    Path parts = Files.write(directory.resolve("parts"), parts().stream().filter(kept).toList());
    try (SpoiledFlyway loader = new SpoiledFlyway(classPath(), parts.toUri().toURL())) {
      return (List<?>)
          loader
              .loadClass(HostProgram.class.getName())
              .getMethod("migrate", String.class, String.class, String.class)
              .invoke(null, database.url(), database.user(), database.password());
    }
  }

  private static List<String> parts() throws IOException {
    List<String> lines = new ArrayList<>();
    for (URL url : Collections.list(SpoiledFlyway.class.getClassLoader().getResources(PARTS))) {
      lines.addAll(new String(url.openStream().readAllBytes(), UTF_8).lines().toList());
    }
    return lines;
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(path).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  /** Drivers are those of the tests: {@link java.sql.DriverManager} knows them already. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("io.drift4j.") && !name.startsWith("org.flywaydb.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(PARTS) ? Collections.enumeration(List.of(parts)) : super.getResources(name);
  }
}
