package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drift4j.stats.Survivals.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeToEventTableTest {

  @Test
  void countsWhatScanningTheRowsCounts() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      List<Row> rows = Survivals.rows(random, 25, 10, i % 2 == 0);
      TimeToEventTable table = Survivals.recounted(rows, random);
      assertThat(table).as("seed %d, case %d", seed, i).isEqualTo(Survivals.table(rows));
      assertThat(table).hasSameHashCodeAs(Survivals.table(rows));
      assertThat(table.count()).isEqualTo(rows.size());
      assertThat(table.max()).isEqualTo(Survivals.ages(rows).last());
      List<Long> ended = new ArrayList<>();
      table.forEach(age -> assertThatAgeIsRight(age, rows, ended));
      assertThat(ended).containsExactlyElementsOf(Survivals.ages(rows));
      for (long u = 0; u < 12; u++) {
        long age = u;
        assertThat(table.atRisk(u)).isEqualTo(Survivals.count(rows, row -> row.isAtRisk(age)));
      }
    }
  }

  private static void assertThatAgeIsRight(
      TimeToEventTable.Age age, List<Row> rows, List<Long> ended) {
    long u = age.age();
    assertThat(age.atRisk()).isEqualTo(Survivals.count(rows, row -> row.isAtRisk(u)));
    assertThat(age.events()).isEqualTo(Survivals.count(rows, row -> row.hasEventAt(u)));
    assertThat(age.events(2))
        .isEqualTo(Survivals.count(rows, row -> row.age() == u && row.outcome() == 2));
    assertThat(age.open())
        .isEqualTo(Survivals.count(rows, row -> row.age() == u && row.outcome() == 0));
    if (age.events() + age.open() > 0) {
      ended.add(u);
    }
  }

  @Test
  void walksOverTwoTablesAtEveryAgeOfEither() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2_000; i++) {
      List<Row> x = Survivals.rows(random, 15, 10, i % 2 == 0);
      List<Row> y = Survivals.rows(random, 15, 10, i % 3 == 0);
      List<Long> ended = new ArrayList<>();
      TimeToEventTable.forEachPair(
          Survivals.table(x),
          Survivals.table(y),
          (here, there) -> {
            assertThat(there.age()).isEqualTo(here.age());
            assertThatAgeIsRight(here, x, new ArrayList<>());
            assertThatAgeIsRight(there, y, new ArrayList<>());
            if (here.events() + here.open() + there.events() + there.open() > 0) {
              ended.add(here.age());
            }
          });
      assertThat(ended)
          .containsExactlyElementsOf(
              Survivals.ages(Stream.concat(x.stream(), y.stream()).toList()));
    }
  }

  @Test
  void keepsOtherOutcomesOpenInACauseSpecificTable() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 5_000; i++) {
      List<Row> rows = Survivals.rows(random, 25, 10, true);
      List<Row> ofTwo =
          rows.stream()
              .map(row -> row.outcome() == 2 ? row : new Row(row.entry(), row.age(), 0))
              .toList();
      TimeToEventTable table = Survivals.table(rows);
      assertThat(table.causeSpecific(2)).isEqualTo(Survivals.table(ofTwo));
      assertThat(table.events(2)).isEqualTo(table.causeSpecific(2).events());
    }
  }

  @Test
  void addsUpToTheLargestLongAndNotBeyond() {
    long most = Long.MAX_VALUE - 3;
    TimeToEventTable table =
        TimeToEventTable.builder().add(Long.MAX_VALUE, 1, most).addOpen(0, 3).build();
    assertThat(table.count()).isEqualTo(Long.MAX_VALUE);
    assertThat(table.atRisk(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(table.atRisk(1)).isEqualTo(most);
    TimeToEventTable.forEachPair(
        table, table, (x, y) -> assertThat(x.atRisk()).isEqualTo(y.atRisk()).isPositive());
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> table.combine(TimeToEventTable.builder().addOpen(1, 1).build()));
  }

  @Test
  void isEqualIfEveryCountIs() {
    TimeToEventTable table = Survivals.table("2:1*3 1>4:0*2 5:2*1");
    assertThat(table.distinct()).isEqualTo(4);
    assertThat(table).isEqualTo(Survivals.table("5:2*1 2:1*1 1>4:0*2 2:1*2"));
    for (String other :
        List.of("2:1*2 1>4:0*2 5:2*1", "2:1*3 1>4:0*1 4:0*1 5:2*1", "2:1*3 1>3:0*2 5:2*1")) {
      assertThat(table)
          .isNotEqualTo(Survivals.table(other))
          .doesNotHaveSameHashCodeAs(Survivals.table(other));
    }
    assertThat(table).isNotEqualTo(Survivals.table("2:1*3 1>4:0*2 5:3*1")).isNotEqualTo(null);
  }

  @Test
  void hasNothingInAnEmptyTable() {
    assertThat(TimeToEventTable.empty().isEmpty()).isTrue();
    assertThat(TimeToEventTable.empty().count()).isZero();
    assertThat(TimeToEventTable.empty().distinct()).isZero();
    assertThat(TimeToEventTable.empty().atRisk(0)).isZero();
    assertThat(TimeToEventTable.empty().outcomes()).isEmpty();
    assertThat(TimeToEventTable.builder().add(1, 7, 0).build().outcomes()).isEmpty();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> TimeToEventTable.empty().max())
        .withMessage("the largest age needs at least 1 row, the table has 0");
  }

  @Test
  void refusesWhatCannotBeByName() {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(-1, 1, 1))
        .withMessage("age is negative: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.addOpen(-2, 1))
        .withMessage("age is negative: -2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.addLate(-3, 1, 1, 1))
        .withMessage("age is negative: -3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(1, 1, -1))
        .withMessage("count is negative: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.addLateOpen(4, 4, 1))
        .withMessage("age 4 is not above the entry age 4");
    assertThat(builder.build()).isEqualTo(TimeToEventTable.empty());
  }

  @Test
  void isWrittenAsItsTables() {
    assertThat(Survivals.table("2:1*3 1>4:0*2")).hasToString("{1={2=3}, open={4=2}, late={1=2}}");
  }
}
