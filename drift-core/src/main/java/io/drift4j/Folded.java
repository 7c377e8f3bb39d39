package io.drift4j;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a look made of a {@link Watch}: for whoever writes a repository, which keeps all of it
 * together with the run, or nothing. It is read, not built; it may get more components.
 *
 * @param before the version of the watch that was looked from
 * @param watch the watch after the look
 * @param changed the episodes that are new or have changed, by their ids
 * @param looks the looks at episodes that go on, or just ended
 * @param notices what is to be told, without numbers, in their order
 */
public record Folded(
    long before,
    Watch watch,
    List<Episode> changed,
    List<EpisodeLook> looks,
    List<Notice> notices) {

  /**
   * Copies the lists.
   *
   * @param before the version of the watch that was looked from
   * @param watch the watch after the look
   * @param changed the episodes that are new or have changed
   * @param looks the looks at episodes
   * @param notices what is to be told
   */
  public Folded {
    changed = changed.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    looks = looks.stream().sorted((a, b) -> a.episodeId().compareTo(b.episodeId())).toList();
    notices = List.copyOf(notices);
  }

  /**
   * Says whether an episode is new: for whoever writes a repository, and looks then for {@link
   * #toldWith those that go on elsewhere}.
   *
   * @return whether the look has opened any
   */
  public boolean opensAny() {
    return changed.stream().anyMatch(this::isNew);
  }

  private boolean isNew(Episode episode) {
    return episode.opening().asOf().equals(watch.newestAsOf());
  }

  /**
   * Returns this with what other definitions have told already: an episode that opens is told with
   * the first one of the customer's that goes on in another watch, of the same metric and segment
   * and in the same direction, unless nobody has looked at that one for 14 days. For whoever writes
   * a repository, under the customer's lock.
   *
   * @param elsewhere the episodes of the customer's other watches that go on, of their newest
   *     generations
   * @return what is to be kept
   */
  public Folded toldWith(List<Episode> elsewhere) {
    Map<String, Episode> told = new HashMap<>();
    changed.stream()
        .filter(this::isNew)
        .forEach(
            one -> first(one, elsewhere).ifPresent(it -> told.put(one.id(), one.toldWith(it))));
    return told.isEmpty() ? this : with(told);
  }

  private static Optional<Episode> first(Episode opened, List<Episode> elsewhere) {
    return elsewhere.stream()
        .filter(opened::isToldBy)
        .min(
            Comparator.comparing((Episode one) -> one.opening().asOf()).thenComparing(Episode::id));
  }

  private Folded with(Map<String, Episode> told) {
    Watch after =
        new Watch(
            watch.id(),
            watch.generation(),
            watch.version(),
            watch.newestAsOf(),
            watch.historicBefore(),
            replaced(watch.episodes(), told));
    List<Notice> given = notices.stream().map(notice -> notice.given(told.keySet())).toList();
    return new Folded(before, after, replaced(changed, told), looks, given);
  }

  private static List<Episode> replaced(List<Episode> episodes, Map<String, Episode> told) {
    return episodes.stream().map(one -> told.getOrDefault(one.id(), one)).toList();
  }
}
