package io.drift4j.jdbc;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.Measure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records of a table by one statement; in which form, its {@link RecordScan} decides. */
final class JdbcCountSource implements CountSource {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcCountSource.class);

  private static final String SAVEPOINT = "drift_scan";

  private final Transactions transactions;
  private final Dialect dialect;
  private final RecordTable table;
  private final Spellings spellings;

  /** The fields whose types have been looked at, once for a source. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Whether columns hold bits, looked at once for a source. */
  private final Map<String, Boolean> bits = new ConcurrentHashMap<>();

  /** Reads a table, unless its filter means something else to this database. */
  JdbcCountSource(
      Transactions transactions, Dialect dialect, RecordTable table, Spellings spellings) {
    table.filter(dialect);
    this.transactions = transactions;
    this.dialect = dialect;
    this.table = table;
    this.spellings = spellings;
  }

  @Override
  public String id() {
    return table.id();
  }

  @Override
  public SortedMap<String, String> settings() {
    return table.settings();
  }

  @Override
  public void requireMeaning(List<Definition> definitions) {
    new Verification(new Meaning(table, definitions).findings()).requireSound();
  }

  @Override
  public OptionalInt freshWithinDays() {
    return table.fresh();
  }

  @Override
  public Set<String> lacking(Set<String> fields) {
    try {
      return transactions.read(handle -> lacking(handle, fields));
    } catch (RuntimeException e) {
      throw DatabaseErrors.translateReading(dialect, table, e);
    }
  }

  private Set<String> lacking(Handle handle, Set<String> fields) {
    List<String> columns = fields.stream().map(table::column).toList();
    Spelling told = spellings.of(handle, dialect, table.name(), columns);
    Spelling known = told.isKnown() ? told : told.among(labels(handle, table.spelledAs(told)));
    Set<String> lacking = new TreeSet<>(fields);
    lacking.removeIf(field -> !known.lacks(table.column(field)));
    return lacking;
  }

  /** The columns of a table of which the catalogue is not asked. */
  private List<String> labels(Handle handle, RecordTable spelled) {
    String sql = Sql.of("select * from %s where 1 = 0", spelled.name(dialect));
    try (Query query = handle.createQuery(sql)) {
      query.setTemplateEngine((text, context) -> text);
      return query.scanResultSet((rows, context) -> ColumnType.labels(rows.get().getMetaData()));
    }
  }

  /** Whether it reads on the connection that the other opened on this thread. */
  boolean isOn(Jdbi other) {
    return transactions.isOn(other);
  }

  /**
   * On the thread's open handle, if the repository holds one, otherwise on a connection of its own.
   */
  @Override
  public void read(CountRequest request, CellVisitor visitor) {
    try {
      transactions.read(handle -> stream(handle, request, visitor));
    } catch (RuntimeException e) {
      spellings.forget(table.name());
      known.clear();
      bits.clear();
      throw DatabaseErrors.translateReading(dialect, table, e);
    }
  }

  /** Asks for what a run would ask for, in the same way, and for no row of it. */
  void rehearse(Handle handle, CountRequest request) {
    RecordTable spelled = spelled(handle, request);
    spelled.prepareToRead(dialect, handle);
    requireTypes(handle, spelled, request);
    RecordScan scan = new WithoutRows(dialect.scan(handle, spelled, request), dialect);
    scan(handle, scan, request.customer(), WithoutRows.NOBODY);
  }

  private boolean stream(Handle handle, CountRequest request, CellVisitor visitor) {
    table.customer(dialect, request.customer()); // refused for its spelling before anything else
    RecordTable spelled = spelled(handle, request);
    spelled.prepareToRead(dialect, handle);
    requireTypes(handle, spelled, request);
    return scan(handle, dialect.scan(handle, spelled, request), request.customer(), visitor);
  }

  private RecordTable spelled(Handle handle, CountRequest request) {
    Set<String> fields = FieldTypes.fields(request.dimensions(), request.measures());
    fields.addAll(request.knownBy().values());
    List<String> columns = new ArrayList<>(List.of(table.customerColumn()));
    fields.forEach(field -> columns.add(table.column(field)));
    RecordTable spelled = table.spelledAs(spellings.of(handle, dialect, table.name(), columns));
    new Verification(spelled.misspelt(fields)).requireSound();
    return spelled.spelledAs(spelled.spelling().withBits(bits(handle, spelled, columns)));
  }

  /** Of columns that were not looked at yet the database is asked. */
  private Set<String> bits(Handle handle, RecordTable spelled, List<String> columns) {
    Map<String, Boolean> seen = new HashMap<>(bits);
    Set<String> unknown = new LinkedHashSet<>(columns);
    unknown.removeAll(seen.keySet());
    if (!unknown.isEmpty()) {
      Set<String> found = dialect.bits(handle, spelled, unknown);
      unknown.forEach(column -> seen.put(column, found.contains(column)));
      bits.putAll(seen);
    }
    return columns.stream().filter(seen::get).collect(Collectors.toSet());
  }

  private void requireTypes(Handle handle, RecordTable spelled, CountRequest request) {
    Stream<Measure> days = request.knownBy().values().stream().map(Measure::count);
    for (Measure measure : Stream.concat(request.measures().stream(), days).toList()) {
      if (dialect.hasTypes() && !known.containsAll(FieldTypes.fields(measure))) {
        new FieldTypes(dialect, spelled).require(handle, measure);
        known.addAll(FieldTypes.fields(measure));
      }
    }
  }

  private boolean scan(Handle handle, RecordScan scan, String customer, CellVisitor visitor) {
    Optional<RecordScan> other = scan.otherwise();
    return other.isEmpty()
        ? told(handle, scan, visitor)
        : isAnswered(handle, scan, customer, visitor) || told(handle, other.get(), visitor);
  }

  /** Whether the server lets itself be asked so. If not, that spoils no more than a savepoint. */
  private boolean isAnswered(Handle handle, RecordScan scan, String customer, CellVisitor visitor) {
    inTransaction(handle, () -> handle.savepoint(SAVEPOINT));
    try {
      told(handle, scan, visitor);
    } catch (UnableToExecuteStatementException e) { // before its first row
      if (!DatabaseErrors.isRefusal(e)) {
        throw e;
      }
      LOG.info(
          "\"{}\": the server refuses to pack the records of {}; they are read as rows",
          OneLine.of(customer),
          table.name());
      inTransaction(handle, () -> handle.rollbackToSavepoint(SAVEPOINT));
      return false;
    }
    inTransaction(handle, () -> handle.releaseSavepoint(SAVEPOINT));
    return true;
  }

  /** A joined connection may be in none. */
  private static void inTransaction(Handle handle, Runnable action) {
    if (handle.isInTransaction()) {
      action.run();
    }
  }

  private static boolean told(Handle handle, RecordScan scan, CellVisitor visitor) {
    try (Query query = handle.createQuery(scan.sql())) {
      query.setTemplateEngine((sql, context) -> sql).setFetchSize(scan.fetchSize());
      scan.bind(query);
      return query.scanResultSet((rows, context) -> told(scan, rows.get(), visitor));
    }
  }

  private static boolean told(RecordScan scan, ResultSet rows, CellVisitor visitor)
      throws SQLException {
    scan.read(rows, visitor);
    return true;
  }
}
