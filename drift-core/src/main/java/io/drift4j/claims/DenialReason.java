package io.drift4j.claims;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a claim was denied, in one word. */
final class DenialReason {

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
}
