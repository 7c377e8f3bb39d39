package io.drift4j;

import org.jspecify.annotations.Nullable;

/** What was counted of a segment, or of a part of one: a table for each measure. */
class SegmentTables {

  private final Segment segment;
  private final @Nullable CellTable[] tables; // none where there is nothing of a measure

  SegmentTables(Segment segment, int measures) {
    this(segment, new CellTable[measures]);
  }

  private SegmentTables(Segment segment, @Nullable CellTable[] tables) {
    this.segment = segment;
    this.tables = tables;
  }

  /** The same counts, of the segment that a definition makes of this one. */
  SegmentTables as(Segment other) {
    return other.equals(segment) ? this : new SegmentTables(other, tables);
  }

  Segment segment() {
    return segment;
  }

  /** Those of a measure, none if there are none. */
  @Nullable CellTable of(int measure) {
    return tables[measure];
  }

  int measures() {
    return tables.length;
  }

  CellTable begun(int measure) {
    CellTable table = tables[measure];
    if (table == null) {
      table = new CellTable();
      tables[measure] = table;
    }
    return table;
  }

  /** Counts what was counted of a part of this. */
  void add(SegmentTables part) {
    for (int measure = 0; measure < tables.length; measure++) {
      CellTable table = part.tables[measure];
      if (table != null) {
        table.forEach(begun(measure)::add);
      }
    }
  }
}
