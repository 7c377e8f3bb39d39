package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a lens among some records is called: what its view is called, and a run's identity knows.
 */
class AmongLensTest {

  private static String nameOf(Lens lens) {
    Metric metric = ClaimMetrics.DENIAL_RATE.testedThrough(lens);
    List<View> views = DriftPolicy.controlled().views(metric, Lookback.ofDays(90, 14));
    return views.get(0).name();
  }

  @Test
  void isTheValuesWhereTheyMayStandInAName() {
    assertThat(nameOf(Lens.among(Lens.byAge(30), "auth", "true", "1")))
        .isEqualTo("by-age-30-auth.true.1");
  }

  @Test
  void isAHashWhereTheyMayNot() {
    String spaced = nameOf(Lens.among(Lens.byAge(30), "state", "New York"));
    assertThat(spaced).matches("by-age-30-state\\.[0-9a-f]{12}");
    assertThat(nameOf(Lens.among(Lens.byAge(30), "state", "Neu York"))).isNotEqualTo(spaced);
    assertThat(nameOf(Lens.among(Lens.byAge(30), "state", "ب", "x".repeat(200))))
        .matches("by-age-30-state\\.[0-9a-f]{12}");
  }

  @Test
  void tellsEveryLensOfSeveralApart() {
    Lens ofTexas = Lens.among(Lens.among(Lens.byAge(30), "state", "TX"), "auth", "1");
    Lens ofOhio = Lens.among(Lens.among(Lens.byAge(30), "state", "OH"), "auth", "1");
    assertThat(nameOf(ofTexas)).isEqualTo("by-age-30-state.TX.auth.1");
    assertThat(nameOf(ofOhio)).isNotEqualTo(nameOf(ofTexas));
  }
}
