package io.drift4j.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The scripts as they were agreed on: lines {@code sha256 vendor/name}. Those below a line {@code #
 * released: 0.1.0} were applied to databases that nobody here knows, so they never change again.
 */
final class ScriptChecksums {

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}(\\S+)");
  private static final Pattern MIGRATION = Pattern.compile("(\\w+)/V(\\d+)__.*");
  private static final String MARK = "# released: ";

  private final Map<String, String> open = new TreeMap<>();
  private final Map<String, String> released = new TreeMap<>();
  private String release = "";

  private ScriptChecksums() {}

  static ScriptChecksums of(Stream<String> lines) {
    ScriptChecksums checksums = new ScriptChecksums();
    lines.forEach(checksums::read);
    return checksums;
  }

  private void read(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      (release.isEmpty() ? open : released).put(matcher.group(2), matcher.group(1));
    } else if (line.startsWith(MARK)) {
      release = line.substring(MARK.length());
    } else if (!line.isBlank() && !line.startsWith("#")) {
      throw new IllegalArgumentException("neither a checksum nor a comment: " + line);
    }
  }

  /** What is in a folder, with line ends as on Unix: git may have changed them. */
  static Map<String, String> in(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(file -> found.put(name(folder, file), sum(file)));
    }
    return found;
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String sum(Path file) {
    try {
      return sum(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sum(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.replace("\r\n", "\n").getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The migrations that are not released yet. */
  List<String> openMigrations() {
    return open.keySet().stream().filter(path -> version(path) > 0).toList();
  }

  /** What to do about every file that is not as it was agreed. */
  List<String> complaints(Map<String, String> found) {
    List<String> complaints = new ArrayList<>();
    released.forEach((path, sum) -> addIf(!sum.equals(found.get(path)), complaints, frozen(path)));
    open.keySet().forEach(path -> addIf(isLate(path), complaints, late(path)));
    open.keySet().forEach(path -> addIf(!found.containsKey(path), complaints, gone(path)));
    found.forEach((path, sum) -> addIf(isUnknown(path, sum), complaints, unknown(path, sum)));
    return complaints;
  }

  private static void addIf(boolean condition, List<String> complaints, String complaint) {
    if (condition) {
      complaints.add(complaint);
    }
  }

  private String frozen(String path) {
    return path
        + " was released with "
        + release
        + " and may never change again, comments included: put it back, and add a later version";
  }

  /** Databases that have a later version of a vendor already would never get it. */
  private boolean isLate(String path) {
    int version = version(path);
    return version > 0
        && released.keySet().stream()
            .filter(other -> vendor(other).equals(vendor(path)))
            .anyMatch(other -> version(other) >= version);
  }

  private static String vendor(String path) {
    return path.substring(0, path.indexOf('/') + 1);
  }

  /** Zero for what is no migration. */
  private static int version(String path) {
    Matcher matcher = MIGRATION.matcher(path);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
  }

  private String late(String path) {
    return path
        + " is not later than what was released with "
        + release
        + ": only new versions may be added";
  }

  private static String gone(String path) {
    return path + " is not there any more: take its line out of scripts.sha256";
  }

  private boolean isUnknown(String path, String sum) {
    return !released.containsKey(path) && !sum.equals(open.get(path));
  }

  private static String unknown(String path, String sum) {
    return path
        + " is new or was changed, which it may be until it is released: have scripts.sha256 say\n"
        + sum
        + "  "
        + path;
  }
}
