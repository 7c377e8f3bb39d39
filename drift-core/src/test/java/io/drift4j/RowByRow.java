package io.drift4j;

import io.drift4j.Quantity.Amount;
import io.drift4j.Quantity.Elapsed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a source must tell, by an algorithm that looks at one record after the other and uses
 * nothing of the engine.
 */
final class RowByRow {

  private final CountRequest request;
  private final CellVisitor visitor;

  RowByRow(CountRequest request, CellVisitor visitor) {
    this.request = request;
    this.visitor = visitor;
  }

  void tell(List<ContractRecord> records) {
    for (ContractRecord record : records) {
      if (record.customer().equals(request.customer())) {
        for (int i = 0; i < request.measures().size(); i++) {
          count(record, i, request.measures().get(i));
        }
      }
    }
  }

  private void count(ContractRecord record, int position, Measure measure) {
    LocalDate day = day(record, measure.windowedBy());
    if (day == null) {
      visitor.leaveOut(position, Defect.NO_START, 1);
    } else if (request.windows().stream().anyMatch(window -> isIn(day, window))) {
      read(record, position, measure, cells(record), day.toEpochDay());
    }
  }

  private static boolean isIn(LocalDate day, Window window) {
    return day.compareTo(window.startInclusive()) >= 0 && day.compareTo(window.endExclusive()) < 0;
  }

  private CellVisitor.Cells cells(ContractRecord record) {
    List<@Nullable String> values = new ArrayList<>();
    request
        .dimensions()
        .forEach(name -> values.add(isKnown(record, name) ? text(record, name) : null));
    return visitor.segment(Segment.of(request.dimensions(), values));
  }

  private boolean isKnown(ContractRecord record, String dimension) {
    String field = request.knownBy().get(dimension);
    LocalDate day = field == null ? null : day(record, field);
    return field == null || (day != null && (request.hindsight() || isBeforeAsOf(day)));
  }

  private void read(
      ContractRecord record, int position, Measure measure, CellVisitor.Cells cells, long day) {
    String came = came(record, measure);
    LocalDate end = measure.until() == null ? null : day(record, measure.until());
    boolean happened =
        measure.until() == null
            || (end != null
                && (request.hindsight() || isBeforeAsOf(end))
                && (measure.within() == null || end.toEpochDay() <= day + measure.within()));
    if (measure.quantity() instanceof Elapsed elapsed) {
      if (day(record, elapsed.from()) == null) {
        visitor.leaveOut(position, Defect.NO_START, 1);
      } else if (happened) {
        cells.add(position, day, elapsed(record, elapsed, measure.until()), came, 1);
      } else {
        cells.addOpen(position, day, openAge(record, elapsed), end == null ? came : null, 1);
      }
    } else if (!happened || (measure.until() == null && isMissing(record, measure))) {
      cells.addOpen(position, day, 0, null, 1);
    } else if (measure.quantity() instanceof Amount amount) {
      if (amount.other() != null && isBad(record, amount)) {
        visitor.leaveOut(position, Defect.INEXACT_AMOUNT, 1);
      } else {
        BigDecimal decimal = amount(record, measure);
        readAmount(decimal, position, amount, units -> cells.add(position, day, units, came, 1));
      }
    } else {
      cells.add(position, day, 0, came, 1);
    }
  }

  private static @Nullable String came(ContractRecord record, Measure measure) {
    String came = measure.outcome() == null ? null : text(record, measure.outcome());
    if (came == null || measure.details().isEmpty()) {
      return came;
    }
    StringBuilder all = new StringBuilder(escaped(came));
    for (Detail detail : measure.details()) {
      all.append('|').append(escaped(told(detail, text(record, detail.field()))));
    }
    return all.toString();
  }

  private static String escaped(@Nullable String part) {
    return part == null ? "^0" : part.replace("^", "^^").replace("|", "^-");
  }

  private static @Nullable String told(Detail detail, @Nullable String text) {
    if (text == null || detail instanceof Detail.Text) {
      return text;
    }
    String part = ((Detail.Contains) detail).part();
    boolean isThere = false;
    for (int i = 0; i + part.length() <= text.length(); i++) {
      isThere |= isAt(text, i, part);
    }
    return isThere ? "1" : "0";
  }

