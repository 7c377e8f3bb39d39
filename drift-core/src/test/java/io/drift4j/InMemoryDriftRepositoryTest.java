package io.drift4j;

import java.util.List;

class InMemoryDriftRepositoryTest extends DriftRepositoryContract {

  @Override
  protected RepositoryUnderTest emptyStore() {
    return new InMemoryStore(new InMemoryDriftRepository());
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
