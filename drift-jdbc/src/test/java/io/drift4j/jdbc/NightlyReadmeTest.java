package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Backtest;
import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Episode;
import io.drift4j.EpisodeQuery;
import io.drift4j.Episodes;
import io.drift4j.Notice;
import io.drift4j.NoticeFeed;
import io.drift4j.Opinion;
import io.drift4j.Pruned;
import io.drift4j.Regions;
import io.drift4j.Retention;
import io.drift4j.WatchedCustomer;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The README's code of nights is this code, and it does what the README says. */
class NightlyReadmeTest {

  private static final Logger log = LoggerFactory.getLogger(NightlyReadmeTest.class);

  private final List<String> paged = new ArrayList<>();

  private void page(String id, String text) {
    paged.add(text);
    assertThat(id).hasSize(64);
  }

  @Test
  void tellsAChangeOnceAndHearsWhatIsSaidOfIt() {
    DataSource dataSource = TestDatabases.h2().dataSource();
    DriftMigrations.on(dataSource).migrate();
    DriftDatabase database = DriftDatabase.on(dataSource);
    CountSource claims = WatchedCustomer.forGood();
    List<String> customers = List.of("acme");
    LocalDate today = WatchedCustomer.CHANGE.plusDays(60);
    // region nightly
    Definition nightly = ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.monitored());
    DriftSweep.of(database, claims).run(nightly, customers, today);
    // endregion
    tellThePager(database);
    assertThat(paged).hasSize(1).first().asString().startsWith("new: payer 0 / group: denial rate");
    DriftSweep.of(database, claims).run(nightly, customers, today.plusDays(1));
    tellThePager(database);
    assertThat(paged).hasSize(1);
    judge(database);
    DriftSweep.of(database, claims).run(nightly, customers, today.plusDays(2));
    tellThePager(database);
    assertThat(paged).hasSize(2).last().asString().startsWith("settled: payer 0 / group: ");
    DriftMonitor monitor = DriftMonitor.of(database.repository(), claims);
    LocalDate from = today.minusDays(1);
    // region backtest
    Backtest nights = monitor.backtest(nightly, "acme", from, today);
    log.info("{}", nights); // how much would have been told, and what
    // endregion
    assertThat(nights.nights()).isEqualTo(2);
    assertThat(nights.notices()).hasSize(1);
    delete(database, today);
  }

  private static void delete(DriftDatabase database, LocalDate today) {
    // region retention
    Retention retention = database.repository().retention();
    Pruned pruned = retention.prune(today.minusYears(3)); // every night, say
    retention.forget("acme"); // a customer who left
    // endregion
    assertThat(pruned).isEqualTo(Pruned.nothing());
    assertThat(database.episodes().find(EpisodeQuery.of("acme"))).isEmpty();
  }

  private void tellThePager(DriftDatabase database) {
    // region pager
    NoticeFeed pager = database.notices("pager");
    for (Notice notice : pager.unread()) {
      page(notice.id(), notice.text());
      pager.acknowledge(notice); // whoever dies before this line tells it again, with the same id
    }
    // endregion
  }

  private static void judge(DriftDatabase database) {
    // region judge
    Episodes episodes = database.episodes();
    for (Episode episode : episodes.find(EpisodeQuery.of("acme").open())) {
      log.info("{}", episode); // where it stands, what changed, since when
      episodes.judge(episode.id(), Opinion.NEW_NORMAL.by("maria").note("a contract since June"));
    }
    // endregion
  }

  @ParameterizedTest
  @ValueSource(strings = {"nightly", "pager", "judge", "backtest", "retention"})
  void isWhatTheReadmeShows(String region) throws IOException {
    String lines = String.join("\n", Regions.lines(NightlyReadmeTest.class, region));
    assertThat(Files.readString(Path.of("../README.md")))
        .contains("```java\n" + lines.stripTrailing().stripIndent().strip() + "\n```");
  }
}
