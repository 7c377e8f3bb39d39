package io.drift4j.examples.boot;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the clinic has filed by some day: of late Aetna rejects four of ten, before it was one. */
final class Claims {

  private static final String INSERT =
      """
      insert into reimbursement (clinic, insurer, procedure_group, filed_on, answered_on, state)
      values ('riverside', ?, 'SURG', ?, ?, ?)
      """;

  private Claims() {}

  static void file(DataSource dataSource, LocalDate today) {
    SplittableRandom dice = new SplittableRandom(14);
    List<Object[]> rows = new ArrayList<>();
    for (LocalDate day = today.minusDays(450); day.isBefore(today); day = day.plusDays(1)) {
      int rejects = day.isBefore(today.minusDays(45)) ? 10 : 40;
      for (int i = 0; i < 10; i++) {
        rows.add(row(dice, "Aetna", day, rejects, today));
        rows.add(row(dice, "Cigna", day, 10, today));
      }
    }
    new JdbcTemplate(dataSource).batchUpdate(INSERT, rows);
  }

  private static Object[] row(
      SplittableRandom dice, String insurer, LocalDate filed, int rejects, LocalDate today) {
    LocalDate answered = filed.plusDays(4 + dice.nextInt(16));
    String state = dice.nextInt(100) < rejects ? "REJECTED" : "APPROVED";
    return answered.isBefore(today)
        ? new Object[] {insurer, filed, answered, state}
        : new Object[] {insurer, filed, null, "PENDING"};
  }
}
