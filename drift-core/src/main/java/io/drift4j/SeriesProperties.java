package io.drift4j;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a {@link Series} by the names that JavaBeans have, for serialisers and
 * templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
public interface SeriesProperties {

  /**
   * Returns what {@link Series#axis()} does.
   *
   * @return the same
   */
  Series.Axis axis();

  /**
   * Returns what {@link Series#first()} does.
   *
   * @return the same, or {@code null}
   */
  @Nullable LocalDate first();

  /**
   * Returns what {@link Series#step()} does.
   *
   * @return the same
   */
  int step();

  /**
   * Returns what {@code axis()} does.
   *
   * @return the same
   */
  default Series.Axis getAxis() {
    return axis();
  }

  /**
   * Returns what {@code first()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable LocalDate getFirst() {
    return first();
  }

  /**
   * Returns what {@code step()} does.
   *
   * @return the same
   */
  default int getStep() {
    return step();
  }

  /**
   * Returns what {@link Series#names()} does.
   *
   * @return the same
   */
  List<String> names();

  /**
   * Returns what {@link Series#column} does.
   *
   * @param name a column's
   * @return the same
   */
  double[] column(String name);

  /**
   * Returns what {@code column()} does for each of the names.
   *
   * @return the numbers by their names, in the order of the names
   */
  default Map<String, double[]> getColumns() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    names().forEach(name -> columns.put(name, column(name)));
    return columns;
  }
}