  private static boolean isAt(String text, int place, String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = text.charAt(place + i);
      boolean isUpper = c >= 'A' && c <= 'Z';
      if ((isUpper ? c + 32 : c) != part.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMissing(ContractRecord record, Measure measure) {
    return measure.quantity() instanceof Amount
        ? amount(record, measure) == null
        : measure.outcome() != null && text(record, measure.outcome()) == null;
  }

  private static @Nullable BigDecimal amount(ContractRecord record, Measure measure) {
    Amount read = (Amount) measure.quantity();
    BigDecimal other = read.other() == null ? BigDecimal.ZERO : record.expected();
    if (record.amount() == null || other == null) {
      return null;
    }
    return read.onlyWith() == null ? record.amount().subtract(other) : other;
  }

  /** Whether either of two that are there is none at the scale, or their difference. */
  private static boolean isBad(ContractRecord record, Amount amount) {
    return record.amount() != null
        && record.expected() != null
        && (isInexact(record.amount(), amount)
            || isInexact(record.expected(), amount)
            || isInexact(record.amount().subtract(record.expected()), amount));
  }

  private static boolean isInexact(BigDecimal decimal, Amount amount) {
    return decimal.stripTrailingZeros().scale() > amount.scale()
        || decimal.abs().compareTo(BigDecimal.TEN.pow(18 - amount.scale())) > 0;
  }

  private void readAmount(
      @Nullable BigDecimal decimal, int position, Amount amount, LongConsumer units) {
    if (decimal == null) {
      visitor.leaveOut(position, Defect.NO_AMOUNT, 1);
    } else if (isInexact(decimal, amount)) {
      visitor.leaveOut(position, Defect.INEXACT_AMOUNT, 1);
    } else {
      units.accept(decimal.multiply(BigDecimal.TEN.pow(amount.scale())).longValueExact());
    }
  }

  private boolean isBeforeAsOf(LocalDate day) {
    return day.compareTo(request.asOf()) < 0;
  }

  private static long elapsed(ContractRecord record, Elapsed elapsed, String until) {
    if (elapsed.isInDays()) {
      return day(record, until).toEpochDay() - day(record, elapsed.from()).toEpochDay();
    }
    return units(elapsed, moment(record, elapsed.from()), moment(record, until));
  }

  private static long units(Elapsed elapsed, Instant start, Instant end) {
    long seconds = Duration.between(start, end).getSeconds();
    return Math.floorDiv(seconds, elapsed.unit().getDuration().getSeconds());
  }

  private long openAge(ContractRecord record, Elapsed elapsed) {
    Instant morning = request.asOf().atStartOfDay(CountSourceContract.ZONE).toInstant();
    long whole =
        elapsed.isInDays()
            ? request.asOf().toEpochDay() - day(record, elapsed.from()).toEpochDay()
            : units(elapsed, moment(record, elapsed.from()), morning);
    return Math.max(-1, whole - 1);
  }

  // ---- fields

  private static @Nullable LocalDate day(ContractRecord record, String field) {
    return switch (field) {
      case CountSourceContract.SUBMITTED -> record.submitted();
      case CountSourceContract.DECIDED -> record.decided();
      case CountSourceContract.PAID -> record.paid();
      default -> {
        Instant moment = moment(record, field);
        yield moment == null ? null : moment.atZone(CountSourceContract.ZONE).toLocalDate();
      }
    };
  }

  private static @Nullable Instant moment(ContractRecord record, String field) {
    return switch (field) {
      case CountSourceContract.CREATED -> record.created();
      case CountSourceContract.CLOSED -> record.closed();
      default -> throw new AssertionError("no moment " + field);
    };
  }

  private static @Nullable String text(ContractRecord record, String field) {
    return switch (field) {
      case CountSourceContract.PAYER -> record.payer();
      case CountSourceContract.PLAN -> record.plan();
      case CountSourceContract.OUTCOME -> record.outcome();
      case CountSourceContract.CATEGORY -> record.category();
      default -> throw new AssertionError("no text " + field);
    };
  }
}
