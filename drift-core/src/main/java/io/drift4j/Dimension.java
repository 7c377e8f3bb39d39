package io.drift4j;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dimension that a definition computes from fields of the source, which is asked for these only
 * and knows nothing of it: a region of a state, a band of an age, a reason that is a code or else a
 * text.
 *
 * <pre>{@code
 * Dimension reason =
 *     Dimension.computed(
 *         "reason",
 *         List.of("reason_code", "reason_text"),
 *         fields -> fields.stream().filter(Objects::nonNull).findFirst().orElse("DENIED"));
 * }</pre>
 *
 * <p>The function is called once for each combination of the fields' values that a run reads, so it
 * must depend on these alone. Its name and fields are {@linkplain Definition#settings() settings}
 * of the definition; what it computes stands under the definition's version, as all that its author
 * wrote: whoever changes that raises it.
 *
 * <p>Instances are immutable and as safe for use by several threads as the function.
 */
public final class Dimension {

  private final String name;
  private final List<String> fields;
  private final Function<? super List<@Nullable String>, String> value;
  private final @Nullable String knownBy;

  private Dimension(
      String name,
      List<String> fields,
      Function<? super List<@Nullable String>, String> value,
      @Nullable String knownBy) {
    this.knownBy = knownBy;
    this.name = Names.require("dimension", name);
    this.fields = List.copyOf(fields);
    this.value = Objects.requireNonNull(value, () -> "dimension " + name + " has no function");
    this.fields.forEach(field -> Names.require("field of dimension " + name, field));
    if (fields.isEmpty() || new HashSet<>(fields).size() < fields.size()) {
      throw new IllegalArgumentException(
          "dimension " + name + " needs one field or more, distinct, not " + fields);
    }
  }

  /**
   * Returns a dimension that is computed from several fields.
   *
   * @param name the name that dimensions or strata of a definition say
   * @param fields the fields of the source, in order, distinct, one or more; one of them may have
   *     the name of the dimension, which then stands for the computed one
   * @param value gives the value for those of the fields, in their order: {@code null} for SQL NULL
   *     among these, and never itself {@code null}
   * @return the dimension
   * @throws IllegalArgumentException if a name is none, or there is no field or one twice
   */
  public static Dimension computed(
      String name, List<String> fields, Function<? super List<@Nullable String>, String> value) {
    return new Dimension(name, fields, value, null);
  }

  /**
   * Returns a dimension that is computed from one field.
   *
   * @param name the name that dimensions or strata of a definition say
   * @param field the field of the source, which may have the same name
   * @param value gives the value for that of the field: {@code null} for SQL NULL, and never itself
   *     {@code null}
   * @return the dimension
   * @throws IllegalArgumentException if a name is none
   */
  public static Dimension computed(
      String name, String field, Function<? super @Nullable String, String> value) {
    Objects.requireNonNull(value, () -> "dimension " + name + " has no function");
    return new Dimension(name, List.of(field), values -> value.apply(values.get(0)), null);
  }

  /**
   * Returns this dimension of fields that are known only by a day, such as why a claim was denied:
   * of a record that has no such day, or one on or after the as-of day, each of them is {@code
   * null}. Else a record that is still open would be counted by what came of it later. Policies
   * {@linkplain DriftPolicy#hasHindsight with hindsight} see the fields as they are now.
   *
   * @param day the field of the day
   * @return the changed dimension
   * @throws IllegalArgumentException if it is no name
   */
  public Dimension knownBy(String day) {
    return new Dimension(name, fields, value, Names.require("day of dimension " + name, day));
  }

  /**
   * Returns the name that dimensions or strata of a definition say.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns what the source is asked for.
   *
   * @return the fields, in order, at least one
   */
  public List<String> fields() {
    return fields;
  }

  /**
   * Returns the day by which the fields are known.
   *
   * @return the field of the day, {@code null} if they are known from the first
   */
  public @Nullable String knownBy() {
    return knownBy;
  }

  /** The value for what a source told of the fields; what they hold is told to nobody. */
  @SuppressWarnings("ConstantValue") // a function need not be compiled with nullness in mind
  String value(Definition whose, Segment told) {
    String computed = computed(whose, Collections.unmodifiableList(told.of(fields).values()));
    if (computed == null) {
      throw new DriftException(broken(whose, "got null for"));
    }
    try {
      CodePoints.requireStorable("the value of dimension ", name, computed);
    } catch (IllegalArgumentException e) {
      throw new DriftException("definition " + whose + ": " + e.getMessage(), e);
    }
    return computed;
  }

  private String computed(Definition whose, List<@Nullable String> values) {
    try {
      return value.apply(values);
    } catch (RuntimeException e) {
      String how = "failed (" + e.getClass().getName() + ") to compute";
      throw new DriftException(broken(whose, how), e);
    }
  }

  private String broken(Definition whose, String how) {
    return "definition "
        + whose
        + " "
        + how
        + " dimension "
        + name
        + " of fields "
        + fields
        + "; its function must take whatever they hold, null too, and give a text";
  }

  /** Name and fields, as settings tell them. */
  String setting() {
    String words = String.join(",", fields);
    return knownBy == null ? words : words + " known by " + knownBy;
  }

  /** Returns name and fields, such as {@code region of [state]}. */
  @Override
  public String toString() {
    return name + " of " + fields + (knownBy == null ? "" : " known by " + knownBy);
  }
}
