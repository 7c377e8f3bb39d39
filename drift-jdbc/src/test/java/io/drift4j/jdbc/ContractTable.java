package io.drift4j.jdbc;

import io.drift4j.ContractRecord;
import io.drift4j.CountSourceContract;
import io.drift4j.RecordCounts;
import io.drift4j.migrations.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The records of the contract of sources as hosts keep them: in a table of its own for each list,
 * and in memory.
 */
final class ContractTable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final HostSql sql;
  private final String name;

  private ContractTable(HostSql sql, String name) {
    this.sql = sql;
    this.name = name;
  }

  /** A new table with these records in this order. */
  static RecordTable create(TestDatabase host, List<ContractRecord> records) {
    String name = "contract_" + NUMBER.incrementAndGet();
    ContractTable table = new ContractTable(HostSql.of(host), name);
    Jdbi.create(host.dataSource()).useTransaction(handle -> table.fill(handle, records));
    return RecordTable.named(name)
        .withTimestamp(CountSourceContract.CREATED, CountSourceContract.ZONE)
        .withTimestamp(CountSourceContract.CLOSED, CountSourceContract.ZONE);
  }

  static RecordCounts<ContractRecord> inMemory(List<ContractRecord> records) {
    return RecordCounts.of(records, ContractRecord::customer)
        .text(CountSourceContract.PAYER, ContractRecord::payer)
        .text(CountSourceContract.PLAN, ContractRecord::plan)
        .date(CountSourceContract.SUBMITTED, ContractRecord::submitted)
        .date(CountSourceContract.DECIDED, ContractRecord::decided)
        .text(CountSourceContract.OUTCOME, ContractRecord::outcome)
        .text(CountSourceContract.CATEGORY, ContractRecord::category)
        .timestamp(CountSourceContract.CREATED, ContractRecord::created, CountSourceContract.ZONE)
        .timestamp(CountSourceContract.CLOSED, ContractRecord::closed, CountSourceContract.ZONE)
        .decimal(CountSourceContract.AMOUNT, ContractRecord::amount)
        .date(CountSourceContract.PAID, ContractRecord::paid)
        .decimal(CountSourceContract.EXPECTED, ContractRecord::expected);
  }

  /** One timestamp of each of a vendor's types. SQLite keeps exact decimals as texts only. */
  private void fill(Handle handle, List<ContractRecord> records) {
    handle.execute(
        """
        create table %s (
          customer varchar(100), payer varchar(100), plan varchar(100),
          submitted_date date, decided_date date, outcome varchar(100), category varchar(100),
          created_at %s, closed_at %s, amount %s, payment_date date, expected %s) %s
        """
            .formatted(
                name,
                sql.timestamps().get(0),
                sql.timestamps().get(1),
                decimal(),
                decimal(),
                sql.tableOptions()));
    handle.execute(sql.setZone("+00:00"));
    if (!records.isEmpty()) {
      String rows = records.stream().map(this::row).collect(Collectors.joining(",\n"));
      execute(handle, "insert into " + name + " values " + rows);
    }
  }

  private String decimal() {
    return sql == HostSql.SQLITE ? "text" : "decimal(21, 4)";
  }

  private static @Nullable String plain(@Nullable BigDecimal decimal) {
    return decimal == null ? null : decimal.toPlainString();
  }

  /** Beneath Jdbi, for which a colon in a text would be a parameter. */
  private static void execute(Handle handle, String sql) {
    Dialect.execute(handle, sql, statement -> statement.execute());
  }

  private String row(ContractRecord record) {
    return Stream.of(
            record.customer(),
            record.payer(),
            record.plan(),
            record.submitted(),
            record.decided(),
            record.outcome(),
            record.category(),
            timestamp(record.created(), 0),
            timestamp(record.closed(), 1),
            plain(record.amount()),
            record.paid(),
            plain(record.expected()))
        .map(this::literal)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private @Nullable String timestamp(@Nullable Instant instant, int type) {
    return instant == null ? null : sql.timestamp(instant, type);
  }

  private String literal(@Nullable Object value) {
    return value == null ? "null" : sql.literal(value.toString());
  }
}
