package io.drift4j;

class InMemoryRetentionTest extends RetentionContract {

  @Override
  protected RepositoryUnderTest emptyStore() {
    return InMemoryDriftRepositoryTest.store(new InMemoryDriftRepository());
  }
}
