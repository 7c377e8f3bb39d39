package io.drift4j;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The files that tests read: resources of this module, and a folder beside a checkout that may be
 * absent.
 */
public final class TestFiles {

  private static final CSVFormat CSV =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private TestFiles() {}

  /** A resource as a file. */
  public static Path resource(String name) {
    URL url = TestFiles.class.getResource("/" + name);
    if (url == null) {
      throw new AssertionError("no test resource " + name);
    }
    try {
      URI uri = url.toURI();
      return uri.getScheme().equals("jar") ? inJar(uri) : Path.of(uri);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Where other modules use these tests they come as a jar, which stays open to the end. */
  private static synchronized Path inJar(URI uri) {
    try {
      return Path.of(uri);
    } catch (FileSystemNotFoundException notOpenYet) {
      try {
        FileSystems.newFileSystem(uri, Map.of());
        return Path.of(uri);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A file or folder of the acceptance material beside the checkout, if it is there. */
  public static Optional<Path> shared(String name) {
    return Optional.of(Path.of("..", "..", "shared").resolve(name)).filter(Files::exists);
  }

  public static List<CSVRecord> csv(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return CSV.parse(reader).getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
