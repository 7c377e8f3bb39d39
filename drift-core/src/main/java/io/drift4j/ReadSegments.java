package io.drift4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a definition makes of the segments that a source tells of: of their fields its dimensions
 * and strata, of which some may be computed. There is a limit on how many there are.
 */
final class ReadSegments {

  private final Definition definition;
  private final List<String> fields;
  private final List<String> names; // of dimensions and strata
  private final Map<String, Dimension> computed;
  private final Map<Segment, Segment> read = new HashMap<>(); // by the fields

  ReadSegments(Definition definition) {
    this.definition = definition;
    this.fields = definition.segmentFields();
    this.names =
        Stream.concat(definition.dimensions().stream(), definition.strata().stream()).toList();
    this.computed =
        definition.computed().stream()
            .collect(Collectors.toMap(Dimension::name, Function.identity()));
  }

  /** Before any cell of a segment of the source. */
  void admit(Segment told) {
    read.computeIfAbsent(told.of(fields), this::made);
    if (read.size() > definition.segmentLimit()) {
      throw tooMany();
    }
  }

  private Segment made(Segment told) {
    if (computed.isEmpty()) {
      return told;
    }
    List<@Nullable String> values = new ArrayList<>(names.size());
    names.forEach(name -> values.add(value(name, told)));
    return Segment.of(names, values);
  }

  private @Nullable String value(String name, Segment told) {
    Dimension dimension = computed.get(name);
    return dimension == null ? told.value(name) : dimension.value(definition, told);
  }

  /** A segment that was admitted, with dimensions and strata, and maybe what others read. */
  Segment of(Segment told) {
    return computed.isEmpty() ? told : Objects.requireNonNull(read.get(told.of(fields)));
  }

  private DriftException tooMany() {
    return new DriftException(
        String.format(
            Locale.ROOT,
            "definition %s found more than %,d segments of %s, all of which it keeps in memory; is one of these an id? form segments by coarser dimensions, or allow more with withSegmentLimit",
            definition,
            definition.segmentLimit(),
            fields));
  }
}
