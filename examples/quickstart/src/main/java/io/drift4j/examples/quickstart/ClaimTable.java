package io.drift4j.examples.quickstart;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The service's own table of claims. A load is all or nothing: rows go to a staging table first and
 * from there, in the same transaction, where they are new or differ.
 */
final class ClaimTable {

  private static final int BATCH = 1000;

  private static final String STAGE =
      """
      insert into claim_load (
        load_id, line_number, customer, claim_key, payer, cpt_group, submitted_date, decided_date,
        outcome, allowed_amount, paid_amount, payment_date, authorization_required,
        denial_reason_code, denial_reason_text)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String FIND_REPEATED =
      """
      select min(line_number), max(line_number)
      from claim_load
      where load_id = ?
      group by customer, claim_key
      having count(*) > 1
      order by 1
      """;

  private static final String DELETE_CHANGED =
      """
      delete from claim
      where exists (
        select 1 from claim_load l
        where l.load_id = ? and l.customer = claim.customer and l.claim_key = claim.claim_key
          and (%s))
      """;

  /** What of a claim may change. */
  private static final List<String> CONTENTS =
      List.of(
          "payer",
          "cpt_group",
          "submitted_date",
          "decided_date",
          "outcome",
          "allowed_amount",
          "paid_amount",
          "payment_date",
          "authorization_required",
          "denial_reason_code",
          "denial_reason_text");

  private static final String INSERT_MISSING =
      """
      insert into claim (
        customer, claim_key, payer, cpt_group, submitted_date, decided_date, outcome,
        allowed_amount, paid_amount, payment_date, authorization_required, denial_reason_code,
        denial_reason_text)
      select customer, claim_key, payer, cpt_group, submitted_date, decided_date, outcome,
        allowed_amount, paid_amount, payment_date, authorization_required, denial_reason_code,
        denial_reason_text
      from claim_load l
      where l.load_id = ?
        and not exists (
          select 1 from claim c where c.customer = l.customer and c.claim_key = l.claim_key)
      """;

  private static final String CLEAR = "delete from claim_load where load_id = ?";

  private final DataSource dataSource;
  private final Product product;

  private ClaimTable(DataSource dataSource, Product product) {
    this.dataSource = dataSource;
    this.product = product;
  }

  static ClaimTable on(DataSource dataSource) {
    return new ClaimTable(dataSource, Product.of(dataSource));
  }

  /** What a load did. */
  record Loaded(long added, long changed, long unchanged) {
    long all() {
      return added + changed + unchanged;
    }
  }

  /** Where rows come from: hands each one on, or stops with an exception. */
  interface Rows {
    void forEach(Consumer<ClaimRow> action);
  }

  Loaded load(Rows rows, Progress progress, Waiting waiting) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        waiting.during(
            () -> takeTurn(connection),
            "for its turn: somebody else is loading claims into this database");
        Loaded loaded = load(connection, rows, progress);
        connection.commit();
        return loaded;
      } catch (RuntimeException | SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw Databases.failed("loading claims", e);
    }
  }

  private Loaded load(Connection connection, Rows rows, Progress progress) throws SQLException {
    String loadId = UUID.randomUUID().toString();
    long all = stage(connection, loadId, rows, progress);
    requireDistinct(connection, loadId);
    long changed = update(connection, deleteChanged(), loadId);
    long inserted = update(connection, INSERT_MISSING, loadId);
    update(connection, CLEAR, loadId);
    return new Loaded(inserted - changed, changed, all - inserted);
  }

  /** At first, so that all other statements see what another load did. */
  private int takeTurn(Connection connection) throws SQLException {
    List<String> statements = product.turn();
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return statements.size();
  }

  private String deleteChanged() {
    return String.format(
        Locale.ROOT,
        DELETE_CHANGED,
        CONTENTS.stream()
            .map(column -> product.differ("l." + column, "claim." + column))
            .collect(Collectors.joining(" or ")));
  }

  private long stage(Connection connection, String loadId, Rows rows, Progress progress)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(STAGE)) {
      Staging staging = new Staging(insert, loadId, progress);
      rows.forEach(staging::add);
      return staging.finish();
    }
  }

  private static void requireDistinct(Connection connection, String loadId) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND_REPEATED)) {
      query.setString(1, loadId);
      try (ResultSet repeated = query.executeQuery()) {
        if (repeated.next()) {
          throw new InvalidInputException(
              "lines "
                  + repeated.getLong(1)
                  + " and "
                  + repeated.getLong(2)
                  + " have the same customer and claim_id; keep the one that holds");
        }
      }
    }
  }

  private static long update(Connection connection, String sql, String loadId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, loadId);
      return statement.executeLargeUpdate();
    }
  }

  /** The customers in the table, by code point. */
  List<String> customers() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select distinct customer from claim")) {
      List<String> customers = new ArrayList<>();
      while (rows.next()) {
        customers.add(rows.getString(1));
      }
      customers.sort(CodePointOrder.INSTANCE);
      return customers;
    } catch (SQLException e) {
      throw Databases.failed("reading the customers", e);
    }
  }

  /** The first and the last day on which a claim was submitted, nothing of an empty table. */
  List<LocalDate> submissions() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select min(submitted_date), max(submitted_date) from claim")) {
      row.next();
      String first = row.getString(1);
      return first == null
          ? List.of()
          : List.of(LocalDate.parse(first), LocalDate.parse(row.getString(2)));
    } catch (SQLException e) {
      throw Databases.failed("reading the days of submission", e);
    }
  }

  /** Inserts rows in batches. */
  private final class Staging {
    private final PreparedStatement insert;
    private final String loadId;
    private final Progress progress;
    private long count;

    Staging(PreparedStatement insert, String loadId, Progress progress) {
      this.insert = insert;
      this.loadId = loadId;
      this.progress = progress;
    }

    void add(ClaimRow row) {
      try {
        bind(row);
        insert.addBatch();
        if (++count % BATCH == 0) {
          insert.executeBatch();
          progress.show("claims loaded", count);
        }
      } catch (SQLException e) {
        throw Databases.failed("loading claims", e);
      }
    }

    long finish() throws SQLException {
      insert.executeBatch();
      progress.done();
      return count;
    }

    private void bind(ClaimRow row) throws SQLException {
      insert.setString(1, loadId);
      insert.setLong(2, row.line());
      insert.setString(3, row.customer());
      insert.setString(4, row.claimKey());
      insert.setString(5, row.payer());
      insert.setString(6, row.cptGroup());
      bind(7, row.submitted());
      bind(8, row.decided());
      insert.setString(9, row.outcome() == null ? null : row.outcome().name());
      bind(10, row.allowedAmount());
      bind(11, row.paidAmount());
      bind(12, row.paymentDate());
      bind(13, row.authorizationRequired());
      insert.setString(14, row.denialReasonCode());
      insert.setString(15, row.denialReasonText());
    }

    private void bind(int position, @Nullable LocalDate date) throws SQLException {
      insert.setObject(position, date == null ? null : product.date(date), Types.DATE);
    }

    private void bind(int position, @Nullable BigDecimal amount) throws SQLException {
      insert.setObject(position, amount, Types.NUMERIC);
    }

    private void bind(int position, @Nullable Boolean flag) throws SQLException {
      insert.setObject(position, flag, Types.BOOLEAN);
    }
  }
}
