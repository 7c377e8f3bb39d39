package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.Timing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nights make of a year: each rule of the table in CONTRIBUTING by its name. */
class MonitoredNightsTest {

  private static final LocalDate CHANGE = WatchedCustomer.CHANGE;
  private static final LocalDate LAST = WatchedCustomer.LAST;
  private static final Definition WATCHED = WatchedCustomer.definition();
  private static final SimulatedCustomer FOR_GOOD = WatchedCustomer.forGood();

  private final InMemoryDriftRepository repository = new InMemoryDriftRepository();

  private List<RunReport> nights(
      Definition definition, CountSource claims, LocalDate from, LocalDate to, int every) {
    List<RunReport> reports = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(every)) {
      reports.add(DriftMonitor.of(repository, claims).run(definition, "acme", day));
    }
    return reports;
  }

  private List<NoticeKind> told() {
    return repository.notices("pager").unread().stream().map(Notice::kind).toList();
  }

  private List<Episode> episodes() {
    return repository.episodes().find(EpisodeQuery.of("acme"));
  }

  private Episode denialsOfPayer0() {
    return episodes().stream()
        .filter(one -> "payer 0".equals(one.segment().value("payer")))
        .filter(one -> one.metricId().equals("denial-rate"))
        .findFirst()
        .orElseThrow();
  }

  /** Sixty nights in a row see the change, and one of them tells it. */
  @Test
  void sixtyNightsTellAChangeOnce() {
    nights(WATCHED, FOR_GOOD, CHANGE.plusDays(60), CHANGE.plusDays(119), 1);
    assertThat(told()).containsExactly(NoticeKind.OPENED);
    assertThat(episodes()).hasSize(1);
    assertThat(repository.events(EventQuery.of("acme"))).hasSize(1);
    assertThat(repository.episodes().looks(episodes().get(0).id())).hasSizeGreaterThan(50);
  }

  @Test
  void aNoticeSaysWhatMovedSinceWhenAndHowSurely() {
    nights(WATCHED, FOR_GOOD, CHANGE.plusDays(60), CHANGE.plusDays(60), 1);
    Notice notice = repository.notices("pager").unread().get(0);
    assertThat(notice.isDegrading()).isTrue();
    assertThat(notice.text())
        .startsWith("new: payer 0 / group: denial rate by day ")
        .containsPattern(" points\\), (gradually )?since 2026-0")
        .contains(" a year where nothing changes; records at stake ")
        .doesNotContain("\n");
  }

  @Test
  void nightsInOneGoAreTheSameAsOneByOne() {
    LocalDate from = CHANGE.plusDays(35);
    LocalDate to = CHANGE.plusDays(95);
    SimulatedCustomer claims = WatchedCustomer.forDays(20);
    nights(WATCHED, claims, from, to, 1);
    InMemoryDriftRepository other = new InMemoryDriftRepository();
    DriftMonitor.of(other, claims).catchUp(WATCHED, "acme", from, to);
    List<Run> any = List.of(Run.of(WATCHED, "acme", to, claims, 1));
    WatchId id = WatchId.of(any.get(0));
    assertThat(other.remembered(any).watch(id)).isEqualTo(repository.remembered(any).watch(id));
    assertThat(other.notices("pager").unread()).isEqualTo(repository.notices("pager").unread());
    for (Episode episode : episodes()) {
      assertThat(other.episodes().looks(episode.id()))
          .isEqualTo(repository.episodes().looks(episode.id()));
    }
    assertThat(told()).contains(NoticeKind.OPENED);
  }

  @Test
  void aBackfillIsHistoricAndGoesOnWhereItWasInterrupted() {
    DriftMonitor monitor = DriftMonitor.of(repository, FOR_GOOD);
    LocalDate from = CHANGE.plusDays(50);
    assertThatThrownBy(
            () ->
                monitor.backfill(
                    WATCHED, "acme", from, from.plusDays(9), report -> stop(report, from)))
        .hasMessage("enough");
    assertThat(
            monitor.backfill(WATCHED, "acme", from, from.plusDays(9), report -> {}).stream()
                .map(RunReport::alreadyRecorded))
        .containsExactly(true, true, true, true, false, false, false, false, false, false);
    assertThat(told()).isEmpty();
    assertThat(repository.notices("pager").withHistoric().unread()).hasSize(1);
  }

  private static void stop(RunReport report, LocalDate from) {
    if (report.run().asOf().equals(from.plusDays(3))) {
      throw new IllegalStateException("enough");
    }
  }

  @Test
  void aBacktestKeepsNothingAndSaysWhatWouldHaveBeenTold() {
    DriftMonitor monitor = DriftMonitor.of(repository, FOR_GOOD);
    Backtest year = monitor.backtest(WATCHED, "acme", CHANGE.plusDays(30), CHANGE.plusDays(60));
    assertThat(year.nights()).isEqualTo(31);
    assertThat(year.episodes()).hasSize(1);
    assertThat(year.events()).isEqualTo(1);
    assertThat(year.toString())
        .contains("31 nights, 1 of them with an event")
        .contains("1 episode of 4 streams")
        .contains("new: payer 0 / group");
    Backtest controlled =
        monitor.backtest(
            WATCHED.withPolicy(DriftPolicy.controlled().withAges(30)),
            "acme",
            CHANGE.plusDays(30),
            CHANGE.plusDays(60));
    assertThat(controlled.events()).isGreaterThan(10);
    assertThat(controlled.episodes()).isEmpty();
    assertThat(episodes()).isEmpty();
  }

  @Test
  void aBaselineOfLessThan182DaysIsLearning() {
    SimulatedCustomer young = new SimulatedCustomer();
    young.add("payer 0", "group", SimulatedClaims.of(Behaviour.of(30)).draw(LAST, 200, 1));
    Detection seen =
        DriftMonitor.of(repository, young).preview(WATCHED, "acme", LAST.minusDays(20));
    assertThat(seen.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.decision()).isEqualTo(Decision.SKIPPED);
              assertThat(verdict.reason())
                  .startsWith("learning, ")
                  .endsWith(" of 182 days of a baseline");
            });
  }

  @Test
  void aStreamThatIsLearningHasHintsWhichOpenNothing() {
    Definition hinting =
        WATCHED.withPolicy(
            DriftPolicy.monitored()
                .lookingAs(DriftPolicy.controlled().withAges(30))
                .withMeanwhile(DriftPolicy.controlled()));
    assertThat(hinting.policy().settings())
        .containsEntry("meanwhile", "controlled/1")
        .doesNotContainKey("meanwhile-ages");
    Behaviour usual = Behaviour.of(50).withTimes(new Timing(4, 0.5), new Timing(4, 0.5));
    SimulatedCustomer young = new SimulatedCustomer();
    young.add(
        "payer 0",
        "group",
        SimulatedClaims.of(usual).changingFor(44, usual.withDenialRate(0.3)).draw(LAST, 180, 1));
    young.add("payer 1", "group", SimulatedClaims.of(usual).draw(LAST, 180, 2));
    Detection seen = DriftMonitor.of(repository, young).preview(hinting, "acme", LAST);
    assertThat(seen.events()).isEmpty();
    assertThat(seen.verdicts()).extracting(Verdict::decision).doesNotContain(Decision.SKIPPED);
    Verdict hint = seen.verdicts().get(0);
    assertThat(hint.segment().value("payer")).isEqualTo("payer 0");
    assertThat(hint.decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(hint.assessment().adjustedPValue().orElseThrow()).isLessThan(0.01);
    assertThat(hint.explain())
        .contains("was not flagged")
        .contains("Note: a hint while the baseline is learning, which opens nothing");
    nights(hinting, young, LAST, LAST, 1);
    assertThat(told()).isEmpty();
  }

  @Test
  void hintsChangeNothingOfWhatIsWatched() {
    Definition hinting =
        WATCHED.withPolicy(
            DriftPolicy.monitored()
                .lookingAs(DriftPolicy.controlled().withAges(30))
                .withMeanwhile(DriftPolicy.controlled()));
    LocalDate asOf = CHANGE.plusDays(60);
    nights(WATCHED, FOR_GOOD, asOf, asOf, 1);
    InMemoryDriftRepository other = new InMemoryDriftRepository();
    DriftMonitor.of(other, FOR_GOOD).run(hinting, "acme", asOf);
    assertThat(other.episodes().find(EpisodeQuery.of("acme"))).isEqualTo(episodes());
  }

  @Test
  void aChangeThatGoesTheOtherWayTurns() {
    nights(
        WATCHED, WatchedCustomer.turnedAfterDays(60), CHANGE.plusDays(50), CHANGE.plusDays(150), 5);
    assertThat(told()).startsWith(NoticeKind.OPENED, NoticeKind.TURNED);
    ToldChange told = episodes().get(0).progress().told();
    assertThat(told.trend()).isEqualTo(Trend.IMPROVING);
    assertThat(told.now()).isLessThan(0.06);
    assertThat(repository.notices("pager").degrading().unread())
        .extracting(Notice::kind)
        .doesNotContain(NoticeKind.TURNED);
  }

  /** Each night more of the window is of the change, which is no worse for it. */
  @Test
  void aLargeStepIsToldOnceThoughLittleOfItIsSeenAtFirst() {
    Behaviour usual = Behaviour.of(30).withTimes(new Timing(4, 0.5), new Timing(4, 0.5));
    SimulatedClaims claims = SimulatedClaims.of(usual).changingFor(260, usual.withDenialRate(0.5));
    SimulatedCustomer customer =
        new SimulatedCustomer().add("payer 0", "group", claims.draw(LAST, 840, 1));
    nights(WATCHED, customer, CHANGE, CHANGE.plusDays(150), 1);
    assertThat(told()).containsExactly(NoticeKind.OPENED);
  }

  /**
   * What is told after a few days, by which hardly anything was ever decided, is many times as
   * long; and when later nothing is decided at all, that is worse than twice as long.
   */
  @Test
  void aStandstillAfterASlowdownIsWorseHoweverSoonTheSlowdownWasTold() {
    Behaviour usual = Behaviour.of(30).withTimes(new Timing(7, 0.5), new Timing(7, 0.5));
    Behaviour slow = usual.withTimes(new Timing(14, 0.05), new Timing(14, 0.05));
    Behaviour still = usual.withTimes(new Timing(150, 0.05), new Timing(150, 0.05));
    SimulatedClaims claims =
        SimulatedClaims.of(usual).changingFor(260, slow).changingFor(160, still);
    Definition times = WATCHED.withMetrics(List.of(ClaimMetrics.DECISION_TIME));
    SimulatedCustomer customer =
        new SimulatedCustomer().add("payer 0", "group", claims.draw(LAST, 840, 1));

    nights(times, customer, CHANGE, CHANGE.plusDays(100), 1);
    assertThat(told()).containsExactly(NoticeKind.OPENED);
    assertThat(episodes().get(0).progress().told().isMeasured()).isTrue();
    nights(times, customer, CHANGE.plusDays(101), CHANGE.plusDays(170), 1);
    assertThat(told()).containsExactly(NoticeKind.OPENED, NoticeKind.WORSE);
  }

  @Test
  void aChangeThatComesBackSoonIsTheSameEpisode() {
    SimulatedCustomer claims = WatchedCustomer.backOnDay(30, 100);
    nights(WATCHED, claims, CHANGE.plusDays(50), CHANGE.plusDays(165), 3);
    assertThat(told()).startsWith(NoticeKind.OPENED, NoticeKind.RESOLVED, NoticeKind.REOPENED);
    assertThat(episodes())
        .singleElement()
        .satisfies(
            episode -> {
              assertThat(episode.state()).isEqualTo(EpisodeState.OPEN);
              assertThat(episode.progress().reopenings()).isEqualTo(1);
              assertThat(episode.progress().endedAsOf()).isNull();
            });
  }

  /** What lies between the frozen baseline and the window is the change itself. */
  @Test
  void aChangeThatStaysIsNeverOverWhicheverViewOpensIt() {
    Definition whole = ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.monitored());
    nights(whole, FOR_GOOD, CHANGE.plusDays(15), CHANGE.plusDays(175), 5);
    Episode episode = denialsOfPayer0();
    assertThat(episode.opening().view()).startsWith("fast");
    assertThat(episode.state()).isEqualTo(EpisodeState.OPEN);
    assertThat(episode.progress().reopenings()).isZero();
    assertThat(repository.episodes().looks(episode.id()))
        .filteredOn(look -> look.asOf().isAfter(CHANGE.plusDays(60)))
        .allSatisfy(look -> assertThat(look.state()).isEqualTo(EpisodeState.OPEN));
  }

  /** Of hazards a share that doubles again seems to grow by a little. */
  @Test
  void aSecondStepIsWorseThoughHazardsFoundTheFirst() {
    Definition whole = ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.monitored());
    LocalDate second = CHANGE.plusDays(90);
    nights(whole, WatchedCustomer.worseAfterDays(90), CHANGE.plusDays(15), second.plusDays(90), 5);
    Episode episode = denialsOfPayer0();
    assertThat(episode.opening().view()).startsWith("fast");
    assertThat(repository.notices("pager").unread())
        .filteredOn(notice -> notice.episodeIds().contains(episode.id()))
        .filteredOn(notice -> notice.kind() == NoticeKind.WORSE)
        .singleElement()
        .satisfies(worse -> assertThat(worse.asOf()).isBetween(second, second.plusDays(60)));
    assertThat(episode.progress().told().now()).isGreaterThan(0.3);
  }

  @Test
  void manyInOneNightAreOneNotice() {
    SimulatedCustomer claims = new SimulatedCustomer();
    Behaviour usual = Behaviour.of(30).withTimes(new Timing(4, 0.5), new Timing(4, 0.5));
    for (int i = 0; i < 8; i++) {
      claims.add(
          "payer " + i,
          "group",
          SimulatedClaims.of(usual)
              .changingFor(100, usual.withDenialRate(0.25))
              .draw(LAST, 700, i));
    }
    nights(WATCHED, claims, LAST, LAST, 1);
    assertThat(episodes()).hasSize(8);
    assertThat(told()).containsExactly(NoticeKind.MANY_OPENED);
    Notice notice = repository.notices("pager").unread().get(0);
    assertThat(notice.episodeIds()).hasSize(8);
    assertThat(notice.text()).startsWith("new: 8 of 8 streams: payer 0").endsWith("and 5 more");
  }

  @Test
  void whatStaysFor182DaysSettlesAndNothingBeforeItCountsAnyMore() {
    nights(WATCHED, FOR_GOOD, CHANGE.plusDays(50), CHANGE.plusDays(62), 3);
    LocalDate settles = episodes().get(0).opening().asOf().plusDays(182);
    nights(WATCHED, FOR_GOOD, settles.minusDays(1), LAST, 1);
    assertThat(told()).containsExactly(NoticeKind.OPENED, NoticeKind.SETTLED);
    Episode settled = episodes().get(0);
    assertThat(settled.progress().endedAsOf()).isEqualTo(settles);
    Watch watch =
        repository
            .remembered(List.of(Run.of(WATCHED, "acme", LAST, FOR_GOOD, 1)))
            .watch(settled.watch());
    LocalDate began = settled.opening().began().day();
    WatchedViews views =
        new WatchedViews((MonitoredPolicy) WATCHED.policy(), WATCHED.metrics(), watch, LAST);
    assertThat(views.of(ClaimMetrics.DENIAL_RATE, settled.segment()).orElseThrow())
        .allSatisfy(
            special ->
                assertThat(Plan.windows(special.view(), LAST).baseline().startInclusive())
                    .isAfterOrEqualTo(began));
  }

  @Test
  void aMetricThatIsLookedAtNoMoreIsSuperseded() {
    nights(WATCHED, FOR_GOOD, CHANGE.plusDays(60), CHANGE.plusDays(60), 1);
    Definition other =
        ClaimDefinitions.payerDrift()
            .withMetrics(List.of(ClaimMetrics.DECISION_TIME))
            .withPolicy(DriftPolicy.monitored());
    nights(other, FOR_GOOD, CHANGE.plusDays(61), CHANGE.plusDays(61), 1);
    assertThat(episodes())
        .singleElement()
        .extracting(Episode::state)
        .isEqualTo(EpisodeState.SUPERSEDED);
    assertThat(told()).containsExactly(NoticeKind.OPENED, NoticeKind.SUPERSEDED);
  }

  @Test
  void aSegmentThatVanishesIsNeitherQuietNorOver() {
    nights(WATCHED, FOR_GOOD, CHANGE.plusDays(60), CHANGE.plusDays(60), 1);
    SimulatedCustomer without = new SimulatedCustomer();
    FOR_GOOD.streams().entrySet().stream()
        .filter(entry -> !"payer 0".equals(entry.getKey().value("payer")))
        .forEach(entry -> without.add(entry.getKey(), entry.getValue()));
    nights(WATCHED, without, CHANGE.plusDays(61), CHANGE.plusDays(90), 5);
    assertThat(episodes()).singleElement().extracting(Episode::state).isEqualTo(EpisodeState.OPEN);
    assertThat(told()).containsExactly(NoticeKind.OPENED);
  }

  @Test
  void aSilentSourceIsNeitherQuietNorOver() {
    nights(WATCHED, FOR_GOOD, CHANGE.plusDays(60), CHANGE.plusDays(60), 1);
    List<Run> any = List.of(Run.of(WATCHED, "acme", LAST, FOR_GOOD, 1));
    Remembered before = repository.remembered(any);
    List<RunReport> silent =
        nights(WATCHED, (request, visitor) -> {}, CHANGE.plusDays(61), CHANGE.plusDays(61), 1);
    assertThat(silent.get(0).isEmpty()).isTrue();
    WatchId id = WatchId.of(any.get(0));
    assertThat(repository.remembered(any).watch(id)).isEqualTo(before.watch(id));
  }

  @Test
  void noiseEndsWithTheNextLookAndItsDaysStay() {
    nights(WATCHED, FOR_GOOD, CHANGE.plusDays(60), CHANGE.plusDays(60), 1);
    repository.episodes().judge(episodes().get(0).id(), Opinion.NOISE.by("on-call"));
    nights(WATCHED, WatchedCustomer.quiet(), CHANGE.plusDays(61), CHANGE.plusDays(61), 1);
    assertThat(told()).containsExactly(NoticeKind.OPENED, NoticeKind.RESOLVED);
    Episode over = episodes().get(0);
    Watch watch =
        repository
            .remembered(List.of(Run.of(WATCHED, "acme", LAST, FOR_GOOD, 1)))
            .watch(over.watch());
    WatchedViews views =
        new WatchedViews(
            (MonitoredPolicy) WATCHED.policy(), WATCHED.metrics(), watch, CHANGE.plusDays(70));
    assertThat(views.of(ClaimMetrics.DENIAL_RATE, over.segment()).orElseThrow())
        .allSatisfy(special -> assertThat(special.daysLeftOut()).isEmpty());
  }

  @Test
  void theDaysOfAChangeThatIsOverAreLeftOutOfBaselinesWhichGoOnBeforeThem() {
    SimulatedCustomer claims = WatchedCustomer.forDays(40);
    LocalDate end = CHANGE.plusDays(135);
    nights(WATCHED, claims, CHANGE.plusDays(45), end, 3);
    Episode over = episodes().get(0);
    assertThat(over.state()).isEqualTo(EpisodeState.RESOLVED);
    Watch watch =
        repository
            .remembered(List.of(Run.of(WATCHED, "acme", LAST, claims, 1)))
            .watch(over.watch());
    WatchedViews views =
        new WatchedViews((MonitoredPolicy) WATCHED.policy(), WATCHED.metrics(), watch, LAST);
    assertThat(views.of(ClaimMetrics.DENIAL_RATE, over.segment()).orElseThrow())
        .allSatisfy(
            special -> {
              assertThat(special.daysLeftOut()).contains(CHANGE.plusDays(20));
              assertThat(special.view().lookback().baselineDays())
                  .isGreaterThanOrEqualTo(MonitoredPolicy.BASELINE);
            });
  }
}
