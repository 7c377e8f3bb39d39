package io.drift4j;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** The shares of records that had ended by each age, as far as evidence tells them. */
final class DecidedByAge {

  private final Evidence seen;
  private final boolean hasCurve;

  DecidedByAge(Evidence seen) {
    this.seen = seen;
    Series series = seen.series();
    this.hasCurve =
        series != null
            && series.axis() == Series.Axis.AGES
            && series.size() > 0
            && series.names().containsAll(List.of("baseline", "current"));
  }

  private Series curve() {
    return Objects.requireNonNull(seen.series());
  }

  /** The highest age by which it is told; absent if it is by none. */
  OptionalInt reach() {
    if (hasCurve) {
      return OptionalInt.of((curve().size() - 1) * curve().step());
    }
    return areFigures() ? seen.horizon() : OptionalInt.empty();
  }

  private boolean areFigures() {
    return seen.figure(Figure.DECIDED_BASELINE).isPresent()
        && seen.figure(Figure.DECIDED_CURRENT).isPresent();
  }

  boolean reaches(int age) {
    return hasCurve
        ? age <= reach().getAsInt() && age % curve().step() == 0
        : reach().equals(OptionalInt.of(age));
  }

  double baseline(int age) {
    return hasCurve ? at("baseline", age) : seen.figure(Figure.DECIDED_BASELINE).orElseThrow();
  }

  double current(int age) {
    return hasCurve ? at("current", age) : seen.figure(Figure.DECIDED_CURRENT).orElseThrow();
  }

  private double at(String column, int age) {
    return curve().column(column)[age / curve().step()];
  }
}
