package io.drift4j;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What number a {@link Measure} reads of each record. */
public sealed interface Quantity {

  /**
   * The time from a record's start to its event, in whole units.
   *
   * <p>In days both are days, and the time is the difference of their dates. In hours and minutes
   * both are instants in whole seconds, and the time is the whole units that lie between them.
   *
   * @param from the date or time at which the record starts
   * @param unit days, hours or minutes
   * @param mayBeNegative whether an event before the start is a time below 0, and no {@linkplain
   *     Defect#ENDED_BEFORE_START defect}
   */
  record Elapsed(String from, ChronoUnit unit, boolean mayBeNegative) implements Quantity {

    private static final List<ChronoUnit> UNITS =
        List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES);

    /**
     * Checks the field and the unit.
     *
     * @param from the date or time at which the record starts
     * @param unit days, hours or minutes
     * @param mayBeNegative whether an event may be before the start
     * @throws IllegalArgumentException if the name is blank, or the unit another
     */
    public Elapsed {
      Measure.requireField(from);
      if (!UNITS.contains(unit)) {
        throw new IllegalArgumentException("time must be in days, hours or minutes, not " + unit);
      }
    }

    /**
     * Makes the quantity of times that are 0 or more.
     *
     * @param from the date or time at which the record starts
     * @param unit days, hours or minutes
     */
    public Elapsed(String from, ChronoUnit unit) {
      this(from, unit, false);
    }

    /**
     * Says whether dates are read rather than instants.
     *
     * @return whether the unit is days
     */
    public boolean isInDays() {
      return unit == ChronoUnit.DAYS;
    }

    /**
     * Returns the whole units between two moments in seconds, rounded down: a moment before the
     * start is at least a unit before it.
     *
     * @param start seconds since 1970 at the start
     * @param end seconds since 1970 at the event
     * @return the time
     */
    public long between(long start, long end) {
      return Math.floorDiv(Math.subtractExact(end, start), unit.getDuration().toSeconds());
    }

    /** How many units there are in a day. */
    long inADay() {
      return ChronoUnit.DAYS.getDuration().toSeconds() / unit.getDuration().toSeconds();
    }
  }

  /**
   * An exact decimal, as the number of its smallest units: 12.34 at scale 2 is 1234; or by how much
   * it is more than another. A decimal that the scale cannot hold is counted and left out ({@link
   * Defect#INEXACT_AMOUNT}), and so is a difference of which it cannot hold either decimal.
   *
   * @param field the field that holds it; never a binary fraction
   * @param scale how many decimal places the smallest unit has: 2 for cents, 0 for points
   * @param minus the field that holds the decimal that is taken from it, {@code null} for none;
   *     where either is absent, so is the difference
   * @param onlyWith the field of a decimal that a record must have too, or else it is as one
   *     without an amount; {@code null} for none
   */
  record Amount(String field, int scale, @Nullable String minus, @Nullable String onlyWith)
      implements Quantity {

    /** The largest number of smallest units, of either sign. */
    public static final long LARGEST = 1_000_000_000_000_000_000L;

    private static final int LARGEST_SCALE = 9;
    private static final int LONGEST = 19; // digits of LARGEST

    /**
     * Checks the fields and the scale.
     *
     * @param field the field that holds it
     * @param scale how many decimal places the smallest unit has
     * @param minus the field of what is taken from it, or {@code null}
     * @param onlyWith the field of what must be there too, or {@code null}
     * @throws IllegalArgumentException if a name is blank, there are both of the latter, or the
     *     scale is not in 0 to 9
     */
    public Amount {
      Measure.requireField(field);
      Stream.of(minus, onlyWith).filter(Objects::nonNull).forEach(Measure::requireField);
      if (minus != null && onlyWith != null) {
        throw new IllegalArgumentException(
            "amount "
                + field
                + " less "
                + minus
                + " is one of records that have both, and not of those with "
                + onlyWith
                + "; name one other field");
      }
      if (scale < 0 || scale > LARGEST_SCALE) {
        throw new IllegalArgumentException(
            "scale of " + field + " must be 0 to " + LARGEST_SCALE + ", not " + scale);
      }
    }

    /**
     * Makes the quantity of one decimal.
     *
     * @param field the field that holds it
     * @param scale how many decimal places the smallest unit has
     */
    public Amount(String field, int scale) {
      this(field, scale, null, null);
    }

    /**
     * Makes the quantity of the difference of two decimals.
     *
     * @param field the field that holds the one
     * @param scale how many decimal places the smallest unit has
     * @param minus the field of what is taken from it, or {@code null}
     */
    public Amount(String field, int scale, @Nullable String minus) {
      this(field, scale, minus, null);
    }

    /**
     * Returns the other field that is read.
     *
     * @return the field of what is taken from the amount, or must be there too; {@code null} if
     *     nothing else is read
     */
    public @Nullable String other() {
      return minus == null ? onlyWith : minus;
    }

    /**
     * Returns what is read of a record in smallest units: the difference of two decimals, or, where
     * the other must only be there, the first. Amounts that are only with others are those of the
     * very records of which there are differences.
     *
     * @param decimal the decimal
     * @param other the {@link #other()} one, 0 if there is none
     * @return how many units it is; empty if the scale cannot hold either, or the difference is
     *     beyond {@link #LARGEST}
     */
    public OptionalLong units(BigDecimal decimal, BigDecimal other) {
      OptionalLong units = units(decimal);
      OptionalLong taken = units(other);
      if (units.isEmpty() || taken.isEmpty()) {
        return OptionalLong.empty();
      }
      long difference = units.getAsLong() - taken.getAsLong(); // of two that are a ninth of a long
      return Math.abs(difference) > LARGEST
          ? OptionalLong.empty()
          : onlyWith == null ? OptionalLong.of(difference) : units;
    }

    /**
     * Returns a decimal in smallest units.
     *
     * @param decimal the decimal
     * @return how many units it is; empty if the scale cannot hold it, or it is beyond {@link
     *     #LARGEST}
     */
    public OptionalLong units(BigDecimal decimal) {
      if (decimal.signum() == 0) {
        return OptionalLong.of(0);
      }
      long digits = (long) decimal.precision() - decimal.scale() + scale; // of the units
      if (digits < 1 || digits > LONGEST) { // a short text may stand for a very long number
        return OptionalLong.empty();
      }
      BigDecimal units = decimal.scaleByPowerOfTen(scale);
      boolean fits =
          units.abs().compareTo(BigDecimal.valueOf(LARGEST)) <= 0
              && units.stripTrailingZeros().scale() <= 0;
      return fits ? OptionalLong.of(units.longValueExact()) : OptionalLong.empty();
    }
  }

  /** No number: that the record is there, or its category. */
  record Occurrence() implements Quantity {}
}
