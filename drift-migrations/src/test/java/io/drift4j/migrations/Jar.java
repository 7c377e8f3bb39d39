package io.drift4j.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A jar that is put together in a test, as build tools do. It has no entries for directories. */
final class Jar {

  private static final String SERVICES = "META-INF/services/";

  /** Where Flyway finds its own parts. */
  private static final String FLYWAYS = SERVICES + "org.flywaydb.core.extensibility.Plugin";

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Manifest manifest = new Manifest();

  Jar() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** The jar or folder that a class was loaded from. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(type.getName(), e);
    }
  }

  Jar named(String module) {
    manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
    return this;
  }

  Jar with(List<Path> jarsAndFolders) throws IOException {
    for (Path path : jarsAndFolders) {
      if (Files.isDirectory(path)) {
        addFolder(path, "");
      } else {
        addJar(path);
      }
    }
    return this;
  }

  /** What is under one path of a folder. */
  Jar with(Path folder, String under) throws IOException {
    addFolder(folder, under);
    return this;
  }

  private void addFolder(Path folder, String under) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(under))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
  }

  private void addJar(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      jar.stream().filter(Jar::isKept).forEach(entry -> add(jar, entry));
    }
  }

  /** A merged jar is signed by nobody, is no module and is the same for every Java. */
  private static boolean isKept(ZipEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory()
        && !name.endsWith("module-info.class")
        && (!name.startsWith("META-INF/") || name.startsWith(SERVICES));
  }

  private void add(JarFile jar, ZipEntry entry) {
    try (InputStream bytes = jar.getInputStream(entry)) {
      add(entry.getName(), bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(entry.getName(), e);
    }
  }

  private void add(String name, byte[] content) {
    entries.merge(
        name, content, name.startsWith(SERVICES) ? Jar::joined : (first, second) -> first);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return (new String(first, UTF_8) + "\n" + new String(second, UTF_8)).getBytes(UTF_8);
  }

  /** Spoils the list of Flyway's parts. */
  Jar withFlyways(UnaryOperator<Stream<String>> change) {
    entries.computeIfPresent(FLYWAYS, (name, content) -> changed(content, change));
    return this;
  }

  private static byte[] changed(byte[] content, UnaryOperator<Stream<String>> change) {
    List<String> lines = change.apply(new String(content, UTF_8).lines()).toList();
    return String.join("\n", lines).getBytes(UTF_8);
  }

  Path write(Path file) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
    return file;
  }
}
