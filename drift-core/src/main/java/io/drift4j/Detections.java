package io.drift4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The computation of several definitions of one source. What cannot be read fails all of them; what
 * goes wrong with what was read fails its definition alone.
 */
final class Detections implements Computation {

  private final Map<Run, Definition> definitions;
  private final CountSource source;
  private final boolean areHistoric;

  /**
   * A computation.
   *
   * @param areHistoric whether what they tell is of the past
   */
  Detections(Map<Run, Definition> definitions, CountSource source, boolean areHistoric) {
    this.definitions = definitions;
    this.source = source;
    this.areHistoric = areHistoric;
  }

  /** Those that see other records than others, such as those with hindsight, are read apart. */
  @Override
  public List<Computed> of(List<Run> due, Remembered remembered) {
    Map<Run, Sitting> sittings = sittings(due, remembered);
    Map<Run, Computed> outcomes = new HashMap<>();
    List<Run> left = new ArrayList<>(due);
    while (!left.isEmpty()) {
      List<Run> together = new ArrayList<>();
      left.stream().filter(run -> fits(run, together)).forEach(together::add);
      read(together, sittings, outcomes);
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

  /** Only the first run of a watch is folded: the others do not see what comes of it. */
  private Map<Run, Sitting> sittings(List<Run> due, Remembered remembered) {
    Map<Run, Sitting> sittings = new HashMap<>();
    Set<WatchId> taken = new HashSet<>();
    for (Run run : due) {
      Watch watch = remembered.watch(WatchId.of(run));
      boolean isFirst = !run.isWatched() || taken.add(watch.id());
      sittings.put(run, Sitting.of(definition(run), run, watch, isFirst, areHistoric));
    }
    return sittings;
  }

  private void read(List<Run> runs, Map<Run, Sitting> sittings, Map<Run, Computed> outcomes) {
    List<Sitting> all =
        runs.stream().map(run -> Objects.requireNonNull(sittings.get(run))).toList();
    Plan plan = Plan.of(all.stream().map(Sitting::definition).toList(), runs.get(0));
    List<Examiner> examined = Scan.read(plan, source);
    for (int i = 0; i < runs.size(); i++) {
      outcomes.put(runs.get(i), outcome(examined.get(i), runs.get(i), all.get(i)));
    }
  }

  private Computed outcome(Examiner examined, Run run, Sitting sitting) {
    try {
      return sitting.computed(DriftDetector.detection(examined, run, source));
    } catch (RuntimeException e) {
      return Computed.failed(e);
    }
  }
}
