package io.drift4j.migrations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the databases differ when the tests look at them: catalogues, schemas, a few statements.
 */
enum Dialect {
  H2,
  POSTGRESQL {
    /** It always says which schema is meant, in quotes only where the name needs them. */
    @Override
    String qualifier(@Nullable String schema) {
      return (schema == null ? "public" : schema) + ".";
    }
  },
  SQLITE {
    @Override
    List<String> tables(TestDatabase database) throws SQLException {
      return Sql.rows(
          database, "select name from sqlite_schema where type in ('table', 'view') order by 1");
    }

    @Override
    List<String> columns(TestDatabase database) throws SQLException {
      return Sql.rows(
          database,
          """
          select t.name, c.name,
                 case when t.type = 'view' then '-' when c."notnull" then 'NO' else 'YES' end
          from sqlite_schema t
          join pragma_table_info(t.name) c
          where t.type in ('table', 'view')
          order by t.name, c.cid
          """);
    }

    /** A unique index is all that can be had: constraints are part of their table for ever. */
    @Override
    List<String> uniqueRules(TestDatabase database, String table) throws SQLException {
      return Sql.rows(
          database,
          "select name from pragma_index_list('%s') where \"unique\" and origin <> 'pk'"
              .formatted(table));
    }

    @Override
    String[] dropEventOnce(String schema) {
      return new String[] {"drop index %sdrift_event_once".formatted(schema)};
    }

    @Override
    boolean isDuplicate(SQLException e) {
      return e.getErrorCode() == 19
          && e.getMessage().contains("UNIQUE constraint failed: drift_event.run_id");
    }

    @Override
    Instant instant(ResultSet row) throws SQLException {
      return utc(row);
    }
  },
  MARIADB {
    @Override
    String qualifier(@Nullable String schema) {
      return super.qualifier(schema).replace('"', '`');
    }

    @Override
    String currentSchema() {
      return "database()";
    }

    /** A schema is a database of the server, which all tests share: each has one of its own. */
    @Override
    String createSchema(TestDatabase database) throws SQLException {
      String name = "apart-from-" + Sql.rows(database, "select database()").get(0);
      Sql.execute(database, "create database \"%s\"".formatted(name));
      return name;
    }

    /** The index serves the foreign key too, which gets one of its own again, as after V1. */
    @Override
    String[] dropEventOnce(String schema) {
      return new String[] {
        "alter table %sdrift_event drop foreign key drift_event_run_fk".formatted(schema),
        "drop index drift_event_once on %sdrift_event".formatted(schema),
        """
        alter table %1$sdrift_event add constraint drift_event_run_fk
        foreign key (run_id) references %1$sdrift_run (run_id)
        """
            .formatted(schema)
      };
    }

    @Override
    boolean isDuplicate(SQLException e) {
      return e.getErrorCode() == 1062;
    }

    @Override
    Instant instant(ResultSet row) throws SQLException {
      return utc(row);
    }
  };

  static Dialect of(TestDatabase database) {
    return switch (database.url().split(":", 3)[1]) {
      case "h2" -> H2;
      case "postgresql" -> POSTGRESQL;
      case "sqlite" -> SQLITE;
      default -> MARIADB;
    };
  }

  /** What stands before the names of tables in messages; without a schema, of the connection's. */
  String qualifier(@Nullable String schema) {
    return schema == null ? "" : "\"" + schema + "\".";
  }

  /** An expression: the schema of the connection. */
  String currentSchema() {
    return "current_schema";
  }

  /** Creates a schema whose name needs quotes, and returns the name. */
  String createSchema(TestDatabase database) throws SQLException {
    Sql.execute(database, "create schema \"apart\"");
    return "apart";
  }

  /** All tables and views of the connection's schema, sorted. */
  List<String> tables(TestDatabase database) throws SQLException {
    return tablesWhere(database, "table_schema = " + currentSchema());
  }

  /** All tables and views of a schema, sorted. */
  List<String> tablesIn(TestDatabase database, String schema) throws SQLException {
    return tablesWhere(database, "table_schema = '" + schema + "'");
  }

  private static List<String> tablesWhere(TestDatabase database, String condition)
      throws SQLException {
    return Sql.rows(
        database,
        "select lower(table_name) from information_schema.tables where %s order by 1"
            .formatted(condition));
  }

  /**
   * Table, column, and whether the column may be null: "YES" or "NO", for a view "-", since there
   * vendors say what they like. In the order of the tables' names and of the columns' positions.
   */
  List<String> columns(TestDatabase database) throws SQLException {
    return Sql.rows(
        database,
        """
        select lower(c.table_name), lower(c.column_name),
               case when t.table_type = 'VIEW' then '-' else c.is_nullable end
        from information_schema.columns c
        join information_schema.tables t
          on t.table_schema = c.table_schema and t.table_name = c.table_name
        where c.table_schema = %s
        order by lower(c.table_name), c.ordinal_position
        """
            .formatted(currentSchema()));
  }

  /** The names of what the catalogue shows as unique on a table, but for the primary key. */
  List<String> uniqueRules(TestDatabase database, String table) throws SQLException {
    return Sql.rows(
        database,
        """
        select lower(constraint_name) from information_schema.table_constraints
        where table_schema = %s and lower(table_name) = '%s' and constraint_type = 'UNIQUE'
        """
            .formatted(currentSchema(), table));
  }

  /**
   * Statements that undo V2 and V3.
   *
   * @param schema what stands before the names: empty, or a quoted schema and a dot
   */
  String[] dropEventOnce(String schema) {
    return new String[] {
      "alter table %sdrift_event drop constraint drift_event_once".formatted(schema),
      "drop index if exists %sdrift_event_once".formatted(schema)
    };
  }

  /** Whether this is how the database refuses a second event. */
  boolean isDuplicate(SQLException e) {
    return "23505".equals(e.getSQLState());
  }

  /** The instant that stands in the first column. */
  Instant instant(ResultSet row) throws SQLException {
    return row.getObject(1, OffsetDateTime.class).toInstant();
  }

  /** From a type without a time zone, or a text. */
  private static Instant utc(ResultSet row) throws SQLException {
    LocalDateTime time =
        row.getMetaData().getColumnType(1) == Types.TIMESTAMP
            ? row.getObject(1, LocalDateTime.class)
            : LocalDateTime.parse(row.getString(1).replace(' ', 'T'));
    return time.toInstant(ZoneOffset.UTC);
  }
}
