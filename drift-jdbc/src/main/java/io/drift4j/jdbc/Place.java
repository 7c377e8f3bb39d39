package io.drift4j.jdbc;

import io.drift4j.Defect;
import org.jspecify.annotations.Nullable;

/** Where records belong that a row of the count statement stands for. */
enum Place {
  /** In a cell of its period. */
  CELL(null),
  /** Nowhere: there is no start. */
  NO_START(Defect.NO_START),
  /** Nowhere: the start cannot be read. */
  UNREADABLE(Defect.UNREADABLE_DATE),
  /**
   * In its period, if the outcome says that the record is open; else nowhere: no end to be read.
   */
  NO_END(Defect.UNREADABLE_DATE);

  private static final Place[] ALL = values();

  private final @Nullable Defect defect;

  Place(@Nullable Defect defect) {
    this.defect = defect;
  }

  /** As the statement says it. */
  String code() {
    return Integer.toString(ordinal());
  }

  static Place of(int code) {
    return ALL[code];
  }

  /** Why the records are in no cell. */
  @Nullable Defect defect() {
    return defect;
  }
}
