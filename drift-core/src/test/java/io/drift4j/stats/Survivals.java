package io.drift4j.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Times to event as rows and as tables, and what scanning rows says of their risk sets. */
final class Survivals {

  static final int OPEN = 0;

  private Survivals() {}

  /** A row; the outcome 0 is open, the entry −1 is none. */
  record Row(long entry, long age, int outcome) {
    boolean isAtRisk(long u) {
      return entry < u && u <= age;
    }

    boolean hasEventAt(long u) {
      return age == u && outcome != OPEN;
    }
  }

  /** Two samples of {@code survival.csv}. */
  record Pair(String name, TimeToEventTable x, TimeToEventTable y) {}

  static List<Pair> pairs() {
    return pairs("survival.csv");
  }

  /** Of {@code survival.csv} or {@code survival-more.csv}. */
  static List<Pair> pairs(String file) {
    return OracleFile.lines(file)
        .map(fields -> new Pair(fields.get(0), table(fields.get(1)), table(fields.get(2))))
        .toList();
  }

  /** A table written as {@code age:outcome*count entry>age:outcome*count …}. */
  static TimeToEventTable table(String cells) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    Arrays.stream(cells.split(" "))
        .filter(cell -> !cell.isEmpty())
        .map(cell -> (cell.contains(">") ? cell : "-1>" + cell).split("[>:*]"))
        .forEach(
            cell ->
                add(
                    builder,
                    new Row(
                        Long.parseLong(cell[0]),
                        Long.parseLong(cell[1]),
                        Integer.parseInt(cell[2])),
                    Long.parseLong(cell[3])));
    return builder.build();
  }

  private static void add(TimeToEventTable.Builder builder, Row row, long count) {
    if (row.entry < 0 && row.outcome == OPEN) {
      builder.addOpen(row.age, count);
    } else if (row.entry < 0) {
      builder.add(row.age, row.outcome, count);
    } else if (row.outcome == OPEN) {
      builder.addLateOpen(row.entry, row.age, count);
    } else {
      builder.addLate(row.entry, row.age, row.outcome, count);
    }
  }

  static TimeToEventTable table(List<Row> rows) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    rows.forEach(row -> add(builder, row, 1));
    return builder.build();
  }

  /** Up to a number of rows up to an age, often heavily tied. */
  static List<Row> rows(SplittableRandom random, int mostRows, int mostAge, boolean late) {
    int ages = 1 + random.nextInt(mostAge);
    int open = random.nextInt(4);
    List<Row> rows = new ArrayList<>();
    for (int i = 1 + random.nextInt(mostRows); i > 0; i--) {
      long age = Math.min(random.nextInt(ages), random.nextInt(ages));
      long entry = late && age > 0 && random.nextBoolean() ? random.nextLong(age) : -1;
      rows.add(new Row(entry, age, random.nextInt(4) < open ? OPEN : 1 + random.nextInt(3)));
    }
    return rows;
  }

  /** The table of the rows in another order, counted in parts that are combined in any order. */
  static TimeToEventTable recounted(List<Row> rows, SplittableRandom random) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new java.util.Random(random.nextLong()));
    TimeToEventTable table = TimeToEventTable.empty();
    for (int from = 0; from < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(shuffled.size()));
      TimeToEventTable part = table(shuffled.subList(from, to));
      table = random.nextBoolean() ? table.combine(part) : part.combine(table);
      from = to;
    }
    return table;
  }

  /** Rows whose events are exponential with a mean, looked at after so many ages; rounded down. */
  static TimeToEventTable exponential(
      SplittableRandom random, int rows, double mean, int from, int to) {
    long[] events = new long[to + 1];
    long[] open = new long[to + 1];
    for (int i = 0; i < rows; i++) {
      long age = (long) (-mean * StrictMath.log1p(-random.nextDouble()));
      int seen = from + random.nextInt(to - from + 1);
      if (age <= seen) {
        events[(int) age]++;
      } else {
        open[seen]++;
      }
    }
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    for (int u = 0; u <= to; u++) {
      builder.add(u, 1, events[u]).addOpen(u, open[u]);
    }
    return builder.build();
  }

  /** The ages at which rows end, ascending. */
  static TreeSet<Long> ages(List<Row> rows) {
    TreeSet<Long> ages = new TreeSet<>();
    rows.forEach(row -> ages.add(row.age));
    return ages;
  }

  static long count(List<Row> rows, Predicate<Row> which) {
    return rows.stream().filter(which).count();
  }
}
