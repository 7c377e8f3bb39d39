package io.drift4j.jdbc;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/** What stands before the name of every table of ours: the schema, if there is one, and letters. */
record Prefix(Dialect dialect, Spellings spellings, String schema, String letters) {

  /** In the schema of the connection. */
  static Prefix ofLetters(Dialect dialect, String letters) {
    return new Prefix(dialect, new Spellings(), "", letters);
  }

  /** Does work whose statements have it for {@code <prefix>}; others go on with what they had. */
  <T> T during(Handle handle, Function<Handle, T> work) {
    SqlStatements statements = handle.getConfig(SqlStatements.class);
    Object before = statements.getAttribute("prefix");
    statements.define("prefix", of(handle));
    try {
      return work.apply(handle);
    } finally {
      statements.define("prefix", before);
    }
  }

  String of(Handle handle) {
    return schema.isEmpty() ? letters : dialect.quoted(schema(handle)) + "." + letters;
  }

  /** After a failure: somebody may have renamed the schema. */
  void forget() {
    spellings.forgetSchemas();
  }

  /** As the catalogue spells it. */
  String schema(Handle handle) {
    return schema.isEmpty() ? "" : spellings.schema(handle, dialect, schema);
  }
}
