package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What the log is told of migrations; its names are Flyway's. */
@Isolated("nothing else may migrate meanwhile")
class MigrationLogTest {

  private final Logger flyway = (Logger) LoggerFactory.getLogger("org.flywaydb");
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @BeforeEach
  void listen() {
    flyway.setLevel(Level.INFO);
    flyway.setAdditive(false);
    told.start();
    flyway.addAppender(told);
  }

  @AfterEach
  void listenNoMore() {
    flyway.detachAppender(told);
    flyway.setAdditive(true);
    flyway.setLevel(null);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void isNothingOfWhoeverOnlyAsks(Supplier<TestDatabase> vendor) {
    DriftMigrations migrations = DriftMigrations.on(vendor.get().dataSource());
    migrations.migrate();
    told.list.clear();
    assertThat(migrations.status().isUpToDate()).isTrue();
    migrations.validate();
    assertThat(told.list).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void isWhatWasAppliedAndWhatAHostsOwnFlywaySays(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    DriftMigrations migrations = DriftMigrations.on(host.dataSource());
    told.list.clear();
    migrations.tablePrefix("other_").migrate();
    assertThat(told.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anySatisfy(line -> assertThat(line).contains("Successfully applied 3 migrations"));
    Flyway hosts = Flyway.configure().dataSource(host.dataSource()).table("hosts_own").load();
    migrations.status();
    told.list.clear();
    hosts.info();
    assertThat(told.list).extracting(ILoggingEvent::getFormattedMessage).isNotEmpty();
  }
}
