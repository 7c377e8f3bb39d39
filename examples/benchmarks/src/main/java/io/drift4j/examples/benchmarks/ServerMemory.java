package io.drift4j.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What PostgreSQL's processes took, as far as the machine tells it. */
final class ServerMemory {

  private static final String BACKENDS =
      "select pid from pg_stat_activity where backend_type = 'client backend'";

  private ServerMemory() {}

  /** A line for each process that serves a connection of ours. */
  static List<String> ofBackends(DataSource dataSource) throws SQLException, IOException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(BACKENDS)) {
      while (row.next()) {
        Path status = Path.of("/proc", row.getString(1), "status");
        if (Files.exists(status)) {
          lines.add(line(status));
        }
      }
    }
    return lines;
  }

  /** The peak counts what it touched of the cache that all share. */
  private static String line(Path status) throws IOException {
    Map<String, Long> kilobytes = kilobytes(status);
    return String.format(
        Locale.ROOT,
        "backend at most %d MB, of which %d MB are the shared cache; now %d MB of its own",
        kilobytes.getOrDefault("VmHWM", 0L) / 1024,
        kilobytes.getOrDefault("RssShmem", 0L) / 1024,
        kilobytes.getOrDefault("RssAnon", 0L) / 1024);
  }

  private static Map<String, Long> kilobytes(Path status) throws IOException {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .map(line -> line.split("[:\\s]+"))
          .filter(words -> words.length == 3 && words[2].equals("kB"))
          .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1])));
    }
  }
}
