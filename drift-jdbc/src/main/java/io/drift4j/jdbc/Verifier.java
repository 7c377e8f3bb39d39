package io.drift4j.jdbc;

import io.drift4j.jdbc.Probe.Trial;
import io.drift4j.jdbc.Verification.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Looks at our tables and at the server that they are on. */
final class Verifier {

  private static final List<String> ONCE = List.of("run_id", "metric_id", "segment_key");

  private static final String MIGRATE = "call DriftMigrations.on(dataSource).migrate()";

  private final Transactions transactions;
  private final Dialect dialect;
  private final Prefix prefix;
  private final String qualified; // the prefix after the schema
  private final CustomerRow customerRow;
  private final Probe probe;

  Verifier(Transactions transactions, Dialect dialect, Prefix prefix, CustomerRow customerRow) {
    this.transactions = transactions;
    this.dialect = dialect;
    this.prefix = prefix;
    this.qualified = transactions.read(prefix::of);
    this.customerRow = customerRow;
    this.probe = new Probe(transactions, dialect);
  }

  Verification ofOurTables() {
    List<Finding> findings = new ArrayList<>();
    Table.ALL.forEach(table -> reading(table).or(() -> writing(table)).ifPresent(findings::add));
    if (findings.stream().noneMatch(Finding::isError)) {
      constraint().ifPresent(findings::add);
    }
    customerRow().ifPresent(findings::add);
    findings.addAll(transactions.read(dialect::serverFindings));
    return new Verification(findings);
  }

  private Optional<Finding> reading(Table table) {
    return probe.trying(
        trial("reading", table),
        handle ->
            Probe.type(handle, "select " + table.columnList() + " from <prefix>" + table.name()));
  }

  private Optional<Finding> writing(Table table) {
    return probe.trying(
        trial("writing", table),
        handle -> {
          handle.execute(
              Sql.of(
                  "insert into <prefix>%1$s (%2$s) select %2$s from <prefix>%1$s where 1 = 0",
                  table.name(), table.columnList()));
          String key = table.key().get(0);
          handle.execute(
              Sql.of("update <prefix>%1$s set %2$s = %2$s where 1 = 0", table.name(), key));
        });
  }

  /** That of the host, if one was named. */
  private Optional<Finding> customerRow() {
    String table = customerRow.table();
    return table == null
        ? Optional.empty()
        : transactions
            .read(handle -> dialect.elsewhere(handle, Name.ofTable(table)))
            .or(() -> locking(table));
  }

  private Optional<Finding> locking(String table) {
    Trial trial =
        new Trial(
            "locking rows of table " + table + " by column " + customerRow.keyColumn(),
            "name the table of customers and its key in withCustomerRow",
            "select, update",
            transactions.read(handle -> customerRow.quotedTable(handle, dialect)));
    return probe.trying(trial, handle -> customerRow.lockNone(handle, dialect));
  }

  private Trial trial(String doing, Table table) {
    String name = name(table);
    return new Trial(doing + " table " + name, MIGRATE, "select, insert, update", name);
  }

  private String name(Table table) {
    return qualified + table.name();
  }

  /** Of a table from which it was taken after the migrations, they would not know. */
  private Optional<Finding> constraint() {
    String columns = String.join(", ", ONCE);
    return transactions.read(this::isOnce)
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                "table " + name(Table.EVENT) + " has no unique index on " + columns,
                "the one that keeps an event single",
                MIGRATE + "; if that was done before: " + createUniqueIndex(columns)));
  }

  private String createUniqueIndex(String columns) {
    return dialect
        .createIndex(prefix.letters() + "event_once", name(Table.EVENT), columns)
        .replace("create index", "create unique index");
  }

  private boolean isOnce(Handle handle) {
    String schema = prefix.schema(handle);
    String exactly = schema.isEmpty() ? "" : "\"" + schema + "\"";
    return Indexes.unique(handle, dialect, exactly, prefix.letters() + "event").stream()
        .anyMatch(columns -> Set.copyOf(columns).equals(Set.copyOf(ONCE)));
  }
}
