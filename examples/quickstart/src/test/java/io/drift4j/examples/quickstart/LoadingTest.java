package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.examples.quickstart.ClaimTable.Loaded;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims that come into a database, as the command opens it. */
class LoadingTest {

  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final ClaimRow ONE = row(1);
  private static final ClaimRow OTHER = row(2);

  private final Progress progress = Progress.onTerminal(System.err);

  @TempDir Path folder;

  static Stream<Named<Supplier<TestDatabase>>> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void waitsForItsTurnAndSaysSo(Supplier<TestDatabase> vendor) throws Exception {
    ClaimTable table = ClaimTable.on(migrated(vendor.get()));
    Held held = new Held(table);
    List<String> said = new ArrayList<>();
    Waiting waiting =
        new Waiting(
            line -> {
              said.add(line);
              held.goOn();
            },
            MOMENT);
    Loaded second = table.load(rows(ONE, OTHER), progress, waiting);
    assertThat(said)
        .containsExactly(
            "waiting for its turn: somebody else is loading claims into this database");
    assertThat(held.loaded()).isEqualTo(new Loaded(2, 0, 0));
    assertThat(second).isEqualTo(new Loaded(0, 0, 2));
  }

  @Test
  void saysThatItsTurnDidNotCome() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("claims.db");
    Held held = new Held(ClaimTable.on(migrated(TestDatabases.at(url, "", ""))));
    ClaimTable impatient = ClaimTable.on(Databases.at(url + "?busy_timeout=1", null, null));
    assertThatThrownBy(() -> impatient.load(rows(ONE), progress, new Waiting(x -> {}, MOMENT)))
        .hasMessage(
            "loading claims failed: somebody else has locked what is needed; repeat the command"
                + " when they have ended (code 5)");
    held.goOn();
    assertThat(held.loaded()).isEqualTo(new Loaded(2, 0, 0));
  }

  /** Whatever the role or the URL says of waiting in general. */
  @Test
  void waitsOnPostgresqlWhereTheSessionWouldNot() throws Exception {
    TestDatabase database = TestDatabases.postgresql();
    ClaimTable table = ClaimTable.on(migrated(database));
    Held held = new Held(table);
    String impatient = database.url() + "&options=-c%20lock_timeout=1";
    Waiting waiting = new Waiting(line -> held.goOn(), MOMENT);
    assertThat(
            ClaimTable.on(Databases.at(impatient, database.user(), database.password()))
                .load(rows(ONE, OTHER), progress, waiting))
        .isEqualTo(new Loaded(0, 0, 2));
  }

  /** Its driver's data source has defaults of its own, which would win. */
  @Test
  void opensSqliteWithTheSettingsOfTheUrlAndOtherwiseOurs() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("claims.db");
    assertThat(query(Databases.at(url, null, null), "pragma busy_timeout"))
        .containsExactly("600000");
    assertThat(query(Databases.at(url, "a", "b"), "pragma foreign_keys")).containsExactly("1");
    assertThat(query(Databases.at(url + "?busy_timeout=7", null, null), "pragma busy_timeout"))
        .containsExactly("7");
  }

  /** H2 gives it to one process at a time. */
  @Test
  void waitsForAFileThatAnotherProcessHasAndSaysSo() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("claims");
    Path claims = new Golden("01_drift_up").claims(folder);
    CommandProcess second;
    try (Connection first = Databases.at(url, null, null).getConnection()) {
      assertThat(first.isValid(0)).isTrue();
      second =
          CommandProcess.start(
              folder, Command.arguments(TestDatabases.at(url, "sa", ""), claims, Golden.AS_OF));
      second.awaitComplaint();
    }
    Command command = second.await();
    assertThat(command.complaints())
        .containsExactly(
            "drift-quickstart: waiting for the file of the database, which another process has for"
                + " itself");
    assertThat(command.status()).isZero();
    assertThat(command.out()).startsWith("claims: 465 new");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void storesAmountsAsTheyWereChecked(Supplier<TestDatabase> vendor) throws Exception {
    TestDatabase database = vendor.get();
    DataSource dataSource = migrated(database);
    ClaimTable table = ClaimTable.on(dataSource);
    ClaimFile file =
        ClaimFile.at(
            Files.writeString(
                folder.resolve("claims.csv"),
                """
                paid_amount;customer;payer;cpt_group;submitted_date;decided_date;outcome
                0E+999999999;acme;Aetna;SURG;0001-01-01;;
                1E+9;acme;Aetna;SURG;2026-01-02;;
                12.5000;acme;Aetna;SURG;2026-01-02;;
                9999999999.99;acme;Aetna;SURG;9999-12-31;;

                """));
    Waiting waiting = new Waiting(line -> {}, MOMENT);
    assertThat(table.load(file::forEach, progress, waiting)).isEqualTo(new Loaded(4, 0, 0));
    assertThat(table.load(file::forEach, progress, waiting)).isEqualTo(new Loaded(0, 0, 4));
    assertThat(query(dataSource, "select paid_amount from claim order by 1"))
        .extracting(BigDecimal::new)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(
            new BigDecimal("0"),
            new BigDecimal("12.5"),
            new BigDecimal("1000000000"),
            new BigDecimal("9999999999.99"));
    assertThat(table.submissions())
        .containsExactly(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));
  }

  // ---- loads

  private static DataSource migrated(TestDatabase database) {
    DataSource dataSource = Databases.at(database.url(), database.user(), database.password());
    DriftRuns.migrate(dataSource);
    return dataSource;
  }

  private static ClaimRow row(long line) {
    return ClaimRow.of(line, "acme", "Aetna", "SURG", LocalDate.of(2026, 1, 2), null, null);
  }

  private static ClaimTable.Rows rows(ClaimRow... rows) {
    return action -> Stream.of(rows).forEach(action);
  }

  private static List<String> query(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /** A load of two claims that stops after the first. */
  private final class Held {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<Loaded> load;

    Held(ClaimTable table) throws InterruptedException {
      Waiting waiting = new Waiting(line -> {}, MOMENT);
      load = CompletableFuture.supplyAsync(() -> table.load(this::stop, progress, waiting));
      assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private void stop(Consumer<ClaimRow> action) {
      action.accept(ONE);
      stopped.countDown();
      try {
        assertThat(released.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      action.accept(OTHER);
    }

    void goOn() {
      released.countDown();
    }

    Loaded loaded() throws Exception {
      return load.get(1, TimeUnit.MINUTES);
    }
  }
}
