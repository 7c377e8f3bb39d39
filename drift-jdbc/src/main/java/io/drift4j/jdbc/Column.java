package io.drift4j.jdbc;

/** A column of ours. */
record Column(String name, Type type) {

  /** What it holds, with the name that the type has in standard SQL. */
  enum Type {
    TEXT("text"),
    INTEGER("integer"),
    BIGINT("bigint"),
    DOUBLE("double precision"),
    DATE("date");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    @Override
    public String toString() {
      return sql;
    }
  }

  static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  static Column integer(String name) {
    return new Column(name, Type.INTEGER);
  }

  static Column bigint(String name) {
    return new Column(name, Type.BIGINT);
  }

  static Column number(String name) {
    return new Column(name, Type.DOUBLE);
  }

  static Column date(String name) {
    return new Column(name, Type.DATE);
  }
}
