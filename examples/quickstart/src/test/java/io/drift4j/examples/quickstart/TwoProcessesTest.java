package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command started twice at the same time, or more often, on a database without anything. */
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
    CommandProcess first = CommandProcess.start(folder, arguments);
    CommandProcess second = CommandProcess.start(folder, arguments);
    Command one = first.await();
    Command other = second.await();
    assertThat(Stream.of(one, other)).allSatisfy(command -> assertSaysAtMostThatItWaits(command));
    assertThat(one.eventIds()).containsExactlyElementsOf(other.eventIds().toList());
    assertThat(storedEventIds(database))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(one.eventIds().toList());
    assertThat(one.eventsCreated() + other.eventsCreated()).isEqualTo(4 * CUSTOMERS);
  }

  /**
   * Also H2, whose file each process waits to have for itself, or has served by the first of them,
   * which stays for the others.
   */
  static Stream<Named<Supplier<TestDatabase>>> all() {
    return Stream.concat(
        vendors(),
        Stream.of(
            Named.of("H2", TwoProcessesTest::h2WithoutServer),
            Named.of("H2 served by the first", TwoProcessesTest::h2ServedByTheFirst)));
  }

  private static TestDatabase h2ServedByTheFirst() {
    return TestDatabases.at(h2WithoutServer().url() + ";AUTO_SERVER=TRUE", "sa", "");
  }

  private static TestDatabase h2WithoutServer() {
    String url = TestDatabases.h2File().url();
    return TestDatabases.at(url.substring(0, url.indexOf(';')), "sa", "");
  }

  @ParameterizedTest
  @MethodSource("all")
  @Tag("proof")
  void eightLoadEachClaimOnce(Supplier<TestDatabase> vendor) throws Exception {
    TestDatabase database = vendor.get();
    Path claims = new Golden("01_drift_up").claimsOf(CUSTOMERS, folder);
    List<CommandProcess> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      processes.add(
          CommandProcess.start(folder, Command.arguments(database, claims, Golden.AS_OF)));
    }
    List<String> loaded = new ArrayList<>();
    for (CommandProcess process : processes) {
      Command command = process.await();
      assertSaysAtMostThatItWaits(command);
      loaded.add(command.out().lines().findFirst().orElse(""));
    }
    assertThat(loaded)
        .containsOnlyOnce("claims: 5,580 new, 0 changed, 0 unchanged")
        .filteredOn("claims: 0 new, 0 changed, 5,580 unchanged"::equals)
        .hasSize(7);
    assertThat(storedEventIds(database)).doesNotHaveDuplicates().hasSize(4 * CUSTOMERS);
  }

  /** Not a command, which would have stayed for the others. */
  @Test
  @Tag("proof")
  void saysThatWhoeverServedTheFileWasKilled() throws Exception {
    TestDatabase database = h2ServedByTheFirst();
    Path claims = new Golden("01_drift_up").claims(folder);
    List<String> arguments = Command.arguments(database, claims, Golden.AS_OF);
    assertThat(CommandProcess.start(folder, arguments).await().status()).isZero();
    CommandProcess serving =
        CommandProcess.start(
            folder, Jdk.ofThisBuild(), List.of(), ServingProcess.class, List.of(database.url()));
    serving.awaitComplaint();
    CommandProcess served = CommandProcess.start(folder, arguments);
    served.awaitComplaint();
    serving.process().destroyForcibly();
    Command command = served.await();
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.complaints())
        .hasSize(2)
        .last(InstanceOfAssertFactories.STRING)
        .startsWith(
            "drift-quickstart: loading claims failed: the process that serves the database cannot"
                + " be reached; check that it runs, and repeat the command (SQLState ");
    assertThat(CommandProcess.start(folder, arguments).await().out())
        .startsWith("claims: 0 new, 0 changed, 465 unchanged");
  }

  private static void assertSaysAtMostThatItWaits(Command command) {
    assertThat(command.status()).as(command.err()).isZero();
    assertThat(command.complaints())
        .allSatisfy(line -> assertThat(line).startsWith("drift-quickstart: waiting for "));
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
