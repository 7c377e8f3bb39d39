package io.drift4j.examples.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Claims as a table holds them afterwards: all decided, 20 % denied, and in every fortieth segment
 * 40 % in the current window; by their {@code second_outcome} in every second. Denials are spread
 * evenly over a segment's claims, since the threshold policy takes chance for drift, and what a run
 * costs should not depend on how many false alarms it keeps.
 */
final class SyntheticClaims {

  /** The days of 14 against 90. */
  static final int DAYS = 104;

  private static final int CURRENT_DAYS = 14;
  private static final int GROUPS = 12;
  private static final int BATCH = 10_000;
  private static final int COLUMNS = 7;

  private static final String CLAIMS =
      """
      create table claim (
        customer varchar(100) not null, payer varchar(100) not null,
        cpt_group varchar(100) not null, submitted_date date not null, decided_date date,
        outcome varchar(100), second_outcome varchar(100))
      """;

  private final SplittableRandom random = new SplittableRandom(20261124);
  private final LocalDate asOf;
  private final int days;
  private final int segments;
  private final Denials denials;
  private final Denials secondDenials;
  private final @Nullable SyntheticDetails details;

  private SyntheticClaims(
      int segments, LocalDate asOf, int days, @Nullable SyntheticDetails details) {
    this.details = details;
    this.asOf = asOf;
    this.days = days;
    this.segments = segments;
    this.denials = new Denials(segments, 40);
    this.secondDenials = new Denials(segments, 2);
  }

  /** Fills a new table of claims, indexed as the library advises, of the days that a run reads. */
  static void load(DataSource dataSource, int claims, int segments, LocalDate asOf)
      throws SQLException, IOException {
    load(dataSource, claims, segments, asOf, DAYS);
  }

  /** The same, of so many days before the as-of day. */
  static void load(DataSource dataSource, int claims, int segments, LocalDate asOf, int days)
      throws SQLException, IOException {
    load(dataSource, claims, new SyntheticClaims(segments, asOf, days, null));
  }

  /** The same claims with all that the definitions for claims ask for. */
  static void loadDetailed(
      DataSource dataSource, int claims, int segments, LocalDate asOf, int days)
      throws SQLException, IOException {
    load(dataSource, claims, new SyntheticClaims(segments, asOf, days, new SyntheticDetails()));
  }

  private static void load(DataSource dataSource, int claims, SyntheticClaims synthetic)
      throws SQLException, IOException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(CLAIMS);
      if (synthetic.details != null) {
        for (String column : SyntheticDetails.COLUMNS) {
          statement.execute("alter table claim add column " + column);
        }
      }
      if (connection.isWrapperFor(PGConnection.class)) {
        synthetic.copy(connection.unwrap(PGConnection.class), claims);
      } else {
        synthetic.insert(connection, claims);
      }
      statement.execute("create index claim_customer_day on claim (customer, submitted_date)");
      if (connection.isWrapperFor(PGConnection.class)) {
        statement.execute("vacuum analyze claim");
      }
    }
  }

  private void copy(PGConnection connection, int claims) throws SQLException {
    CopyIn copy = connection.getCopyAPI().copyIn("copy claim from stdin");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= claims; i++) {
      lines.append(line(claim())).append('\n');
      if (i % BATCH == 0 || i == claims) {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
      }
    }
    copy.endCopy();
  }

  private static String line(List<@Nullable String> claim) {
    return claim.stream()
        .map(value -> value == null ? "\\N" : value)
        .collect(Collectors.joining("\t"));
  }

  private void insert(Connection connection, int claims) throws SQLException {
    connection.setAutoCommit(false);
    int columns = COLUMNS + (details == null ? 0 : SyntheticDetails.COLUMNS.size());
    String values = String.join(", ", Collections.nCopies(columns, "?"));
    try (PreparedStatement insert =
        connection.prepareStatement("insert into claim values (" + values + ")")) {
      for (int i = 1; i <= claims; i++) {
        List<@Nullable String> claim = claim();
        for (int column = 0; column < columns; column++) {
          insert.setString(column + 1, claim.get(column));
        }
        insert.addBatch();
        if (i % BATCH == 0 || i == claims) {
          insert.executeBatch();
          connection.commit();
        }
      }
    }
    connection.setAutoCommit(true);
  }

  /** The next one, column by column. */
  private List<@Nullable String> claim() {
    int segment = random.nextInt(segments);
    int daysAgo = 1 + random.nextInt(days);
    LocalDate submitted = asOf.minusDays(daysAgo);
    int age = 1 + (int) (11 * StrictMath.exp(0.6 * random.nextGaussian()));
    boolean isCurrent = daysAgo <= CURRENT_DAYS;
    String otherwise = random.nextInt(50) == 0 ? "OTHER" : "PAID";
    LocalDate decided = submitted.plusDays(age);
    String outcome = denials.isNext(segment, isCurrent) ? "DENIED" : otherwise;
    List<@Nullable String> claim = new ArrayList<>();
    Collections.addAll(
        claim,
        "acme",
        "Payer " + segment / GROUPS,
        "GROUP" + segment % GROUPS,
        submitted.toString(),
        decided.toString(),
        outcome,
        secondDenials.isNext(segment, isCurrent) ? "DENIED" : otherwise);
    if (details != null) {
      claim.addAll(details.next(decided, outcome));
    }
    return claim;
  }

  /** Every fifth claim of a segment and window, or two of five where it drifts. */
  private static final class Denials {

    private final int everyWhich;
    private final double[][] due; // denials that are owed, by window and segment

    Denials(int segments, int everyWhich) {
      this.everyWhich = everyWhich;
      this.due = new double[2][segments];
    }

    boolean isNext(int segment, boolean isCurrent) {
      double[] owed = due[isCurrent ? 1 : 0];
      owed[segment] += isCurrent && segment % everyWhich == 0 ? 0.4 : 0.2;
      boolean denied = owed[segment] >= 1;
      owed[segment] -= denied ? 1 : 0;
      return denied;
    }
  }
}
