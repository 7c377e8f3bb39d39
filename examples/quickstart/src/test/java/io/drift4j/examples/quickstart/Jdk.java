package io.drift4j.examples.quickstart;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK in its folder. */
record Jdk(Path home) {

  private static final int OLDEST = 17;

  static Jdk ofThisBuild() {
    return new Jdk(Path.of(System.getProperty("java.home")));
  }

  /** Those that the library may run on, in the folder in which this one is. */
  static List<Jdk> othersBesideIt() throws IOException {
    Path home = ofThisBuild().home.toRealPath();
    try (Stream<Path> folders = Files.list(home.getParent())) {
      return folders
          .filter(folder -> !Files.isSymbolicLink(folder) && !folder.equals(home))
          .map(Jdk::new)
          .filter(jdk -> Files.isExecutable(jdk.java()) && jdk.version() >= OLDEST)
          .toList();
    }
  }

  Path java() {
    return home.resolve("bin").resolve("java");
  }

  /** As its file {@code release} says, 0 without one. */
  private int version() {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("\\D")[0]);
  }

  @Override
  public String toString() {
    return home.getFileName().toString();
  }
}
