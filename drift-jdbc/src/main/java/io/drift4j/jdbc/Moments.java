package io.drift4j.jdbc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as they are stored: microseconds from 1970, which every database keeps in full. */
final class Moments {

  private static final Instant FIRST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
  private static final Instant LAST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

  private Moments() {}

  /** The nearest that can be stored. */
  static long micros(Instant moment) {
    if (moment.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    return moment.isAfter(LAST) ? Long.MAX_VALUE : ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  static Instant of(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
