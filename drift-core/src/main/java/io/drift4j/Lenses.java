package io.drift4j;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a lens says of a comparison, held to its contract: evidence of this comparison. */
final class Lenses {

  private Lenses() {}

  static Evidence look(Comparison comparison) {
    Lens lens = comparison.view().lens();
    Evidence evidence = looked(lens, comparison);
    if (evidence != null && isOf(evidence, comparison)) {
      return evidence;
    }
    throw broken(
        lens,
        "gave "
            + (evidence == null ? "null" : "evidence of another view or other windows")
            + "; its look method must give evidence of the comparison, made with Evidence.of");
  }

  private static boolean isOf(Evidence evidence, Comparison comparison) {
    return evidence.view().equals(comparison.view().name())
        && evidence.windows().equals(comparison.windows());
  }

  private static @Nullable Evidence looked(Lens lens, Comparison comparison) {
    try {
      return lens.look(comparison);
    } catch (DriftException e) {
      throw e;
    } catch (RuntimeException e) {
      DriftException ours = broken(lens, "failed: " + e);
      ours.initCause(e);
      throw ours;
    }
  }

  private static DriftException broken(Lens lens, String how) {
    return new DriftException(
        String.format(Locale.ROOT, "lens %s (%s) %s", lens.id(), lens.getClass().getName(), how));
  }
}
