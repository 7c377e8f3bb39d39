package io.drift4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a {@link Detectability} by the names that JavaBeans have, for serialisers and
 * templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
public interface DetectabilityProperties {

  /**
   * Returns what {@link Detectability#rows()} does.
   *
   * @return the same
   */
  List<Detectability.Row> rows();

  /**
   * Returns what {@link Detectability#emptyBecause()} does.
   *
   * @return the same, or {@code null}
   */
  @Nullable String emptyBecause();

  /**
   * Returns what {@code rows()} does.
   *
   * @return the same
   */
  default List<Detectability.Row> getRows() {
    return rows();
  }

  /**
   * Returns what {@code emptyBecause()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable String getEmptyBecause() {
    return emptyBecause();
  }
}
