package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scripts that databases have seen never change. Until 0.1.0 is released, whoever changes one
 * changes its line in {@code scripts.sha256} too and knows it; then all lines move below the
 * comment {@code # released}, after which only new versions may be added.
 */
final class ScriptChecksumTest {

  private static final Path SCRIPTS = Path.of("src/main/resources/io/drift4j/migrations");
  private static final Path LIST =
      Path.of("src/test/resources/io/drift4j/migrations/scripts.sha256");
  private static final String RELEASED = "# released";

  @Test
  void areThoseThatAreCommitted() throws Exception {
    assertThat(troubles(Files.readAllLines(LIST), checksums())).isEmpty();
  }

  @Test
  void mayChangeTogetherWithTheirLineUntilTheyAreReleased() {
    assertThat(troubles(List.of("11  h2/a.sql"), Map.of("h2/a.sql", "22")))
        .containsExactly(
            "h2/a.sql was changed: until it is released, scripts.sha256 has \"22  h2/a.sql\"");
    assertThat(troubles(List.of("22  h2/a.sql"), Map.of("h2/a.sql", "22"))).isEmpty();
    assertThat(troubles(List.of(), Map.of("h2/a.sql", "22")))
        .containsExactly(
            "h2/a.sql is new: until it is released, scripts.sha256 has \"22  h2/a.sql\"");
    assertThat(troubles(List.of("22  h2/a.sql"), Map.of()))
        .containsExactly("h2/a.sql is gone: take its line out of scripts.sha256");
  }

  @Test
  void neverChangeOnceTheyAreReleased() {
    List<String> released = List.of("33  h2/new.sql", RELEASED, "11  h2/a.sql");
    assertThat(troubles(released, Map.of("h2/a.sql", "22", "h2/new.sql", "33")))
        .containsExactly("h2/a.sql was changed, but is released: put it back, add a new version");
    assertThat(troubles(released, Map.of("h2/new.sql", "33")))
        .containsExactly("h2/a.sql is gone, but is released: put it back, add a new version");
  }

  @ParameterizedTest
  @EnumSource
  void areAllToldToFlyway(Vendor vendor) throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS.resolve(vendor.folder()))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.matches("V.*\\.sql"))
          .containsExactlyInAnyOrderElementsOf(
              Script.migrations(vendor).stream().map(Script::name).toList());
    }
  }

  private static List<String> troubles(List<String> list, Map<String, String> actual) {
    Map<String, String> released = listed(list.subList(mark(list), list.size()));
    Map<String, String> open = listed(list.subList(0, mark(list)));
    List<String> troubles = new ArrayList<>();
    new TreeMap<>(released)
        .forEach((name, checksum) -> troubles.addAll(ofReleased(name, checksum, actual)));
    new TreeMap<>(open).forEach((name, checksum) -> troubles.addAll(ofOpen(name, actual)));
    new TreeMap<>(actual)
        .forEach((name, checksum) -> troubles.addAll(ofFile(name, checksum, released, open)));
    return troubles;
  }

  private static List<String> ofReleased(String name, String checksum, Map<String, String> actual) {
    if (checksum.equals(actual.get(name))) {
      return List.of();
    }
    String what = actual.containsKey(name) ? " was changed" : " is gone";
    return List.of(name + what + ", but is released: put it back, add a new version");
  }

  private static List<String> ofOpen(String name, Map<String, String> actual) {
    return actual.containsKey(name)
        ? List.of()
        : List.of(name + " is gone: take its line out of scripts.sha256");
  }

  private static List<String> ofFile(
      String name, String checksum, Map<String, String> released, Map<String, String> open) {
    if (released.containsKey(name) || checksum.equals(open.get(name))) {
      return List.of();
    }
    String what = open.containsKey(name) ? " was changed" : " is new";
    String line = checksum + "  " + name;
    return List.of(name + what + ": until it is released, scripts.sha256 has \"" + line + "\"");
  }

  /** Where the released lines begin. */
  private static int mark(List<String> list) {
    return list.contains(RELEASED) ? list.indexOf(RELEASED) : list.size();
  }

  private static Map<String, String> listed(List<String> lines) {
    Map<String, String> checksums = new LinkedHashMap<>();
    lines.stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("  ", 2))
        .forEach(parts -> checksums.put(parts[1], parts[0]));
    return checksums;
  }

  private static Map<String, String> checksums() throws Exception {
    Map<String, String> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SCRIPTS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = SCRIPTS.relativize(file).toString().replace('\\', '/');
        checksums.put(name, sha256(Files.readString(file).replace("\r\n", "\n")));
      }
    }
    return checksums;
  }

  private static String sha256(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
