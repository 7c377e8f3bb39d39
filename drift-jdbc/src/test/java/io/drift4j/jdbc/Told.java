package io.drift4j.jdbc;

import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.Defect;
import io.drift4j.Segment;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a source says, to the last letter of an outcome that nobody knows. */
final class Told implements CellVisitor {

  private final SortedMap<String, Long> lines = new TreeMap<>();

  private Told() {}

  static SortedMap<String, Long> by(CountSource source, CountRequest request) {
    Told told = new Told();
    source.read(request, told);
    return told.lines;
  }

  @Override
  public Cells segment(Segment segment) {
    return new Cells() {
      @Override
      public void add(int measure, long day, long value, @Nullable String outcome, long count) {
        tell(measure, segment.toJson() + " " + day + ": " + value + ", " + quoted(outcome), count);
      }

      @Override
      public void addOpen(int measure, long day, long age, @Nullable String outcome, long count) {
        tell(
            measure,
            segment.toJson() + " " + day + ": open " + age + ", " + quoted(outcome),
            count);
      }

      @Override
      public void end() {}
    };
  }

  private static String quoted(@Nullable String outcome) {
    return outcome == null ? "none" : "\"" + outcome + "\"";
  }

  @Override
  public void leaveOut(int measure, long day, Defect defect, long count) {
    tell(measure, day + " left out: " + defect, count);
  }

  @Override
  public void leaveOut(int measure, Defect defect, long count) {
    tell(measure, "left out: " + defect, count);
  }

  private void tell(int measure, String what, long count) {
    lines.merge("measure " + measure + " " + what, count, Math::addExact);
  }
}
