package io.drift4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The parts of test sources that the documentation quotes. */
public final class Regions {

  private Regions() {}

  /** The lines between {@code // region name} and {@code // endregion} of a test of this module. */
  public static List<String> lines(Class<?> test, String name) {
    Path source = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
    try {
      List<String> lines = Files.readAllLines(source);
      int from = indexOf(lines, "// region " + name, 0);
      return lines.subList(from + 1, indexOf(lines, "// endregion", from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int indexOf(List<String> lines, String what, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(what)) {
        return i;
      }
    }
    throw new AssertionError(String.format(Locale.ROOT, "no line \"%s\"", what));
  }
}
