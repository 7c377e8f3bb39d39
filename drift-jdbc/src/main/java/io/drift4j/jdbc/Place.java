package io.drift4j.jdbc;

import io.drift4j.Defect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where records belong that a row of the count statement stands for. */
enum Place {
  /** In a cell of its day. */
  CELL(0, null),
  /** Nowhere: there is no start. */
  NO_START(1, Defect.NO_START),
  /** Nowhere: the start cannot be read. */
  UNREADABLE(2, Defect.UNREADABLE_DATE),
  /** On its day, if the outcome says that the record is open; else nowhere: no end to be read. */
  NO_END(3, Defect.UNREADABLE_DATE);

  private static final List<Place> BY_CODE = List.of(CELL, NO_START, UNREADABLE, NO_END);

  private final int code;
  private final @Nullable Defect defect;

  Place(int code, @Nullable Defect defect) {
    this.code = code;
    this.defect = defect;
  }

  /** As the statement says it. */
  String code() {
    return Integer.toString(code);
  }

  static Place of(int code) {
    return BY_CODE.get(code);
  }

  /** Why the records are in no cell. */
  @Nullable Defect defect() {
    return defect;
  }
}
