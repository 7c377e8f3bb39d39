package io.drift4j.examples.quickstart;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A database product, and all that differs between products for the table of claims. Texts compare
 * by their bytes on each.
 */
enum Product {
  H2("H2", "varchar(10000)", "") {
    @Override
    List<String> turn() {
      return List.of("set lock_timeout 600000", LOCK);
    }
  },
  POSTGRESQL("PostgreSQL", "varchar(10000)", "") {
    @Override
    List<String> turn() {
      return List.of("set local lock_timeout = '10min'", LOCK);
    }
  },
  SQLITE("SQLite", "text", "") {
    // It locks no rows: who writes has the whole file. A transaction that reads first would not
    // wait to become a writer.
    @Override
    List<String> turn() {
      return List.of("update claim_turn set turn = turn");
    }

    // It has no dates: they are ISO texts.
    @Override
    Object date(LocalDate day) {
      return day.toString();
    }
  },
  MARIADB("MariaDB", "text", "character set utf8mb4 collate utf8mb4_nopad_bin") {
    @Override
    List<String> turn() {
      return List.of("set session innodb_lock_wait_timeout = 600", LOCK);
    }

    @Override
    String differ(String one, String other) {
      return "not (" + one + " <=> " + other + ")";
    }
  },
  MYSQL("MySQL", "text", "character set utf8mb4 collate utf8mb4_0900_bin") {
    @Override
    List<String> turn() {
      return MARIADB.turn();
    }

    @Override
    String differ(String one, String other) {
      return MARIADB.differ(one, other);
    }
  };

  private static final String LOCK = "select turn from claim_turn for update";

  private final String productName;
  private final String text;
  private final String tableOptions;

  Product(String productName, String text, String tableOptions) {
    this.productName = productName;
    this.text = text;
    this.tableOptions = tableOptions;
  }

  static Product of(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      String name = connection.getMetaData().getDatabaseProductName();
      return Arrays.stream(values())
          .filter(product -> product.productName.equals(name))
          .findFirst()
          .orElseThrow(() -> new InvalidInputException(name + " is not supported"));
    } catch (SQLException e) {
      throw Databases.failed("connecting", e);
    }
  }

  /** What stands for {@code ${…}} in the script that creates the tables. */
  Map<String, String> placeholders() {
    return Map.of("text", text, "table_options", tableOptions);
  }

  /**
   * The statements that wait until no other load is under way, for up to ten minutes, whatever the
   * session waits by default: two of the same file would insert the same claims.
   */
  abstract List<String> turn();

  /** A condition: two values differ, or only one of them is null. */
  String differ(String one, String other) {
    return one + " is distinct from " + other;
  }

  /** What is bound for a day. */
  Object date(LocalDate day) {
    return day;
  }
}
