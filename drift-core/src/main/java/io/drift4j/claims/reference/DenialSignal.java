package io.drift4j.claims.reference;

import io.drift4j.Assessment;
import io.drift4j.Comparison;
import io.drift4j.Decision;
import io.drift4j.Evidence;
import io.drift4j.Examination;
import io.drift4j.Lens;
import io.drift4j.Metric;
import io.drift4j.Sample;
import io.drift4j.ThresholdRule;
import io.drift4j.Verdict;
import java.util.Locale;

/**
 * The signals of DenialScope: which numbers of both windows each sets against each other, when that
 * is a signal, how grave and how sure. Amounts are in dollars.
 */
enum DenialSignal implements Lens, ThresholdRule {

  /** A reason of which there was no claim at all, and now are denials. */
  NEW_REASON(new Bands(2, 1, 1)) {
    @Override
    boolean isSignal(Evidence seen, int minimumVolume) {
      return seen.baselineSize() == 0 && seen.currentValue() >= minimumVolume;
    }

    @Override
    double gravity(double before, double now) {
      return 1; // always high
    }

    @Override
    double confidence(Evidence seen, int minimumVolume) {
      return 0.8;
    }
  },

  /** A share of denials that rose by 5 points or by half. */
  RATE_SPIKE(Bands.OF_SHARES) {
    @Override
    double value(Sample sample) {
      return sample.size() == 0 ? 0 : super.value(sample) / sample.size();
    }

    @Override
    boolean isSignal(Evidence seen, int minimumVolume) {
      double before = seen.baselineValue();
      return seen.baselineSize() >= minimumVolume
          && seen.currentSize() >= minimumVolume
          && (seen.delta() >= 0.05 || (before > 0 && seen.delta() / before >= 0.5));
    }

    @Override
    double gravity(double before, double now) {
      return now - before;
    }

    @Override
    double confidence(Evidence seen, int minimumVolume) {
      return share((double) (seen.currentSize() + seen.baselineSize()), minimumVolume * 4.0);
    }
  },

  /** Denied dollars of 7 days that are half as much again as those of the 21 days before. */
  DOLLARS_SPIKE(Bands.OF_SHARES) {
    @Override
    double unit() {
      return CENTS;
    }
  },

  /** Denials likewise, where there are no dollars of both windows. */
  VOLUME_SPIKE(Bands.OF_SHARES) {
    @Override
    boolean isLeftToOthers(Comparison comparison) {
      return comparison.companions().stream()
          .anyMatch(
              dollars -> super.value(dollars.baseline()) > 0 && super.value(dollars.current()) > 0);
    }
  },

  /** Denied dollars of 7 days, whatever they were before. */
  DOLLARS(new Bands(3, 2, 1.5)) {
    @Override
    double unit() {
      return CENTS;
    }

    @Override
    boolean isSignal(Evidence seen, int minimumVolume) {
      return seen.currentValue() >= MANY_DOLLARS;
    }

    @Override
    double gravity(double before, double now) {
      return now / MANY_DOLLARS;
    }

    @Override
    double confidence(Evidence seen, int minimumVolume) {
      return share(seen.currentValue(), MANY_DOLLARS * 2);
    }
  };

  private static final double CENTS = 100;
  private static final double MANY_DOLLARS = 50_000;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Bands bands;

  DenialSignal(Bands bands) {
    this.bands = bands;
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The metric, seen and judged as this signal. */
  Metric of(Metric metric) {
    return metric.withLens(this).withRule(this);
  }

  /** The number of a window: the sum of what was observed. */
  double value(Sample sample) {
    long[] sum = {0};
    sample.forEachObservation(
        (day, value, count) -> sum[0] = Math.addExact(sum[0], Math.multiplyExact(value, count)));
    return sum[0] / unit();
  }

  /** How many observed ones are one of the number: cents of a dollar. */
  double unit() {
    return 1;
  }

  boolean isLeftToOthers(Comparison comparison) {
    return false;
  }

  /** The same limit of dollars and of counts, of 7 days against 21. */
  boolean isSignal(Evidence seen, int minimumVolume) {
    double before = seen.baselineValue();
    double now = seen.currentValue();
    return before >= minimumVolume && now >= minimumVolume && gravity(before, now) >= 0.5;
  }

  double gravity(double before, double now) {
    return before > 0 ? (now - before) / before : 0;
  }

  double confidence(Evidence seen, int minimumVolume) {
    double all = seen.currentValue() + seen.baselineValue();
    return share(all, minimumVolume * 4.0);
  }

  private static double share(double some, double all) {
    return Math.min(some / all, 1.0);
  }

  private double gravity(Evidence seen) {
    return gravity(seen.baselineValue(), seen.currentValue());
  }

  @Override
  public Evidence look(Comparison comparison) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    Evidence.Builder evidence = Evidence.ofSamples(comparison);
    if (isLeftToOthers(comparison)) {
      return evidence.undecided("the denied dollars are compared instead").build();
    }
    Evidence seen = evidence.values(value(baseline), value(current)).build();
    return evidence.note("severity " + bands.label(gravity(seen))).build();
  }

  @Override
  public Verdict judge(Examination examination, int minimumVolume) {
    Evidence seen = examination.first();
    if (!seen.hasValues()) {
      return Verdict.skipped(examination, String.valueOf(seen.undecidedBecause()));
    }
    boolean isSignal = isSignal(seen, minimumVolume);
    return Verdict.of(examination, isSignal ? Decision.DRIFT : Decision.UNREMARKABLE, seen)
        .assessed(
            Assessment.builder()
                .severity(bands.severity(gravity(seen)))
                .volumeScore(confidence(seen, minimumVolume))
                .build())
        .build();
  }
}
