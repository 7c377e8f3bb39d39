package io.drift4j.jdbc;

import static io.drift4j.jdbc.Column.bigint;
import static io.drift4j.jdbc.Column.integer;
import static io.drift4j.jdbc.Column.number;
import static io.drift4j.jdbc.Column.text;

import io.drift4j.Assessment;
import io.drift4j.stats.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How grave a change is, and how sure, in the columns of an event's or a verdict's row; what is not
 * known is null there. Of a verdict it stands with the leading view only.
 */
final class AssessmentColumns {

  static final List<Column> ALL =
      List.of(
          number("severity"),
          number("severity_low"),
          number("volume_score"),
          number("adjusted_p_value"),
          number("adjusted_low"),
          number("adjusted_high"),
          number("adjusted_level"),
          text("family"),
          integer("family_size"),
          number("minimum_detectable"),
          number("margin"),
          number("records_at_stake"),
          bigint("money_at_stake"),
          text("confirming_views"));

  private AssessmentColumns() {}

  /** The values of a row, in the order of the columns. */
  static @Nullable Object[] of(Assessment assessment) {
    Optional<Interval> interval = assessment.adjustedInterval();
    return Row.of(
        assessment.severity(),
        Row.orNull(assessment.severityLow()),
        assessment.volumeScore(),
        Row.orNull(assessment.adjustedPValue()),
        interval.map(Interval::low).orElse(null),
        interval.map(Interval::high).orElse(null),
        interval.map(Interval::level).orElse(null),
        assessment.family(),
        Row.orNull(assessment.familySize()),
        Row.orNull(assessment.minimumDetectable()),
        Row.orNull(assessment.margin()),
        Row.orNull(assessment.recordsAtStake()),
        Row.orNull(assessment.moneyAtStake()),
        Texts.ofNames(assessment.confirming()));
  }

  /** The values of a row that says nothing of it. */
  static @Nullable Object[] none() {
    return Collections.nCopies(ALL.size(), null).toArray();
  }

  static boolean isThere(ResultSet row) throws SQLException {
    return Row.number(row, "severity") != null;
  }

  static Assessment read(ResultSet row) throws SQLException {
    Assessment.Builder assessment =
        Assessment.builder()
            .severity(row.getDouble("severity"))
            .volumeScore(row.getDouble("volume_score"))
            .confirmedBy(Texts.names(row.getString("confirming_views")));
    Row.ifThere(Row.number(row, "severity_low"), assessment::severityLow);
    Row.ifThere(Row.number(row, "adjusted_p_value"), assessment::adjustedPValue);
    Row.ifThere(Row.number(row, "minimum_detectable"), assessment::minimumDetectable);
    Row.ifThere(Row.number(row, "margin"), assessment::margin);
    Row.ifThere(Row.number(row, "records_at_stake"), assessment::recordsAtStake);
    Row.ifThere(Row.bigint(row, "money_at_stake"), assessment::moneyAtStake);
    readFamily(row, assessment);
    readInterval(row, assessment);
    return assessment.build();
  }

  private static void readFamily(ResultSet row, Assessment.Builder assessment) throws SQLException {
    String family = row.getString("family");
    if (family != null) {
      assessment.family(family, row.getInt("family_size"));
    }
  }

  private static void readInterval(ResultSet row, Assessment.Builder assessment)
      throws SQLException {
    Double low = Row.number(row, "adjusted_low");
    if (low != null) {
      assessment.adjustedInterval(
          new Interval(low, row.getDouble("adjusted_high"), row.getDouble("adjusted_level")));
    }
  }
}
