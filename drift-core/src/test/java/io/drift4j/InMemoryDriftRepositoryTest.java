package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryDriftRepositoryTest extends DriftRepositoryContract {

  @Override
  protected RepositoryUnderTest emptyStore() {
    return store(new InMemoryDriftRepository());
  }

  static RepositoryUnderTest store(InMemoryDriftRepository repository) {
    return new InMemoryStore(repository);
  }

  @Test
  void tellsWhenARunFailedByTheClockThatItWasGiven() {
    Instant noon = Instant.parse("2026-01-15T12:00:00Z");
    DriftRepository repository = new InMemoryDriftRepository().withClock(() -> noon);
    Run run = TestRuns.of("acme");
    assertThatThrownBy(() -> repository.record(run, InMemoryDriftRepositoryTest::no));
    assertThat(repository.failures(Instant.MIN))
        .singleElement()
        .extracting(FailedRun::failedAt)
        .isEqualTo(noon);
  }

  private static Detection no() {
    throw new DriftException("no");
  }

  private record InMemoryStore(InMemoryDriftRepository repository) implements RepositoryUnderTest {

    @Override
    public DriftRepository pausedWhenBegun(Runnable pause) {
      return repository.observedBy(pause);
    }

    @Override
    public DriftRepository withoutLock(Runnable pauseWhenBegun) {
      return repository.withoutLock().observedBy(pauseWhenBegun);
    }

    @Override
    public RepositoryUnderTest keepingVerdicts() {
      return new InMemoryStore(repository.keepingVerdicts());
    }

    @Override
    public int waiting(String customer) {
      return repository.lockOf(customer).getQueueLength();
    }

    @Override
    public List<String> storedEventIds() {
      return repository.storedEventIds();
    }

    @Override
    public boolean isShared() {
      return false;
    }

    @Override
    public List<String> address() {
      return List.of();
    }
  }
}
