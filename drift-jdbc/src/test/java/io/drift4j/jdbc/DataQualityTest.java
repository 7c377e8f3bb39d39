package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.drift4j.DriftMonitor;
import io.drift4j.LeftOut;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.migrations.TestDatabase;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Records whose dates and outcome contradict each other are counted, left out and told. */
class DataQualityTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(DriftDatabase.class);
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @BeforeEach
  void listen() {
    told.start();
    logger.addAppender(told);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(told);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void isTold(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    Jdbi.create(host.dataSource()).useHandle(handle -> addDefects(host, handle));
    RunReport report = run(host);
    assertThat(report.summary().leftOut().stream().map(LeftOut::toString))
        .containsExactly(
            "warning: 10 of 692 records (1.4 %) ended before they started and were left out",
            "4 of 692 records (0.6 %) ended without an outcome and were left out",
            "2 of 692 records (0.3 %) have an outcome and no end and were left out");
    assertThat(warnings())
        .containsExactly(
            "\"acme\", payer-drift as of 2026-01-15: "
                + report.summary().leftOut().get(0)
                + "; run "
                + report.run().runId());
    assertSameAsInMemory(report);
    assertThat(run(host).summary()).isEqualTo(report.summary());
  }

  private static void assertSameAsInMemory(RunReport report) {
    var expected = TestRuns.detectWithDefects(report.run());
    assertThat(report.summary()).isEqualTo(expected.summary());
    assertThat(report.events()).isEqualTo(expected.events()).hasSize(TestRuns.EVENTS);
  }

  /** The same as {@link TestRuns#detectWithDefects(Run)} has. */
  private static void addDefects(TestDatabase host, Handle handle) {
    String day = HostSql.of(host).date(TestRuns.AS_OF.minusDays(5).toString());
    String dayBefore = HostSql.of(host).date(TestRuns.AS_OF.minusDays(6).toString());
    add(handle, 10, "'Aetna', 'SURG', " + day + ", " + dayBefore + ", 'PAID'");
    add(handle, 4, "'Aetna', 'SURG', " + day + ", " + day + ", null");
    add(handle, 2, "'New', 'SURG', " + day + ", null, 'DENIED'");
  }

  private static void add(Handle handle, int times, String values) {
    for (int i = 0; i < times; i++) {
      handle.execute("insert into claim values ('acme', " + values + ")");
    }
  }

  private Stream<String> warnings() {
    return told.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage);
  }

  private static RunReport run(TestDatabase host) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }
}
