package io.drift4j.examples.quickstart;

import io.drift4j.Segment;
import io.drift4j.export.Printable;
import java.util.stream.Collectors;

/** How segments are called. */
final class Names {

  private Names() {}

  /** Such as {@code Aetna / SURG}. */
  static String of(Segment segment) {
    return segment.values().stream()
        .map(value -> Printable.name(String.valueOf(value)))
        .collect(Collectors.joining(" / "));
  }
}
