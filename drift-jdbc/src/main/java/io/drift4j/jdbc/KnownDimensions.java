package io.drift4j.jdbc;

import io.drift4j.CountRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;

/** Dimensions of a request as a statement selects them: what is not known yet of one is absent. */
final class KnownDimensions {

  private final RecordTable table;
  private final CountRequest request;
  private final Dialect dialect;

  KnownDimensions(Dialect dialect, RecordTable table, CountRequest request) {
    this.dialect = dialect;
    this.table = table;
    this.request = request;
  }

  /** Given the text of each. */
  List<String> of(List<String> texts) {
    return IntStream.range(0, texts.size()).mapToObj(i -> unlessLater(i, texts.get(i))).toList();
  }

  private String unlessLater(int dimension, String text) {
    String field = request.knownBy().get(request.dimensions().get(dimension));
    if (field == null) {
      return text;
    }
    DayColumn day = day(field);
    String known =
        request.hindsight()
            ? day.isDay()
            : day.isDay() + " and " + day.isBefore(":" + asOf(dimension));
    return Sql.of("case when %s then %s end", known, text);
  }

  private DayColumn day(String field) {
    return table.day(dialect, field, request.windows());
  }

  private static String asOf(int dimension) {
    return "segment" + dimension + "_as_of";
  }

  void bind(SqlStatement<?> statement) {
    for (int i = 0; i < request.dimensions().size() && !request.hindsight(); i++) {
      String field = request.knownBy().get(request.dimensions().get(i));
      if (field != null) {
        day(field).bindDay(statement, asOf(i), request.asOf());
      }
    }
  }
}
