package io.drift4j;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a source answers, and what it must answer, as lines with counts. */
final class ContractAnswer implements CellVisitor {

  private final CountRequest request;
  private final SortedMap<String, Long> lines = new TreeMap<>();

  private ContractAnswer(CountRequest request) {
    this.request = request;
  }

  /** What a source says, held to the contract of the visitor. */
  static SortedMap<String, Long> of(CountSource source, CountRequest request) {
    ContractAnswer answer = new ContractAnswer(request);
    new CheckedCells(source, request, answer).read();
    return answer.lines;
  }

  /** What it must say of records. */
  static SortedMap<String, Long> of(List<ContractRecord> records, CountRequest request) {
    ContractAnswer answer = new ContractAnswer(request);
    tell(records, request, answer);
    return answer.lines;
  }

  /** Tells a visitor what it must be told of records, one by one. */
  static void tell(List<ContractRecord> records, CountRequest request, CellVisitor visitor) {
    new RowByRow(request, visitor).tell(records);
  }

  @Override
  public Cells segment(Segment segment) {
    return new Cells() {
      @Override
      public void add(int measure, long day, long value, @Nullable String outcome, long count) {
        tell(segment, measure, day, "value " + value + came(measure, outcome), count);
      }

      @Override
      public void addOpen(int measure, long day, long age, @Nullable String outcome, long count) {
        tell(segment, measure, day, "open at age " + age + came(measure, outcome), count);
      }

      @Override
      public void end() {}
    };
  }

  /** Alike whether the day is told or not: a source that knows the number need not know the day. */
  @Override
  public void leaveOut(int measure, long day, Defect defect, long count) {
    leaveOut(measure, defect, count);
  }

  @Override
  public void leaveOut(int measure, Defect defect, long count) {
    lines.merge(measure(measure) + "left out: " + defect.words(), count, Math::addExact);
  }

  private void tell(Segment segment, int measure, long day, String reading, long count) {
    String where = segment.toJson() + " " + LocalDate.ofEpochDay(day);
    lines.merge(measure(measure) + where + " " + reading, count, Math::addExact);
  }

  private String measure(int position) {
    return "measure " + position + " " + CountSourceContract.words(request, position) + ": ";
  }

  /** Of what a measure does not know, no metric sees which it is. */
  private String came(int position, @Nullable String outcome) {
    if (outcome == null) {
      return "";
    }
    Measure measure = request.measures().get(position);
    String itself = measure.details().isEmpty() ? outcome : OutcomeText.split(outcome).get(0);
    boolean known = measure.outcomes().isEmpty() || measure.outcomes().contains(itself);
    return known ? " \"" + outcome + "\"" : " and an unknown outcome";
  }
}
