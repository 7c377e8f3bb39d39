package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.CountRequest;
import io.drift4j.Definition;
import io.drift4j.Detail;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Window;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Details of an outcome in a host's own columns, whatever type they are of. */
class DetailsTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final Measure DECISION =
      Measure.timeToEvent("opened", "closed").withOutcome("outcome", "PAID", "DENIED");

  static Stream<?> vendors() {
    return Vendors.all();
  }

  private static void create(TestDatabase host) {
    HostSql sql = HostSql.of(host);
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute(
                  """
                  create table claim (
                    customer varchar(9), opened date, closed date, outcome varchar(20),
                    loose %s, padded char(9), number integer, flag boolean) %s
                  """
                      .formatted(sql.looseText(30), sql.tableOptions()));
              for (String row :
                  List.of(
                      "'2026-01-12', 'DENIED', 'Auth', 'a', 7, true",
                      "'2026-01-12', 'APPROVED', 'auth', 'A', 70, false",
                      "'2026-01-12', 'PENDING', 'auth', 'A', 70, false",
                      "null, 'PENDING', 'auth', 'A', 70, false",
                      "'2026-01-12', 'PAID', null, null, null, null")) {
                handle.execute("insert into claim values ('acme', '2026-01-10', " + row + ")");
              }
            });
  }

  private static TestDatabase loose(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    Jdbi.create(host.dataSource()).useHandle(h -> h.execute(HostSql.of(host).looseness()));
    create(host);
    return host;
  }

  /** What the host's words mean is asked of the outcome alone. */
  @ParameterizedTest
  @MethodSource("vendors")
  void areToldAsTheDatabaseKeepsThem(Supplier<TestDatabase> vendor) {
    TestDatabase host = loose(vendor);
    Measure measure =
        DECISION.withDetails(
            Detail.text("loose"),
            Detail.text("padded"),
            Detail.text("number"),
            Detail.contains("loose", "AUT"),
            Detail.contains("number", "0"),
            Detail.text("flag"));
    RecordTable table =
        RecordTable.named("claim").withOutcome("APPROVED").as("PAID").withOpen("PENDING");
    CountRequest request =
        new CountRequest(
            "acme",
            List.of(new Window(LocalDate.of(2026, 1, 1), AS_OF)),
            AS_OF,
            false,
            List.of(),
            List.of(measure));
    String[] flag = flags(HostSql.of(host));
    assertThat(Told.by(DriftDatabase.on(host.dataSource()).counts(table), request).keySet())
        .as("%s", host)
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("DENIED|Auth|a|7|1|0|" + flag[0]),
            line -> assertThat(line).contains("PAID|auth|A|70|1|1|" + flag[1]),
            line -> assertThat(line).contains("PAID|^0|^0|^0|^0|^0|^0"),
            line -> assertThat(line).contains("open").contains("none").doesNotContain("|"));
  }

  /** As an outcome that is a boolean. */
  private static String[] flags(HostSql sql) {
    return switch (sql) {
      case POSTGRESQL -> new String[] {"true", "false"};
      case H2 -> new String[] {"TRUE", "FALSE"};
      default -> new String[] {"1", "0"};
    };
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void areLookedAtByVerify(Supplier<TestDatabase> vendor) {
    TestDatabase host = loose(vendor);
    RecordTable table =
        RecordTable.named("claim")
            .withOutcome("APPROVED")
            .as("PAID")
            .withOpen("PENDING")
            .withColumn("loose")
            .as("denial_reason_text");
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    Definition sound = definition(Detail.contains("denial_reason_text", "auth"));
    assertThat(errors(database, table, sound)).isEmpty();
    assertThat(database.verifyHost(table, sound).findings())
        .as("a field that is read for a detail means something")
        .noneMatch(finding -> finding.toString().contains("denial_reason_text"));
    assertThat(errors(database, table, definition(Detail.text("no_such_column"))))
        .singleElement()
        .asString()
        .contains("no_such_column");
  }

  private static List<Finding> errors(
      DriftDatabase database, RecordTable table, Definition definition) {
    return database.verifyHost(table, definition).findings().stream()
        .filter(Finding::isError)
        .toList();
  }

  private static Definition definition(Detail detail) {
    return Definition.of(
        "details",
        1,
        List.of(),
        List.of(Metric.category("why", 1, DECISION.withDetails(detail), r -> r.details().get(0))),
        Lookback.ofDays(90, 14),
        DriftPolicy.thresholds());
  }
}
