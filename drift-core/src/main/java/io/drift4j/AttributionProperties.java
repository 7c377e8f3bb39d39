package io.drift4j;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an {@link Attribution} by the names that JavaBeans have, for serialisers and
 * templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
public interface AttributionProperties {

  /**
   * Returns what {@link Attribution#whose()} does.
   *
   * @return the same
   */
  Segment whose();

  /**
   * Returns what {@link Attribution#metricId()} does.
   *
   * @return the same
   */
  String metricId();

  /**
   * Returns what {@link Attribution#view()} does.
   *
   * @return the same, or {@code null}
   */
  @Nullable String view();

  /**
   * Returns what {@link Attribution#horizon()} does.
   *
   * @return the same
   */
  OptionalInt horizon();

  /**
   * Returns what {@link Attribution#contributions()} does.
   *
   * @return the same
   */
  List<Attribution.Contribution> contributions();

  /**
   * Returns what {@link Attribution#leftOut()} does.
   *
   * @return the same
   */
  SortedMap<Segment, String> leftOut();

  /**
   * Returns what {@link Attribution#lines()} does.
   *
   * @return the same
   */
  List<String> lines();

  /**
   * Returns what {@code whose()} does.
   *
   * @return the same
   */
  default Segment getWhose() {
    return whose();
  }

  /**
   * Returns what {@code metricId()} does.
   *
   * @return the same
   */
  default String getMetricId() {
    return metricId();
  }

  /**
   * Returns what {@code view()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable String getView() {
    return view();
  }

  /**
   * Returns what {@code horizon()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Integer getHorizon() {
    return Present.orNull(horizon());
  }

  /**
   * Returns what {@code contributions()} does.
   *
   * @return the same
   */
  default List<Attribution.Contribution> getContributions() {
    return contributions();
  }

  /**
   * Returns what {@code leftOut()} does.
   *
   * @return the same
   */
  default SortedMap<Segment, String> getLeftOut() {
    return leftOut();
  }

  /**
   * Returns what {@code lines()} does.
   *
   * @return the same
   */
  default List<String> getLines() {
    return lines();
  }
}
