package io.drift4j;

import java.util.List;

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
}
