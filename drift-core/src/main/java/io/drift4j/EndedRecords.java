package io.drift4j;

import io.drift4j.stats.DevelopmentTriangle;

/** Sees of a triangle those that ended: where rows are decided ones only, no other is there. */
record EndedRecords(Visitor visitor) implements DevelopmentTriangle.CellVisitor {

  /** Receives them. */
  interface Visitor {
    void visit(long day, int age, int outcome, long count);
  }

  @Override
  public void visit(long day, int age, int outcome, long count) {
    visitor.visit(day, age, outcome, count);
  }

  @Override
  public void visitOpen(long day, int age, long count) {
    // not of those that ended
  }
}
