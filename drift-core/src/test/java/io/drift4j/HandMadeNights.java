package io.drift4j;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Nights whose every field is known: one after the other, each with an episode of its own. */
public final class HandMadeNights {

  static final Definition WATCHED =
      TestRuns.PAYER_DRIFT.withId("watched").withPolicy(DriftPolicy.monitored());
  public static final LocalDate FIRST = LocalDate.of(2026, 1, 15);

  private HandMadeNights() {}

  public static Run run(String customer, int night) {
    return TestRuns.of(WATCHED, customer, night);
  }

  public static WatchId watch(String customer) {
    return WatchId.of(run(customer, 1));
  }

  /** Records a night from what is remembered by then. */
  public static RunReport record(DriftRepository repository, String customer, int night) {
    return repository
        .record(
            List.of(run(customer, night)),
            (due, remembered) ->
                List.of(computed(remembered.watch(watch(customer)), due.get(0), night)))
        .get(0);
  }

  public static Computed computed(Watch before, Run run, int night) {
    return Computed.of(TestRuns.detect(run), night(before, night));
  }

  /** A night that opens an episode and sees all those that are remembered. */
  public static Folded night(Watch before, int night) {
    LocalDate asOf = FIRST.plusDays(night);
    Episode opened = full(before, night);
    List<Episode> after =
        Stream.concat(before.episodes().stream(), List.of(opened).stream()).toList();
    return new Folded(
        before.version(),
        new Watch(
            before.id(),
            before.generation(),
            before.version() + 1,
            asOf,
            before.historicBefore(),
            after),
        List.of(opened),
        after.stream().map(one -> seen(one, asOf)).toList(),
        List.of(told(before, opened, night)));
  }

  public static Notice told(Watch before, Episode opened, int night) {
    return new Notice(
        key("notice " + before.id() + before.generation() + night),
        before.id(),
        0,
        NoticeKind.OPENED,
        FIRST.plusDays(night),
        List.of(opened.id(), key("another")),
        night % 2 == 0,
        night % 3 == 0,
        false,
        "Čigna denies more, 𝔘nited too");
  }

  /** One that has everything. */
  public static Episode full(Watch watch, int night) {
    return episode(
        watch,
        "full " + night,
        Segment.of(List.of("payer", "cpt_group"), List.of("Čigna " + night, "")),
        new Episode.Opening(
            FIRST.plusDays(night),
            "by-30",
            28,
            1e-300,
            new Began(FIRST.minusDays(3), FIRST.minusDays(9), FIRST.minusDays(3), true),
            OptionalDouble.of(0.1 + 0.2),
            OptionalLong.of(-Long.MAX_VALUE),
            key("first")),
        new Episode.Progress(
            EpisodeState.RECOVERING,
            new ToldChange(
                FIRST,
                Math.nextUp(0.1),
                Double.MIN_NORMAL,
                OptionalDouble.of(-1.0 / 3),
                OptionalDouble.of(1e17 / 3),
                OptionalInt.of(30),
                Trend.DEGRADING,
                true),
            FIRST.plusDays(1),
            FIRST.plusDays(2),
            2,
            null,
            3));
  }

  /** One that lacks whatever may be absent, and ended. */
  public static Episode bare(Watch watch) {
    return episode(
        watch,
        "bare",
        Segment.of(List.of(), List.of()),
        new Episode.Opening(
            FIRST,
            "total",
            1,
            0,
            new Began(FIRST, FIRST, FIRST, false),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            null),
        new Episode.Progress(
            EpisodeState.SUPERSEDED,
            new ToldChange(
                FIRST,
                0,
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Trend.CHANGED,
                false),
            FIRST,
            null,
            0,
            FIRST,
            0));
  }

  private static Episode episode(
      Watch watch,
      String name,
      Segment segment,
      Episode.Opening opening,
      Episode.Progress progress) {
    return new Episode(
        key(name + watch.id() + watch.generation()),
        watch.id(),
        watch.generation(),
        "denial-rate",
        7,
        "share",
        segment,
        opening,
        progress,
        null);
  }

  public static EpisodeLook seen(Episode episode, LocalDate asOf) {
    return new EpisodeLook(
        episode.id(),
        asOf,
        episode.state(),
        OptionalDouble.of(0.1),
        OptionalDouble.of(0.3),
        OptionalDouble.of(0.05),
        OptionalDouble.of(0.35),
        OptionalDouble.of(-800.5),
        null);
  }

  public static EpisodeLook unseen(Episode episode, LocalDate asOf) {
    return new EpisodeLook(
        episode.id(),
        asOf,
        episode.state(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "fewer than 5 expected");
  }

  /** Any text as 64 hexadecimal digits. */
  public static String key(String name) {
    return Run.customerKey(name);
  }
}
