package io.drift4j.migrations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file among the resources beside this class: a script, its settings, or what describes them.
 *
 * @param path where it is
 */
record Script(String path) {

  /** By name, because a scan of the classpath does not find them on the module path. */
  private static final List<String> MIGRATIONS =
      List.of("V1__tables.sql", "V2__event_once_index.sql", "V3__event_once_constraint.sql");

  /** The migrations of a vendor, in their order. */
  static List<Script> migrations(Vendor vendor) {
    return MIGRATIONS.stream().map(name -> new Script(vendor.folder() + "/" + name)).toList();
  }

  /** The table in which migrations are recorded, as Flyway would create it. */
  static Script history(Vendor vendor) {
    return new Script(vendor.folder() + "/history.sql");
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Of a migration: {@code 2}. */
  String version() {
    return name().substring(1, name().indexOf("__"));
  }

  /** Of a migration: {@code event once index}. */
  String description() {
    return name().substring(name().indexOf("__") + 2, name().indexOf('.')).replace('_', ' ');
  }

  /** Whether all of its statements are to be done, or none. */
  boolean isTransactional() {
    return !new Script(path + ".conf").exists();
  }

  boolean exists() {
    return Script.class.getResource(path) != null;
  }

  Reader read() {
    InputStream bytes = Objects.requireNonNull(Script.class.getResourceAsStream(path), path);
    return new InputStreamReader(bytes, StandardCharsets.UTF_8);
  }

  Stream<String> lines() {
    try (BufferedReader reader = new BufferedReader(read())) {
      return reader.lines().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** The text with what stands for placeholders such as {@code ${prefix}}. */
  String text(Map<String, String> placeholders) {
    String text = lines().collect(Collectors.joining("\n"));
    for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
      text = text.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
    }
    return text;
  }
}
