package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DevelopmentTriangleTest {

  /** A case as a row; open where there is no outcome. */
  private record Row(long day, int age, Integer outcome) {

    static Row random(Random random) {
      Integer outcome =
          switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> Integer.MIN_VALUE;
            case 2 -> Integer.MAX_VALUE;
            default -> random.nextInt(3) - 1;
          };
      return new Row(random.nextInt(5) - 2L, random.nextInt(6), outcome);
    }

    void addTo(DevelopmentTriangle.Builder builder) {
      if (outcome == null) {
        builder.addOpen(day, age, 1);
      } else {
        builder.add(day, age, outcome, 1);
      }
    }
  }

  private static List<Row> rows(Random random) {
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(40); i >= 0; i--) {
      rows.add(Row.random(random));
    }
    return rows;
  }

  private static DevelopmentTriangle counted(List<Row> rows) {
    DevelopmentTriangle.Builder builder = DevelopmentTriangle.builder();
    rows.forEach(row -> row.addTo(builder));
    return builder.build();
  }

  @Test
  void isTheSameHoweverItsRowsAreOrderedSplitAndMerged() {
    isTheSameHoweverItsRowsAreOrderedSplitAndMerged(500);
  }

  @Test
  @Tag("slow")
  void isTheSameHoweverItsRowsAreCountedAHundredThousandTimes() {
    isTheSameHoweverItsRowsAreOrderedSplitAndMerged(100_000);
  }

  private static void isTheSameHoweverItsRowsAreOrderedSplitAndMerged(int cases) {
    Random random = new Random(11);
    for (int i = 0; i < cases; i++) {
      List<Row> rows = rows(random);
      DevelopmentTriangle whole = counted(rows);
      Collections.shuffle(rows, random);
      int cut = random.nextInt(rows.size() + 1);
      DevelopmentTriangle one = counted(rows.subList(0, cut));
      DevelopmentTriangle other = counted(rows.subList(cut, rows.size()));
      boolean agrees =
          one.combine(other).equals(whole)
              && other.combine(one).hashCode() == whole.hashCode()
              && whole.count() == rows.size()
              && whole.days() == rows.stream().mapToLong(Row::day).distinct().count();
      if (!agrees || i < 20) {
        assertThat(one.combine(other)).as("case %d", i).isEqualTo(whole);
        assertThat(other.combine(one)).hasToString(whole.toString()).hasSameHashCodeAs(whole);
        assertThat(whole.count()).isEqualTo(rows.size());
        assertThat(agrees).isTrue();
      }
    }
  }

  @Test
  void countsEventsAndRiskSetsAsARowByRowCountDoes() {
    countsEventsAndRiskSetsAsARowByRowCountDoes(150);
  }

  @Test
  @Tag("slow")
  void countsEventsAndRiskSetsAsARowByRowCountDoesThousandsOfTimes() {
    countsEventsAndRiskSetsAsARowByRowCountDoes(3_000);
  }

  private static void countsEventsAndRiskSetsAsARowByRowCountDoes(int cases) {
    Random random = new Random(12);
    for (int i = 0; i < cases; i++) {
      List<Row> rows = rows(random);
      int ages = 1 + random.nextInt(8);
      int[] visited = {0};
      counted(rows)
          .forEach(
              ages,
              outcome -> outcome == 1 || outcome == Integer.MIN_VALUE,
              (day, events, atRisk) -> {
                visited[0]++;
                for (int u = 0; u < ages; u++) {
                  assertThat(events[u]).isEqualTo(events(rows, day, u));
                  assertThat(atRisk[u]).isEqualTo(atRisk(rows, day, u));
                }
              });
      assertThat(visited[0]).isEqualTo(counted(rows).days());
      assertThat(counted(rows).lastSeen())
          .isEqualTo(rows.stream().mapToLong(row -> row.day() + row.age()).max().orElseThrow());
      assertThat(counted(rows).submissionDays())
          .containsExactly(rows.stream().mapToLong(Row::day).sorted().distinct().toArray());
    }
  }

  private static long events(List<Row> rows, long day, int age) {
    return rows.stream()
        .filter(row -> row.day() == day && row.age() == age && row.outcome() != null)
        .filter(row -> row.outcome() == 1 || row.outcome() == Integer.MIN_VALUE)
        .count();
  }

  private static long atRisk(List<Row> rows, long day, int age) {
    return rows.stream().filter(row -> row.day() == day && row.age() >= age).count();
  }

  @Test
  void isWrittenInTheOrderOfDaysAgesAndOutcomes() {
    assertThat(
            DevelopmentTriangle.builder()
                .addOpen(20, 3, 5)
                .add(20, 3, 2, 1)
                .add(20, 0, -1, 4)
                .add(-7, Integer.MAX_VALUE, 1, 2)
                .add(20, 3, 2, 1)
                .add(4, 1, 1, 0)
                .build())
        .hasToString("{-7={2147483647:1=2}, 20={0:-1=4, 3:2=2, 3:open=5}}");
  }

  @Test
  void isEmptyWithoutCases() {
    DevelopmentTriangle empty = DevelopmentTriangle.builder().build();
    DevelopmentTriangle one = DevelopmentTriangle.builder().addOpen(1, 2, 1).build();
    DevelopmentTriangle other = DevelopmentTriangle.builder().add(1, 2, 0, 1).build();
    assertThat(one.isEmpty()).isFalse();
    assertThat(one).isNotEqualTo(other);
    assertThat(one.hashCode()).isNotEqualTo(other.hashCode());
    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.days()).isZero();
    assertThat(empty.count()).isZero();
    assertThat(empty).hasToString("{}").isEqualTo(empty.combine(empty)).isNotEqualTo("{}");
  }

  @Test
  void refusesWhatCannotBeCounted() {
    DevelopmentTriangle.Builder builder = DevelopmentTriangle.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.addOpen(7, -1, 1))
        .withMessage("age is negative: -1, submitted on 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(7, 1, 1, -1))
        .withMessage("count is negative: -1");
    builder.add(7, 1, 1, Long.MAX_VALUE).addOpen(8, 1, 1);
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(builder::build);
  }

  /** What is near and what is not: codes, ages and days of one to all bits. */
  private static Row anywhere(Random random) {
    long day = random.nextLong() >> random.nextInt(64);
    int age = random.nextInt() >>> 1 + random.nextInt(31);
    int outcome = random.nextInt() >> random.nextInt(32);
    return new Row(day, age, random.nextInt(4) == 0 ? null : Integer.valueOf(outcome));
  }

  private static final Comparator<Row> IN_ORDER =
      Comparator.comparingLong(Row::day)
          .thenComparingInt(Row::age)
          .thenComparing(Row::outcome, Comparator.nullsLast(Comparator.naturalOrder()));

  /** Collects the cells, each as often as it was counted. */
  private static List<Row> visited(DevelopmentTriangle triangle) {
    List<Row> rows = new ArrayList<>();
    triangle.forEach(
        new DevelopmentTriangle.CellVisitor() {
          @Override
          public void visit(long day, int age, int outcome, long count) {
            rows.addAll(Collections.nCopies((int) count, new Row(day, age, outcome)));
          }

          @Override
          public void visitOpen(long day, int age, long count) {
            rows.addAll(Collections.nCopies((int) count, new Row(day, age, null)));
          }
        });
    return rows;
  }

  @Test
  void visitsEveryCaseInOrderWhereverItLies() {
    Random random = new Random(13);
    for (int i = 0; i < 300; i++) {
      List<Row> rows = rows(random);
      for (int j = random.nextInt(i % 10 == 0 ? 5_000 : 50); j > 0; j--) {
        boolean again = !rows.isEmpty() && random.nextBoolean();
        rows.add(again ? rows.get(random.nextInt(rows.size())) : anywhere(random));
      }
      DevelopmentTriangle triangle = counted(rows);
      Collections.shuffle(rows, random);
      assertThat(counted(rows)).as("case %d", i).isEqualTo(triangle);
      rows.sort(IN_ORDER);
      assertThat(visited(triangle)).as("case %d", i).isEqualTo(rows);
    }
  }

  @Test
  void addsItsDaysUpToTheTableOfTimesToTheirEvents() {
    Random random = new Random(14);
    for (int i = 0; i < 200; i++) {
      List<Row> rows = rows(random);
      TimeToEventTable.Builder sum = TimeToEventTable.builder();
      for (Row row : rows) {
        if (row.outcome() == null) {
          sum.addOpen(row.age(), 1);
        } else {
          sum.add(row.age(), row.outcome(), 1);
        }
      }
      assertThat(counted(rows).timeToEvent()).as("case %d", i).isEqualTo(sum.build());
    }
    assertThat(DevelopmentTriangle.builder().build().timeToEvent().isEmpty()).isTrue();
  }
}
