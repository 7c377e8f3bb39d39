package io.drift4j;

import io.drift4j.stats.Adjustment;
import io.drift4j.stats.HierarchicalAdjustment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The streams that are tested together, and what is rejected of them. */
final class Family {

  private final Adjustment adjustment;
  private final double level;
  private final IdentityHashMap<Stream, Member> members = new IdentityHashMap<>();
  private int rejected;

  /** A stream's place: the family it is in, and ln of its p adjusted for it. */
  private record Member(String name, int size, double logAdjusted) {}

  private Family(ControlledSettings settings) {
    this.adjustment = settings.adjustment();
    this.level = settings.level();
  }

  static Family of(ControlledSettings settings, List<Stream> streams) {
    Family family = new Family(settings);
    if (settings.familyByFirstDimension()) {
      family.addByFirstDimension(streams);
    } else {
      family.addTogether(streams);
    }
    family.rejected = (int) streams.stream().filter(family::isRejected).count();
    return family;
  }

  private void addTogether(List<Stream> streams) {
    double[] adjusted = adjustment.adjust(streams.stream().mapToDouble(Stream::logP).toArray());
    for (int i = 0; i < adjusted.length; i++) {
      members.put(streams.get(i), new Member("run", streams.size(), adjusted[i]));
    }
  }

  private void addByFirstDimension(List<Stream> streams) {
    Map<Segment, List<Stream>> byFirst = new TreeMap<>();
    for (Stream stream : streams) {
      Segment segment = stream.examination().segment();
      List<String> dimensions = segment.dimensions();
      List<String> first = dimensions.subList(0, Math.min(1, dimensions.size()));
      byFirst.computeIfAbsent(segment.of(first), s -> new ArrayList<>()).add(stream);
    }
    List<List<Stream>> families = List.copyOf(byFirst.values());
    HierarchicalAdjustment.Result result =
        HierarchicalAdjustment.withDefaults()
            .withRate(level)
            .adjust(
                families.stream()
                    .map(family -> family.stream().mapToDouble(Stream::logP).toArray())
                    .toArray(double[][]::new));
    for (int i = 0; i < families.size(); i++) {
      List<Stream> family = families.get(i);
      for (int j = 0; j < family.size(); j++) {
        members.put(
            family.get(j), new Member("first-" + (i + 1), family.size(), result.logAdjusted(i, j)));
      }
    }
  }

  private Member member(Stream stream) {
    return Objects.requireNonNull(members.get(stream));
  }

  boolean isRejected(Stream stream) {
    return member(stream).logAdjusted <= StrictMath.log(level);
  }

  double adjustedPValue(Stream stream) {
    return Math.max(Double.MIN_VALUE, StrictMath.exp(member(stream).logAdjusted));
  }

  String name(Stream stream) {
    return member(stream).name;
  }

  int size(Stream stream) {
    return member(stream).size;
  }

  /** How many streams of the run are rejected. */
  int rejected() {
    return rejected;
  }

  /** How many streams of the run are tested. */
  int streams() {
    return members.size();
  }

  /** The level at which one more stream would be rejected. */
  double levelOfOne() {
    int found = rejected + 1;
    int all = Math.max(found, streams());
    return switch (adjustment) {
      case BONFERRONI -> level / all;
      case HOLM -> level / (all - rejected);
      case BENJAMINI_HOCHBERG -> level * found / all;
      case BENJAMINI_YEKUTIELI -> level * found / all / harmonic(all);
    };
  }

  private static double harmonic(int all) {
    double sum = 0;
    for (int k = 1; k <= all; k++) {
      sum += 1.0 / k;
    }
    return sum;
  }
}
