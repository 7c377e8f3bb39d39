package io.drift4j.jdbc;

import static io.drift4j.jdbc.Column.bigint;
import static io.drift4j.jdbc.Column.date;
import static io.drift4j.jdbc.Column.integer;
import static io.drift4j.jdbc.Column.number;
import static io.drift4j.jdbc.Column.text;

import io.drift4j.Evidence;
import io.drift4j.Series;
import io.drift4j.Window;
import io.drift4j.WindowPair;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen through a view, in the columns of an event's or a verdict's row; what was not
 * computed is null there. An event has values always; of a verdict a view may have none, and says
 * why in a column of its own.
 */
final class EvidenceColumns {

  static final List<Column> ALL =
      List.of(
          text("view_name"),
          date("baseline_start"),
          date("baseline_end"),
          date("current_start"),
          date("current_end"),
          number("baseline_value"),
          number("current_value"),
          number("delta_value"),
          bigint("baseline_sample_size"),
          bigint("current_sample_size"),
          bigint("baseline_open"),
          bigint("current_open"),
          text("test_name"),
          number("log_p_value"),
          number("interval_low"),
          number("interval_high"),
          text("effect_measure"),
          number("effect"),
          number("dispersion"),
          integer("horizon"),
          number("standard_error"),
          text("figures"),
          text("notes"),
          text("series"));

  static final Column UNDECIDED = text("undecided_because");

  private EvidenceColumns() {}

  /** The values of a row, in the order of the columns. */
  static @Nullable Object[] of(Evidence evidence) {
    boolean told = evidence.hasValues();
    Series series = evidence.series();
    return Row.of(
        evidence.view(),
        evidence.windows().baseline().startInclusive(),
        evidence.windows().baseline().endExclusive(),
        evidence.windows().current().startInclusive(),
        evidence.windows().current().endExclusive(),
        told ? evidence.baselineValue() : null,
        told ? evidence.currentValue() : null,
        told ? evidence.delta() : null,
        evidence.baselineSize(),
        evidence.currentSize(),
        evidence.baselineOpen(),
        evidence.currentOpen(),
        evidence.test(),
        Row.orNull(evidence.logPValue()),
        Row.orNull(evidence.intervalLow()),
        Row.orNull(evidence.intervalHigh()),
        evidence.effectMeasure(),
        Row.orNull(evidence.effect()),
        Row.orNull(evidence.dispersion()),
        Row.orNull(evidence.horizon()),
        Row.orNull(evidence.standardError()),
        Texts.ofFigures(evidence.figures()),
        Texts.ofLines(evidence.notes()),
        series == null ? null : series.toString());
  }

  static Evidence read(ResultSet row) throws SQLException {
    Evidence.Builder evidence =
        Evidence.of(row.getString("view_name"), windows(row))
            .sizes(row.getLong("baseline_sample_size"), row.getLong("current_sample_size"))
            .open(row.getLong("baseline_open"), row.getLong("current_open"));
    readValues(row, evidence);
    readTest(row, evidence);
    readInterval(row, evidence);
    readEffect(row, evidence);
    readScale(row, evidence);
    readTexts(row, evidence);
    return evidence.build();
  }

  private static WindowPair windows(ResultSet row) throws SQLException {
    return new WindowPair(
        window(row, "baseline_start", "baseline_end"), window(row, "current_start", "current_end"));
  }

  private static Window window(ResultSet row, String start, String end) throws SQLException {
    return new Window(Row.date(row, start), Row.date(row, end));
  }

  private static void readValues(ResultSet row, Evidence.Builder evidence) throws SQLException {
    Double baseline = Row.number(row, "baseline_value");
    if (baseline == null) {
      evidence.undecided(row.getString(UNDECIDED.name()));
    } else {
      evidence.values(baseline, row.getDouble("current_value"));
    }
  }

  private static void readTest(ResultSet row, Evidence.Builder evidence) throws SQLException {
    String test = row.getString("test_name");
    if (test != null) {
      evidence.test(test, row.getDouble("log_p_value"));
    }
  }

  private static void readInterval(ResultSet row, Evidence.Builder evidence) throws SQLException {
    Double low = Row.number(row, "interval_low");
    if (low != null) {
      evidence.interval(low, row.getDouble("interval_high"));
    }
  }

  private static void readEffect(ResultSet row, Evidence.Builder evidence) throws SQLException {
    String measure = row.getString("effect_measure");
    if (measure != null) {
      evidence.effect(measure, row.getDouble("effect"));
    }
  }

  /** How much days and the change vary, and how far records were followed. */
  private static void readScale(ResultSet row, Evidence.Builder evidence) throws SQLException {
    Row.ifThere(Row.number(row, "dispersion"), evidence::dispersion);
    Row.ifThere(Row.integer(row, "horizon"), evidence::horizon);
    Row.ifThere(Row.number(row, "standard_error"), evidence::standardError);
  }

  private static void readTexts(ResultSet row, Evidence.Builder evidence) throws SQLException {
    Texts.figures(row.getString("figures")).forEach(evidence::figure);
    Texts.lines(row.getString("notes")).forEach(evidence::note);
    Row.ifThere(row.getString("series"), series -> evidence.series(Series.parse(series)));
  }
}
