package io.drift4j.stats;

/** A sum of doubles of one sign that loses next to nothing, however many they are (Kahan, 1965). */
final class PositiveSum {

  private double sum;
  private double lost;

  void add(double term) {
    double next = term - lost;
    double after = sum + next;
    lost = (after - sum) - next;
    sum = after;
  }

  double value() {
    return sum;
  }
}
