package io.drift4j;

class InMemoryWatchTest extends WatchContract {

  @Override
  protected RepositoryUnderTest emptyStore() {
    return InMemoryDriftRepositoryTest.store(new InMemoryDriftRepository());
  }
}
