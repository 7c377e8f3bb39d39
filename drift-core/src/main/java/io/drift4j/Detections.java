package io.drift4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  /** Those that see other records than others, such as those with hindsight, are read apart. */
  @Override
  public List<Computed> of(List<Run> due, Remembered remembered) {
    Map<Run, Computed> outcomes = new HashMap<>();
    List<Run> left = new ArrayList<>(due);
    while (!left.isEmpty()) {
      List<Run> together = new ArrayList<>();
      left.stream().filter(run -> fits(run, together)).forEach(together::add);
      read(together, outcomes);
      left.removeAll(together);
    }
    return due.stream().map(run -> Objects.requireNonNull(outcomes.get(run))).toList();
  }

  private boolean fits(Run run, List<Run> others) {
    return others.stream()
        .allMatch(other -> Plan.canBeReadTogether(definition(run), definition(other)));
  }

  private Definition definition(Run run) {
    return Objects.requireNonNull(definitions.get(run));
  }

  private void read(List<Run> runs, Map<Run, Computed> outcomes) {
    Plan plan = Plan.of(runs.stream().map(this::definition).toList(), runs.get(0));
    List<Examiner> examined = Scan.read(plan, source);
    for (int i = 0; i < runs.size(); i++) {
      outcomes.put(runs.get(i), outcome(examined.get(i), runs.get(i)));
    }
  }

  private Computed outcome(Examiner examined, Run run) {
    try {
      return Computed.of(DriftDetector.detection(examined, run, source));
    } catch (RuntimeException e) {
      return Computed.failed(e);
    }
  }
}
