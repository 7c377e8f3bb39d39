package io.drift4j.claims;

import io.drift4j.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a claim was denied, in one word. */
final class DenialReason {

  /** So old a claim is when it is asked whether it was denied. */
  static final int DAYS = 30;

  private static final String UNKNOWN = "DENIED";

  private DenialReason() {}

  /** The first of a code and a text that says anything. */
  static String of(List<@Nullable String> codeAndText) {
    for (String some : codeAndText) {
      if (some != null && !some.isEmpty()) {
        return some;
      }
    }
    return UNKNOWN;
  }

  static @Nullable String ofDenial(Reading reading) {
    return Outcome.DENIED.name().equals(reading.outcome()) ? of(reading.details()) : null;
  }

  static @Nullable String ofDenialWithin30Days(Reading reading) {
    return within30Days(reading) == null ? null : ofDenial(reading);
  }

  /** Something if it was, of however long its claim has been watched since. */
  static @Nullable Long within30Days(Reading reading) {
    Long days = reading.value();
    boolean isDenied = Outcome.DENIED.name().equals(reading.outcome());
    return isDenied && days != null && days <= DAYS ? days : null;
  }
}
