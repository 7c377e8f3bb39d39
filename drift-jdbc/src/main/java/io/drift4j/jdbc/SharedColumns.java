package io.drift4j.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of several measures in a statement of several selects: what measures want alike is
 * selected, sent and understood once.
 */
final class SharedColumns {

  private final List<List<String>> columns; // of each what every select says, and then its null
  private final int selects;
  private final List<int[]> places; // of the columns of each measure, among all

  private SharedColumns(List<List<List<String>>> wanted, int selects) {
    this.selects = selects;
    this.columns = wanted.stream().flatMap(List::stream).distinct().toList();
    this.places =
        wanted.stream().map(some -> some.stream().mapToInt(columns::indexOf).toArray()).toList();
  }

  /** All that measures by their position want, of which each is in the select of its day. */
  static SharedColumns of(List<String> days, List<MeasureColumns> measures) {
    return of(days, measures, MeasureColumns::allColumns, MeasureColumns::allNulls);
  }

  /** No more of them than the details of their outcomes. */
  static SharedColumns ofDetails(List<String> days, List<MeasureColumns> measures) {
    return of(days, measures, MeasureColumns::detailColumns, MeasureColumns::detailNulls);
  }

  private static SharedColumns of(
      List<String> days,
      List<MeasureColumns> measures,
      Function<MeasureColumns, List<String>> columns,
      Function<MeasureColumns, List<String>> nulls) {
    return new SharedColumns(
        measures.stream()
            .map(some -> wanted(days, some, columns.apply(some), nulls.apply(some)))
            .toList(),
        days.size());
  }

  private static List<List<String>> wanted(
      List<String> days, MeasureColumns measure, List<String> all, List<String> nulls) {
    List<List<String>> wanted = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String column = all.get(i);
      String none = nulls.get(i);
      Stream<String> said =
          days.stream().map(day -> day.equals(measure.measure.windowedBy()) ? column : none);
      wanted.add(Stream.concat(said, Stream.of(none)).toList());
    }
    return wanted;
  }

  int size() {
    return columns.size();
  }

  /** Those of a select, with nulls for what only others say. */
  List<String> of(int select) {
    return columns.stream().map(column -> column.get(select)).toList();
  }

  /** Nulls of the same types. */
  List<String> nulls() {
    return of(selects);
  }

  /** Reads them from rows in which they begin at a position. */
  Reader reader(Dialect dialect, ResultSet rows, int first) {
    return new Reader(dialect, rows, first);
  }

  /** Reads one row after the other, and a text of a row once. */
  final class Reader {

    private final Dialect dialect;
    private final ResultSet rows;
    private final int first;
    private final @Nullable String[] texts = new String[columns.size()];
    private final long[] readIn = new long[columns.size()]; // the row in which a text was read
    private final List<RowColumns> ofMeasures =
        places.stream().<RowColumns>map(OfMeasure::new).toList();
    private long row;

    private Reader(Dialect dialect, ResultSet rows, int first) {
      this.dialect = dialect;
      this.rows = rows;
      this.first = first;
    }

    /** Before anything of the next row is read. */
    void begin() {
      row++;
    }

    RowColumns of(MeasureColumns measure) {
      return ofMeasures.get(measure.position);
    }

    private @Nullable String text(int place) throws SQLException {
      if (readIn[place] != row) {
        texts[place] = dialect.readText(rows, first + place);
        readIn[place] = row;
      }
      return texts[place];
    }

    private final class OfMeasure implements RowColumns {

      private final int[] places;

      OfMeasure(int[] places) {
        this.places = places;
      }

      @Override
      public @Nullable String text(int column) throws SQLException {
        return Reader.this.text(places[column]);
      }

      @Override
      public @Nullable String written(int column) throws SQLException {
        return rows.getString(first + places[column]);
      }

      @Override
      public long number(int column) throws SQLException {
        return rows.getLong(first + places[column]);
      }

      @Override
      public boolean wasNull() throws SQLException {
        return rows.wasNull();
      }
    }
  }
}
