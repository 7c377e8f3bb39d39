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

/** Claims without drift: the same process in every segment and on every day. */
final class SyntheticClaims {

  private static final int DAYS = 104;
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
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= claims; i++) {
      line(lines, random, segments, asOf);
      if (i % BATCH == 0 || i == claims) {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
      }
    }
    copy.endCopy();
  }

  private static void line(
      StringBuilder lines, SplittableRandom random, int segments, LocalDate asOf) {
    int segment = random.nextInt(segments);
    LocalDate submitted = asOf.minusDays(1 + random.nextInt(DAYS));
    LocalDate decided =
        submitted.plusDays(1 + random.nextInt(6) + random.nextInt(6) + random.nextInt(6));
    boolean open = !decided.isBefore(asOf);
    int dice = random.nextInt(100);
    lines
        .append("acme\tPayer ")
        .append(segment / GROUPS)
        .append("\tGROUP")
        .append(segment % GROUPS);
    lines.append('\t').append(submitted).append('\t').append(open ? "\\N" : decided.toString());
    lines.append('\t').append(open ? "\\N" : dice < 20 ? "DENIED" : dice < 98 ? "PAID" : "OTHER");
    lines.append('\n');
  }
}
