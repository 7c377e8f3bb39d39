package io.drift4j.stats;

import java.math.BigInteger;
import java.util.function.LongUnaryOperator;

/**
 * Exact power sums of the scores of a sample.
 *
 * @param count n
 * @param sum Σ a
 * @param squares Σ a²
 * @param cubes Σ a³
 */
record Moments(BigInteger count, BigInteger sum, BigInteger squares, BigInteger cubes) {

  static Moments of(FrequencyTable table, LongUnaryOperator scores) {
    BigInteger[] sums = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
    table.forEach(
        (value, count) -> {
          BigInteger score = BigInteger.valueOf(scores.applyAsLong(value));
          BigInteger power = BigInteger.valueOf(count);
          for (int i = 0; i < sums.length; i++) {
            power = power.multiply(score);
            sums[i] = sums[i].add(power);
          }
        });
    return new Moments(BigInteger.valueOf(table.count()), sums[0], sums[1], sums[2]);
  }

  Moments plus(Moments other) {
    return new Moments(
        count.add(other.count),
        sum.add(other.sum),
        squares.add(other.squares),
        cubes.add(other.cubes));
  }

  /** n² times the variance with divisor n. */
  BigInteger scaledSquares() {
    return count.multiply(squares).subtract(sum.pow(2));
  }

  /** n³ times the third central moment. */
  BigInteger scaledCubes() {
    return count
        .pow(2)
        .multiply(cubes)
        .subtract(count.multiply(sum).multiply(squares).multiply(BigInteger.valueOf(3)))
        .add(sum.pow(3).shiftLeft(1));
  }
}
