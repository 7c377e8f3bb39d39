package io.drift4j.examples.quickstart;

import io.drift4j.claims.Outcome;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Claims of a customer, thrown by dice: how many come on each day, how they are decided and when.
 *
 * @param customer whose claims
 * @param treatments how they are treated, each by dice of its own
 * @param days how many days of claims there are
 * @param asOf the day after the last; what is decided on it or later is open
 */
record GeneratedClaims(String customer, List<Treatment> treatments, int days, LocalDate asOf) {

  private static final double AT_WEEKENDS = 0.4;

  /** Generates the claims, always the same of a seed. */
  void forEach(long seed, Consumer<ClaimRow> action) {
    Dice dice = new Dice(seed);
    Lines lines = new Lines(action);
    treatments.forEach(treatment -> claims(treatment, dice.split(), lines));
  }

  /** Numbers the claims. */
  private static final class Lines {

    private final Consumer<ClaimRow> action;
    private long line;

    Lines(Consumer<ClaimRow> action) {
      this.action = action;
    }

    long next() {
      return ++line;
    }
  }

  private void claims(Treatment treatment, Dice dice, Lines lines) {
    for (LocalDate day = asOf.minusDays(days); day.isBefore(asOf); day = day.plusDays(1)) {
      Behaviour behaviour = treatment.on(day);
      for (int i = dice.count(behaviour.claims() * busyness(day)); i > 0; i--) {
        lines.action.accept(claim(lines.next(), treatment, day, behaviour, dice));
      }
    }
  }

  private static double busyness(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 ? 1 : AT_WEEKENDS;
  }

  private ClaimRow claim(
      long line, Treatment treatment, LocalDate submitted, Behaviour behaviour, Dice dice) {
    boolean denied = dice.chance(behaviour.denied());
    int days = dice.days(denied ? behaviour.daysToDeny() : behaviour.daysToPay());
    LocalDate decided = behaviour.office().firstOpenFrom(submitted.plusDays(days));
    boolean open = !decided.isBefore(asOf);
    Outcome outcome = denied ? Outcome.DENIED : Outcome.PAID;
    return ClaimRow.of(
        line,
        customer,
        treatment.payer(),
        treatment.cptGroup(),
        submitted,
        open ? null : decided,
        open ? null : outcome);
  }
}
