package io.drift4j.jdbc;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** A host's database: its own table of claims beside the tables of drift. */
final class ClaimTable {

  private static final String PLAIN =
      """
      create table claim (
        customer varchar(255) not null,
        payer varchar(4000),
        cpt_group varchar(255),
        submitted_date date not null,
        decided_date date,
        outcome varchar(20))
      """;

  private static final String LOOSE =
      """
      create table claim (
        customer %s not null,
        payer %s,
        cpt_group %s,
        submitted_date date not null,
        decided_date date,
        outcome %s)
      """;

  private static final String DETAILED =
      """
      create table claim (
        customer varchar(255) not null,
        payer varchar(255),
        cpt_group varchar(255),
        submitted_date date not null,
        decided_date date,
        outcome varchar(20),
        allowed_amount decimal(12, 2),
        paid_amount decimal(12, 2),
        payment_date date,
        authorization_required boolean,
        denial_reason_code varchar(50),
        denial_reason_text varchar(200))
      """;

  private static final String INSERT_DETAILED =
      """
      insert into claim (
        customer, payer, cpt_group, submitted_date, decided_date, outcome, allowed_amount,
        paid_amount, payment_date, authorization_required, denial_reason_code, denial_reason_text)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private ClaimTable() {}

  static void create(TestDatabase database, List<Claim> claims) {
    create(database, PLAIN, claims);
  }

  /** All texts are of the type that takes most for the same. */
  static void createLoose(TestDatabase database, List<Claim> claims) {
    HostSql sql = HostSql.of(database);
    Jdbi.create(database.dataSource()).useHandle(handle -> handle.execute(sql.looseness()));
    String name = sql.looseText(100);
    create(database, LOOSE.formatted(name, sql.looseText(1600), name, sql.looseText(20)), claims);
  }

  private static void create(TestDatabase database, String table, List<Claim> claims) {
    DriftMigrations.on(database.dataSource()).migrate();
    String sql = table + HostSql.of(database).tableOptions();
    Jdbi.create(database.dataSource())
        .useTransaction(handle -> fill(handle, sql, claims, dates(database)));
  }

  /** With everything that is known of a claim. */
  static void createDetailed(TestDatabase database, List<Claim> claims) {
    DriftMigrations.on(database.dataSource()).migrate();
    Function<LocalDate, Object> dates = dates(database);
    Jdbi.create(database.dataSource())
        .useTransaction(
            handle -> {
              handle.execute(DETAILED + HostSql.of(database).tableOptions());
              try (PreparedBatch batch = handle.prepareBatch(INSERT_DETAILED)) {
                claims.forEach(claim -> bind(batch, claim, dates));
                batch.execute();
              }
            });
  }

  private static void bind(PreparedBatch batch, Claim claim, Function<LocalDate, Object> dates) {
    ClaimDetails details = claim.details();
    LocalDate payment = details.paymentDate();
    bindDecision(batch, claim, dates);
    batch
        .bind(6, details.allowedAmount())
        .bind(7, details.paidAmount())
        .bind(8, payment == null ? null : dates.apply(payment))
        .bind(9, details.authorizationRequired())
        .bind(10, details.denialReasonCode())
        .bind(11, details.denialReasonText())
        .add();
  }

  private static void bindDecision(
      PreparedBatch batch, Claim claim, Function<LocalDate, Object> dates) {
    batch
        .bind(0, claim.customer())
        .bind(1, claim.payer())
        .bind(2, claim.cptGroup())
        .bind(3, dates.apply(claim.submitted()))
        .bind(4, claim.decided() == null ? null : dates.apply(claim.decided()))
        .bind(5, claim.outcome() == null ? null : claim.outcome().name());
  }

  private static void fill(
      Handle handle, String table, List<Claim> claims, Function<LocalDate, Object> dates) {
    handle.execute(table);
    try (PreparedBatch batch = handle.prepareBatch("insert into claim values (?, ?, ?, ?, ?, ?)")) {
      for (Claim claim : claims) {
        bindDecision(batch, claim, dates);
        batch.add();
      }
      batch.execute();
    }
    handle.execute("create index claim_customer_submitted on claim (customer, submitted_date)");
  }

  /** SQLite has no dates: they are ISO texts there. */
  private static Function<LocalDate, Object> dates(TestDatabase database) {
    return database.name().equals("SQLite") ? LocalDate::toString : day -> day;
  }
}
