package io.drift4j.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that the migrations of a vendor would do, as one text for people and their tools. Needs
 * neither a database nor Flyway.
 */
final class SqlScript {

  private static final String WAITING =
      "-- How long to wait for the locks of others, in this session.\n";

  private final Vendor vendor;
  private final Settings settings;

  SqlScript(Vendor vendor, Settings settings) {
    this.vendor = vendor;
    this.settings = settings;
  }

  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(heading());
    parts.add(inSchema() + waiting());
    Script.migrations(vendor).forEach(migration -> parts.add(migration(migration)));
    parts.add(history());
    return String.join("\n", parts);
  }

  private String heading() {
    return String.format(
        Locale.ROOT,
        """
    -- The tables of Drift4j for %s, names beginning with %s, in %s.
    -- Run it statement by statement and stop at the first error; then mend its cause and go on with
    -- the version that failed. Statements end with a semicolon at the end of a line, comments never do.
    -- In the end have the service call DriftMigrations.on(dataSource).adopt(), which checks and records
    -- what is there.
    -- The service needs select, insert and update on these tables, select on the view, and on the last
    -- table %s; on PostgreSQL also usage of their schema.
    """,
        vendor.product(),
        settings.tablePrefix(),
        place(),
        vendor.historyRights());
  }

  private String place() {
    return settings.schema() == null
        ? "the schema of the connection"
        : "schema " + vendor.quoted(settings.schema());
  }

  private String inSchema() {
    @Nullable String schema = settings.schema();
    if (schema == null) {
      return "";
    }
    List<String> statements = new ArrayList<>(vendor.createSchema(schema));
    statements.add(vendor.use(schema));
    return String.join(";\n", statements) + ";\n";
  }

  private String waiting() {
    return vendor
        .waitSetting(settings)
        .map(setting -> WAITING + setting.write() + ";\n")
        .orElse("");
  }

  private String migration(Script script) {
    String text = script.text(settings.placeholders());
    String heading = "-- V" + script.version() + " " + script.description() + "\n";
    return vendor.isTransactional() && script.isTransactional()
        ? heading + "begin;\n" + text + "\ncommit;\n"
        : heading + text + "\n";
  }

  private String history() {
    return "-- What was applied, filled by adopt().\n"
        + Script.history(vendor).text(settings.placeholders())
        + "\n";
  }
}
