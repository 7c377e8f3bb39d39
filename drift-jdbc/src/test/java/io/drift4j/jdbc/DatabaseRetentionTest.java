package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.CustomerBusyException;
import io.drift4j.HandMadeNights;
import io.drift4j.Opinion;
import io.drift4j.Pruned;
import io.drift4j.RepositoryUnderTest;
import io.drift4j.Retention;
import io.drift4j.RetentionContract;
import io.drift4j.Run;
import io.drift4j.TestRuns;
import io.drift4j.Watch;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is deleted, on every database that needs no Docker, and what its tables hold then. */
@ParameterizedClass
@MethodSource("io.drift4j.jdbc.DatabaseRow#defaults")
class DatabaseRetentionTest extends RetentionContract {

  private static final LocalDate LATER = LocalDate.of(2100, 1, 1);

  @Parameter DatabaseRow row;

  @Override
  protected RepositoryUnderTest emptyStore() {
    return EmptyStores.of(row);
  }

  private static long count(JdbcStore store, String table) {
    return store
        .inspector()
        .createQuery("select count(*) from drift_" + table)
        .mapTo(Long.class)
        .one();
  }

  /** With everything that a customer can have. */
  private static void fill(JdbcStore store) {
    Run run = TestRuns.of("acme");
    store.keepingVerdicts().repository().record(run, () -> TestRuns.detect(run));
    HandMadeNights.record(store.repository(), "acme", 1);
    Watch watch =
        store
            .repository()
            .remembered(List.of(HandMadeNights.run("acme", 1)))
            .watch(HandMadeNights.watch("acme"));
    store.repository().episodes().judge(watch.episodes().get(0).id(), Opinion.REAL.by("me"));
    store.repository().notices("pager").unread().stream()
        .forEach(store.repository().notices("pager")::acknowledge);
  }

  @Test
  void noTableKeepsAnythingOfAForgottenCustomer() throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      fill(store);
      for (Table table : Table.ALL) {
        assertThat(count(store, table.name())).as(table.name()).isPositive();
      }
      store.repository().retention().forget("acme");
      for (Table table : Table.ALL) {
        assertThat(count(store, table.name())).as(table.name()).isZero();
      }
    }
  }

  @Test
  void segmentsStayThatAnEpisodeIsAbout() throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      fill(store);
      assertThat(count(store, "segment")).isGreaterThan(2);
      store.repository().retention().prune(LATER);
      assertThat(count(store, "segment")).isEqualTo(2); // the two dimensions of one segment
      assertThat(count(store, "customer")).isEqualTo(1);
    }
  }

  @Test
  void isTheCallersToCommitWhereATransactionIsJoined() throws Exception {
    Setup setup = row.open();
    try (JdbcStore store = new JdbcStore(setup);
        Connection connection = setup.dataSource().getConnection()) {
      fill(store);
      long runs = count(store, "run");
      connection.setAutoCommit(false);
      Retention joined = setup.joining(connection).repository().retention();
      assertThat(joined.prune(LATER).runs()).isEqualTo(runs);
      joined.forget("acme");
      connection.rollback();
      assertThat(count(store, "run")).isEqualTo(runs);
      joined.forget("acme");
      connection.commit();
      assertThat(count(store, "run")).isZero();
    }
  }

  @Test
  void aBusyCustomerIsNamedAndItsTurnComesNextTime() throws Exception {
    try (JdbcStore store = new JdbcStore(row.open())) {
      Assumptions.assumeTrue(store.locksRows(), "no customer of it can be busy alone");
      fill(store);
      Run other = TestRuns.of("other");
      store.repository().record(other, () -> TestRuns.detect(other));
      Retention hasty =
          store.database().withLockWait(Duration.ofMillis(200)).repository().retention();
      try (HeldRun held = HeldRun.at(RunStep.LOCKED, store.database(), TestRuns.of("acme", 2))) {
        Pruned pruned = hasty.prune(LATER);
        assertThat(pruned).isEqualTo(new Pruned(1, 0, 0, List.of("acme")));
        assertThat(pruned.isComplete()).isFalse();
        assertThatThrownBy(() -> hasty.forget("acme")).isInstanceOf(CustomerBusyException.class);
        held.release();
      }
      assertThat(hasty.prune(LATER).isComplete()).isTrue();
      assertThat(count(store, "event")).isZero();
    }
  }
}
