package io.drift4j.stats;

/**
 * The seed of a computation that throws dice: a hash of the two tables' contents, whichever comes
 * first, so that the same data always give the same result.
 */
final class Seed {

  private Seed() {}

  static long of(FrequencyTable x, FrequencyTable y) {
    long one = hash(x);
    long other = hash(y);
    return mix(mix(Math.min(one, other)) + Math.max(one, other));
  }

  private static long hash(FrequencyTable table) {
    long[] hash = {table.distinct()};
    table.forEach((value, count) -> hash[0] = mix(mix(hash[0] + value) + count));
    return hash[0];
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014), after its constant step. */
  static long mix(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
