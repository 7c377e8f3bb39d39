package io.drift4j;

import org.jspecify.annotations.Nullable;

/** A run at its definition, with what its watch remembers where its policy asks for it. */
record Sitting(Definition definition, @Nullable Night night, boolean folds) {

  /**
   * A run that its watch can follow is folded into it; any other, older than the last look, a
   * revision, or not the first of the watch in its computation, is computed as if nothing were
   * remembered.
   */
  static Sitting of(
      Definition definition, Run run, Watch watch, boolean isFirst, boolean isHistoric) {
    if (!(definition.policy() instanceof MonitoredPolicy monitored)) {
      return new Sitting(definition, null, false);
    }
    boolean folds = isFirst && run.revision() == 1 && watch.canLookAt(run.asOf());
    Watch remembered = folds ? watch : Watch.begun(watch.id());
    Night night = new Night(monitored, definition.metrics(), remembered, run.asOf(), isHistoric);
    return new Sitting(definition.withPolicy(night), night, folds);
  }

  Computed computed(Detection detection) {
    return night == null || !folds || detection.isEmpty()
        ? Computed.of(detection)
        : Computed.of(detection, night.folded());
  }
}
