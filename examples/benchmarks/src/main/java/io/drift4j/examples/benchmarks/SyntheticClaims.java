package io.drift4j.examples.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Claims as a table holds them afterwards: all decided, 20 % denied, and in every fortieth segment
 * 40 % in the current window. Denials are spread evenly over a segment's claims, since the
 * threshold policy takes chance for drift, and what a run costs should not depend on how many false
 * alarms it keeps.
 */
final class SyntheticClaims {

  private static final int DAYS = 104;
  private static final int CURRENT_DAYS = 14;
  private static final int GROUPS = 12;
  private static final int BATCH = 10_000;

  private SyntheticClaims() {}

  /** Fills a new table of claims, indexed as the library advises, of the days that a run reads. */
  static void load(DataSource dataSource, int claims, int segments, LocalDate asOf)
      throws SQLException, IOException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table claim (
            customer text not null, payer text not null, cpt_group text not null,
            submitted_date date not null, decided_date date, outcome text)
          """);
      copy(connection.unwrap(PGConnection.class), claims, segments, asOf);
      statement.execute("create index claim_customer_day on claim (customer, submitted_date)");
      statement.execute("vacuum analyze claim");
    }
  }

  private static void copy(PGConnection connection, int claims, int segments, LocalDate asOf)
      throws SQLException {
    CopyIn copy = connection.getCopyAPI().copyIn("copy claim from stdin");
    SplittableRandom random = new SplittableRandom(20261124);
    double[][] due = new double[2][segments]; // denials that are owed, by window and segment
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= claims; i++) {
      line(lines, random, due, asOf);
      if (i % BATCH == 0 || i == claims) {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
      }
    }
    copy.endCopy();
  }

  private static void line(
      StringBuilder lines, SplittableRandom random, double[][] due, LocalDate asOf) {
    int segment = random.nextInt(due[0].length);
    int daysAgo = 1 + random.nextInt(DAYS);
    LocalDate submitted = asOf.minusDays(daysAgo);
    int days = 1 + random.nextInt(6) + random.nextInt(6) + random.nextInt(6);
    boolean denied =
        isDenied(due[daysAgo <= CURRENT_DAYS ? 1 : 0], segment, daysAgo <= CURRENT_DAYS);
    String otherwise = random.nextInt(50) == 0 ? "OTHER" : "PAID";
    lines.append("acme\tPayer ").append(segment / GROUPS);
    lines.append("\tGROUP").append(segment % GROUPS);
    lines.append('\t').append(submitted).append('\t').append(submitted.plusDays(days));
    lines.append('\t').append(denied ? "DENIED" : otherwise).append('\n');
  }

  /** Every fifth claim of a segment and window, or two of five where it drifts. */
  private static boolean isDenied(double[] due, int segment, boolean current) {
    due[segment] += current && segment % 40 == 0 ? 0.4 : 0.2;
    boolean denied = due[segment] >= 1;
    due[segment] -= denied ? 1 : 0;
    return denied;
  }
}
