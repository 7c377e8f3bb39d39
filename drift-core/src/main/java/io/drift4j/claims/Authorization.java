package io.drift4j.claims;

import io.drift4j.Lens;
import java.util.List;

/** Claims for which the payer had to be asked before, in the words of the databases. */
final class Authorization {

  /** The field that says so, a stratum of the definitions that look at such claims. */
  static final String FIELD = "authorization_required";

  /** How databases tell that a boolean is true, and hosts without booleans that it is yes. */
  static final List<String> YES = List.of("true", "TRUE", "t", "1", "Y");

  private Authorization() {}

  /** The lens among such claims, open ones too. */
  static Lens among(Lens lens) {
    return Lens.among(lens, FIELD, YES.toArray(String[]::new));
  }
}
