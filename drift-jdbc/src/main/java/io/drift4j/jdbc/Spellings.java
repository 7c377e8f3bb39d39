package io.drift4j.jdbc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * How a database spells what a host names, looked up once. What is not found is looked for again,
 * and so is what a statement failed on: somebody may have made, renamed or dropped it since.
 *
 * <p>Only spellings are remembered. Which schema an unqualified name is found in stays what the
 * connection says, which may be another for each tenant.
 */
final class Spellings {

  private final Map<String, Spelling> tables = new ConcurrentHashMap<>();
  private final Map<String, String> schemas = new ConcurrentHashMap<>();

  /**
   * That of a table of the host's.
   *
   * @throws io.drift4j.DriftException if it is said to be in another catalogue
   */
  Spelling of(Handle handle, Dialect dialect, String table) {
    Spelling known = tables.get(table);
    if (known == null) {
      List<Name> names = Name.ofTable(table);
      new Verification(dialect.elsewhere(handle, names).stream().toList()).requireSound();
      known = dialect.spelling(handle, names.subList(Math.max(0, names.size() - 2), names.size()));
      if (known.isKnown()) {
        tables.put(table, known);
      }
    }
    return known;
  }

  /** The same, looked up again if it lacks one of some columns. */
  Spelling of(Handle handle, Dialect dialect, String table, List<String> columns) {
    if (columns.stream().anyMatch(of(handle, dialect, table)::lacks)) {
      forget(table);
    }
    return of(handle, dialect, table);
  }

  void forget(String table) {
    tables.remove(table);
  }

  void forgetSchemas() {
    schemas.clear();
  }

  /** That of the schema of our tables. */
  String schema(Handle handle, Dialect dialect, String said) {
    String known = schemas.get(said);
    if (known == null) {
      Name name = Name.of("schema", said);
      List<String> there = dialect.schemas(handle, name);
      known = name.among(there, dialect.folding(handle));
      if (there.contains(known)) {
        schemas.put(said, known);
      }
    }
    return known;
  }
}
