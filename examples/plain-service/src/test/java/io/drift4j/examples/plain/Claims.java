package io.drift4j.examples.plain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.SplittableRandom;
import javax.sql.DataSource;

/** What the clinic has filed by some day: of late Aetna rejects four of ten, before it was one. */
final class Claims {

  private static final String INSERT =
      """
      insert into reimbursement (clinic, insurer, procedure_group, filed_on, answered_on, state)
      values ('riverside', ?, 'SURG', ?, ?, ?)
      """;

  private final SplittableRandom dice = new SplittableRandom(14);
  private final PreparedStatement insert;
  private final LocalDate today;

  private Claims(PreparedStatement insert, LocalDate today) {
    this.insert = insert;
    this.today = today;
  }

  static void file(DataSource dataSource, LocalDate today) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      new Claims(insert, today).file();
      insert.executeBatch();
    }
  }

  private void file() throws SQLException {
    for (LocalDate day = today.minusDays(450); day.isBefore(today); day = day.plusDays(1)) {
      int rejects = day.isBefore(today.minusDays(45)) ? 10 : 40;
      for (int i = 0; i < 10; i++) {
        file("Aetna", day, rejects);
        file("Cigna", day, 10);
      }
    }
  }

  private void file(String insurer, LocalDate day, int rejects) throws SQLException {
    LocalDate answered = day.plusDays(4 + dice.nextInt(16));
    String state = dice.nextInt(100) < rejects ? "REJECTED" : "APPROVED";
    boolean pending = !answered.isBefore(today);
    insert.setString(1, insurer);
    insert.setObject(2, day);
    insert.setObject(3, pending ? null : answered);
    insert.setString(4, pending ? "PENDING" : state);
    insert.addBatch();
  }
}
