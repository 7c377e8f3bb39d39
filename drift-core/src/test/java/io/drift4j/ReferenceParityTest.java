package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimCounts;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The threshold policy on claims in memory gives what the reference system gave, bit for bit. */
class ReferenceParityTest {

  static Stream<GoldenSet> sets() {
    return GoldenSet.all();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void matchesTheReference(GoldenSet set) {
    CountSource source = ClaimCounts.of(set.claims().stream());
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), source);
    for (String customer : set.customers()) {
      set.assertMatches(monitor.run(set.definition(), customer, set.asOf()));
    }
  }

  @Test
  void hasSetsToCompareWith() {
    assertThat(sets().count()).isGreaterThanOrEqualTo(4);
  }
}
