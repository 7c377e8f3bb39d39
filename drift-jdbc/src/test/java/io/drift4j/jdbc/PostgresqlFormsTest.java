package io.drift4j.jdbc;

import io.drift4j.CellVisitor;
import io.drift4j.ContractRecord;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.CountSourceContract;
import io.drift4j.Defect;
import io.drift4j.Measure;
import io.drift4j.Segment;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever way records come from PostgreSQL, the contract of sources is kept. As a request with all
 * measures of the contract is never packed, those that can be are asked for by themselves.
 */
@ParameterizedClass
@EnumSource(names = {"PACKED_AND_STREAMED", "GROUPS"})
class PostgresqlFormsTest extends CountSourceContract {

  private static final TestDatabase HOST = TestDatabases.postgresql();

  private final PostgresqlForms form;

  PostgresqlFormsTest(PostgresqlForms form) {
    this.form = form;
  }

  @Override
  protected CountSource source(List<ContractRecord> records) {
    return new InParts(form.source(HOST, ContractTable.create(HOST, records)));
  }

  /** Asks for measures together that can be packed together. */
  private record InParts(CountSource whole) implements CountSource {

    @Override
    public String id() {
      return whole.id();
    }

    @Override
    public SortedMap<String, String> settings() {
      return whole.settings();
    }

    @Override
    public OptionalInt freshWithinDays() {
      return whole.freshWithinDays();
    }

    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      for (List<Integer> positions : parts(request)) {
        List<Measure> measures = positions.stream().map(request.measures()::get).toList();
        whole.read(of(request, measures), new Part(positions, visitor));
      }
    }

    private static Collection<List<Integer>> parts(CountRequest request) {
      return IntStream.range(0, request.measures().size())
          .boxed()
          .collect(
              Collectors.groupingBy(
                  i -> PackedScan.fits(of(request, List.of(request.measures().get(i)))),
                  LinkedHashMap::new,
                  Collectors.toList()))
          .values();
    }

    private static CountRequest of(CountRequest request, List<Measure> measures) {
      return new CountRequest(
          request.customer(),
          request.windows(),
          request.asOf(),
          request.hindsight(),
          request.dimensions(),
          measures,
          request.knownBy());
    }
  }

  /** What is told of some measures, at their positions among all; more of a segment may follow. */
  private record Part(List<Integer> positions, CellVisitor visitor) implements CellVisitor {

    @Override
    public Cells segment(Segment segment) {
      Cells cells = visitor.segment(segment);
      return new Cells() {
        @Override
        public void add(int measure, long day, long value, @Nullable String outcome, long count) {
          cells.add(positions.get(measure), day, value, outcome, count);
        }

        @Override
        public void addOpen(int measure, long day, long age, @Nullable String outcome, long count) {
          cells.addOpen(positions.get(measure), day, age, outcome, count);
        }

        @Override
        public void end() {}
      };
    }

    @Override
    public void leaveOut(int measure, long day, Defect defect, long count) {
      visitor.leaveOut(positions.get(measure), day, defect, count);
    }

    @Override
    public void leaveOut(int measure, Defect defect, long count) {
      visitor.leaveOut(positions.get(measure), defect, count);
    }
  }
}
