package io.drift4j.migrations;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What is on the class path of the tests, for processes that get some of it. */
final class Everything {

  /** The classes and resources of this library. */
  static final Path OURS = Path.of("target", "classes").toAbsolutePath();

  static final Path TESTS = Path.of("target", "test-classes").toAbsolutePath();

  private Everything() {}

  /** The jars whose file names are wanted. */
  static List<Path> jars(Predicate<String> isWanted) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar"))
        .filter(path -> isWanted.test(path.getFileName().toString()))
        .toList();
  }

  /** The jar of an artifact. */
  static Path jar(String artifact) {
    return jars(name -> name.matches(artifact + "-[0-9].*")).get(0);
  }
}
