package io.drift4j.migrations;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * States of the tables that were never released, the newer one last; each is named after a column
 * that no later one has, or that it lacks. Their scripts stand among the resources of the tests.
 */
enum EarlierTables {

  /** Before keys changed for the last time. */
  SUBJECT_KEY("run has a column subject_key", "event_dimension", "event", "run", "customer") {
    /** What V3 does to most databases does not name the columns of the index. */
    @Override
    String differingScripts(Vendor vendor) {
      String always = "V1 tables, V2 event once index";
      return vendor == Vendor.H2 ? always + ", V3 event once constraint" : always;
    }
  },

  /** Before events kept all evidence. */
  P_VALUE("event has a column p_value", "segment", "event", "run_count", "run", "customer") {
    @Override
    String differingScripts(Vendor vendor) {
      return "V1 tables";
    }
  },

  /** Before verdicts were kept, and figures with them. */
  NO_FIGURES("event has no column figures", "segment", "event", "run_count", "run", "customer") {
    @Override
    String differingScripts(Vendor vendor) {
      return "V1 tables";
    }
  };

  private final String sign;
  private final List<String> tables;

  /** What refers to another table stands before it. */
  EarlierTables(String sign, String... tables) {
    this.sign = sign;
    this.tables = List.of(tables);
  }

  /** The scripts that are others now. */
  abstract String differingScripts(Vendor vendor);

  /** The column that tells the state: table, whether it has it, name. */
  String sign() {
    return sign;
  }

  /** A new database as it was then. */
  TestDatabase on(Vendor vendor) {
    TestDatabase database = EmptyDatabase.of(vendor);
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(database.dataSource())
            .table("drift_schema_history")
            .placeholders(Settings.defaults().placeholders())
            .locations("classpath:io/drift4j/migrations/earlier/" + folder(vendor));
    vendor.configure(configuration);
    configuration.load().migrate();
    return database;
  }

  private String folder(Vendor vendor) {
    return name().toLowerCase(Locale.ROOT) + "/" + vendor.folder();
  }

  void drop(TestDatabase database) throws SQLException {
    Sql.execute(database, "drop view drift_event_view");
    for (String table : tables) {
      Sql.execute(database, "drop table drift_" + table);
    }
    Sql.execute(database, "drop table \"drift_schema_history\"");
  }
}
