package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.migrations.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
    CommandProcess first = CommandProcess.start(folder, arguments);
    CommandProcess second = CommandProcess.start(folder, arguments);
    Command one = first.await();
    Command other = second.await();
    assertThat(one.err()).isEqualTo(other.err()).isEmpty();
    assertThat(one.eventIds()).containsExactlyElementsOf(other.eventIds().toList());
    assertThat(storedEventIds(database))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(one.eventIds().toList());
    assertThat(one.eventsCreated() + other.eventsCreated()).isEqualTo(4 * CUSTOMERS);
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
