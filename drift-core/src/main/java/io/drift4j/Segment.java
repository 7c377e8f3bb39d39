package io.drift4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of the records that is compared with itself over time: a value for each dimension, such as
 * payer = Aetna, cpt_group = SURG.
 *
 * <p>The dimensions keep the order of the {@link Definition}. Two segments are the same if every
 * value is the same sequence of code points: case, blanks and Unicode forms count, whatever the
 * collation of a database says. A value may be {@code null} (SQL NULL), which is not the empty
 * text. Segments sort by their values in code point order, {@code null} first, and one that ends
 * where another goes on before that: all records, then a payer, then its groups. They are not
 * secret: they appear in events, messages and logs.
 *
 * <p>Instances are immutable and safe for use by several threads.
 *
 * @param dimensions the names of the dimensions, in the order of the definition
 * @param values their values, in the order of the dimensions, {@code null} for SQL NULL;
 *     unmodifiable
 */
public record Segment(List<String> dimensions, List<@Nullable String> values)
    implements Comparable<Segment> {

  private static final Comparator<@Nullable String> VALUE_ORDER =
      Comparator.nullsFirst(CodePoints.ORDER);

  /**
   * Copies the lists and checks them.
   *
   * @param dimensions the names of the dimensions, in order
   * @param values their values, in the same order
   * @throws IllegalArgumentException if the sizes differ, or a value holds NUL or an unpaired
   *     surrogate
   */
  public Segment {
    if (dimensions.size() != values.size()) {
      throw new IllegalArgumentException(
          "segment of "
              + dimensions
              + " needs "
              + dimensions.size()
              + " values, not "
              + values.size());
    }
    dimensions = List.copyOf(dimensions);
    values = Collections.unmodifiableList(new ArrayList<>(values));
    for (int i = 0; i < values.size(); i++) {
      requireStorable(dimensions.get(i), values.get(i));
    }
  }

  /**
   * Returns a segment.
   *
   * @param dimensions the names of the dimensions, in order
   * @param values their values, in the same order
   * @return the segment
   * @throws IllegalArgumentException if the sizes differ, or a value holds NUL or an unpaired
   *     surrogate
   */
  public static Segment of(List<String> dimensions, List<? extends @Nullable String> values) {
    return new Segment(dimensions, new ArrayList<>(values));
  }

  private static void requireStorable(String dimension, @Nullable String value) {
    if (value != null) {
      CodePoints.requireStorable("the value of dimension ", dimension, value);
    }
  }

  /**
   * Returns the value of a dimension.
   *
   * @param dimension the name of a dimension
   * @return its value, {@code null} for SQL NULL
   * @throws IllegalArgumentException if the segment has no such dimension
   */
  public @Nullable String value(String dimension) {
    int index = dimensions.indexOf(dimension);
    if (index < 0) {
      throw new IllegalArgumentException("no dimension " + dimension + ", there are " + dimensions);
    }
    return values.get(index);
  }

  /** The part of this segment that some of its dimensions make. */
  Segment of(List<String> some) {
    if (some.equals(dimensions)) {
      return this;
    }
    List<@Nullable String> parts = new ArrayList<>(some.size());
    some.forEach(dimension -> parts.add(value(dimension)));
    return new Segment(some, parts);
  }

  /**
   * Returns the segment as a map.
   *
   * @return dimension to value, in order; unmodifiable
   */
  public Map<String, @Nullable String> asMap() {
    Map<String, @Nullable String> map = new LinkedHashMap<>();
    for (int i = 0; i < dimensions.size(); i++) {
      map.put(dimensions.get(i), values.get(i));
    }
    return Collections.unmodifiableMap(map);
  }

  /**
   * Returns the canonical text of the segment: a JSON object without blanks, dimensions in order.
   *
   * @return for example {@code {"payer":"Aetna","cpt_group":"SURG"}}
   */
  public String toJson() {
    return Json.object(asMap());
  }

  /**
   * Returns a key of fixed length, for indexes that a long text does not fit.
   *
   * @return the SHA-256 of {@link #toJson()} in 64 hexadecimal digits
   */
  public String key() {
    return Fingerprint.of(toJson());
  }

  /**
   * Returns a key of fixed length for one value, to find events by it with an index.
   *
   * @param position the position of the dimension
   * @return the SHA-256 of the value's UTF-8 bytes in 64 hexadecimal digits, {@code null} for SQL
   *     NULL
   */
  public @Nullable String valueKey(int position) {
    String value = values.get(position);
    return value == null ? null : Fingerprint.of(value);
  }

  @Override
  public int compareTo(Segment other) {
    int order = compare(values, other.values);
    return order != 0 ? order : compare(dimensions, other.dimensions);
  }

  private static int compare(
      List<? extends @Nullable String> a, List<? extends @Nullable String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = VALUE_ORDER.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Segment segment
        && values.equals(segment.values)
        && dimensions.equals(segment.dimensions);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Returns the segment as {@code payer=Aetna, cpt_group=SURG}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    asMap()
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(value));
    return text.toString();
  }
}
