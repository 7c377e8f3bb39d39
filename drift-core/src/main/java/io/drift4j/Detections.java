package io.drift4j;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * The computation of several definitions of one source. What cannot be read fails all of them; what
 * goes wrong with what was read fails its definition alone.
 */
final class Detections implements Computation {

  private final Map<Run, Definition> definitions;
  private final CountSource source;

  Detections(Map<Run, Definition> definitions, CountSource source) {
    this.definitions = definitions;
    this.source = source;
  }

  @Override
  public List<Outcome> of(List<Run> due, Remembered remembered) {
    return due.stream().map(this::of).toList();
  }

  private Outcome of(Run run) {
    ReadSource read = new ReadSource(source);
    Definition definition = Objects.requireNonNull(definitions.get(run));
    try {
      return Outcome.of(DriftDetector.detect(definition, run, read));
    } catch (RuntimeException e) {
      if (read.isRead) {
        return Outcome.failed(e);
      }
      throw e;
    }
  }

  /** A source that knows whether it was read to its end. */
  private static final class ReadSource implements CountSource {

    private final CountSource source;
    private boolean isRead;

    ReadSource(CountSource source) {
      this.source = source;
    }

    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      source.read(request, visitor);
      isRead = true;
    }

    @Override
    public String id() {
      return source.id();
    }

    @Override
    public SortedMap<String, String> settings() {
      return source.settings();
    }

    @Override
    public OptionalInt freshWithinDays() {
      return source.freshWithinDays();
    }
  }
}
