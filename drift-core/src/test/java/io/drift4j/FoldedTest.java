package io.drift4j;

import static io.drift4j.HandMadeNights.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which openings are told with an episode of another definition. */
class FoldedTest {

  private static final Watch WATCH = Watch.begun(HandMadeNights.watch("acme"));
  private static final Watch ANOTHER = Watch.begun(new WatchId("acme", "another", "claims"));

  /** A night that opens an episode which nobody has told yet. */
  private static Folded night(int night) {
    Episode opened = alone(HandMadeNights.full(WATCH, night));
    return new Folded(
        0,
        new Watch(WATCH.id(), 1, 1, FIRST.plusDays(night), null, List.of(opened)),
        List.of(opened),
        List.of(),
        List.of(
            Notice.of(
                WATCH, FIRST.plusDays(night), NoticeKind.OPENED, List.of(opened), false, "new")));
  }

  private static Episode alone(Episode episode) {
    return new Episode(
        episode.id(),
        episode.watch(),
        episode.generation(),
        episode.metricId(),
        episode.metricVersion(),
        episode.unit(),
        episode.segment(),
        episode.opening().with(null),
        episode.progress(),
        episode.opinion());
  }

  private static Episode changing(Episode episode, double before, double now, EpisodeState state) {
    Episode.Progress progress = episode.progress();
    ToldChange told = progress.told();
    return episode.with(
        new Episode.Progress(
            state,
            new ToldChange(
                told.asOf(),
                before,
                now,
                told.low(),
                told.high(),
                told.horizon(),
                told.trend(),
                told.isMeasured()),
            progress.lookedAsOf(),
            progress.quietSince(),
            progress.quietLooks(),
            state.isOpen() ? null : FIRST,
            progress.reopenings()));
  }

  private static @Nullable String toldWith(Folded folded) {
    return folded.watch().episodes().get(0).opening().toldWith();
  }

  @Test
  void anOpeningIsToldWithTheFirstThatGoesOnElsewhere() {
    Episode later = alone(HandMadeNights.full(ANOTHER, 1));
    Folded folded = night(1).toldWith(List.of(later));
    assertThat(night(1).opensAny()).isTrue();
    assertThat(toldWith(folded)).isEqualTo(later.id());
    assertThat(folded.changed()).isEqualTo(folded.watch().episodes());
    assertThat(folded.notices()).allMatch(Notice::isToldElsewhere);
  }

  @Test
  void whatIsToldWithAnotherLeadsToThatOne() {
    Folded folded = night(1).toldWith(List.of(HandMadeNights.full(ANOTHER, 1)));
    assertThat(toldWith(folded)).isEqualTo(HandMadeNights.key("first"));
  }

  @Test
  void anotherStreamOrDirectionOrWhatEndedTellsNothingOfIt() {
    Episode other = alone(HandMadeNights.full(ANOTHER, 1));
    ToldChange told = other.progress().told();
    assertThat(toldWith(night(2).toldWith(List.of(other)))).as("another segment").isNull();
    assertThat(toldWith(night(1).toldWith(night(1).changed()))).as("the same watch").isNull();
    Episode up = changing(other, told.now(), told.before(), EpisodeState.OPEN);
    assertThat(toldWith(night(1).toldWith(List.of(up)))).as("the other way").isNull();
    Episode over = changing(other, told.before(), told.now(), EpisodeState.RESOLVED);
    assertThat(toldWith(night(1).toldWith(List.of(over)))).as("over").isNull();
  }

  /** Its definition may be gone: nobody would ever hear of the change. */
  @Test
  void whatNobodyLooksAtAnyMoreTellsNothing() {
    Episode other = alone(HandMadeNights.full(ANOTHER, 16)); // looked at on day 1
    assertThat(toldWith(night(16).toldWith(List.of(other)))).isNull();
    Episode fresh = alone(HandMadeNights.full(ANOTHER, 15));
    assertThat(toldWith(night(15).toldWith(List.of(fresh)))).isEqualTo(fresh.id());
  }

  @Test
  void aNoticeOfSeveralIsToldElsewhereWhereAllOfThemAre() {
    Notice notice = HandMadeNights.told(WATCH, HandMadeNights.full(WATCH, 1), 1);
    assertThat(notice.episodeIds()).hasSize(2);
    assertThat(notice.given(Set.of(notice.episodeIds().get(0))).isToldElsewhere()).isFalse();
    assertThat(notice.given(Set.copyOf(notice.episodeIds())).isToldElsewhere()).isTrue();
  }
}
