package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.migrations.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command started twice at the same time, on a database in which there is nothing yet. */
class TwoProcessesTest {

  private static final int CUSTOMERS = 12;

  @TempDir Path folder;

  static Stream<Named<Supplier<TestDatabase>>> vendors() {
    return Vendors.shared();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void recordEachEventOnce(Supplier<TestDatabase> vendor) throws Exception {
    TestDatabase database = vendor.get();
    Path claims = new Golden("01_drift_up").claimsOf(CUSTOMERS, folder);
    List<String> arguments =
        Command.arguments(database, claims, Golden.AS_OF, "--threads", "2", "--format", "json");
    Process first = start("first", arguments);
    Process second = start("second", arguments);
    Command one = await("first", first);
    Command other = await("second", second);
    assertThat(one.err()).isEqualTo(other.err()).isEmpty();
    assertThat(one.eventIds()).containsExactlyElementsOf(other.eventIds().toList());
    assertThat(storedEventIds(database))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(one.eventIds().toList());
    assertThat(one.eventsCreated() + other.eventsCreated()).isEqualTo(4 * CUSTOMERS);
  }

  private Process start(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dlogback.configurationFile=src/main/resources/logback.xml"); // as users have it
    command.add(Quickstart.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .redirectError(folder.resolve(name + ".err").toFile())
        .start();
  }

  private Command await(String name, Process process) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Command(
        process.exitValue(),
        Files.readString(folder.resolve(name + ".out")),
        Files.readString(folder.resolve(name + ".err")));
  }

  private static List<String> storedEventIds(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select event_id from drift_event")) {
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }
}
