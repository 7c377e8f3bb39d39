package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The statistics in the README are this code, and say what the README says they do. */
class ReadmeTest {

  private static final int PAID = 0;
  private static final int DENIED = 1;

  @Test
  void isWhatTheReadmeShows() throws IOException {
    // region readme
    FrequencyTable before = // days until the decision, counted
        FrequencyTable.builder().add(3, 40).add(5, 120).add(7, 50).add(12, 10).build();
    FrequencyTable now = // or one by one
        FrequencyTable.of(5, 5, 7, 5, 12, 7, 7, 3, 9, 5, 8, 14, 7, 6, 5, 11, 8, 7);
    MannWhitneyTest.Result days = MannWhitneyTest.withDefaults().test(before, now);
    Interval slower = days.superiorityInterval(0.95);

    TimeToEventTable baseline =
        TimeToEventTable.builder().add(4, PAID, 700).add(9, PAID, 250).add(9, DENIED, 50).build();
    TimeToEventTable current =
        TimeToEventTable.builder().add(4, PAID, 60).addOpen(3, 40).addOpen(9, 20).build();
    LogRankTest.Result pace = LogRankTest.withDefaults().test(baseline, current);
    Interval hazard = pace.hazardRatioInterval(0.95);
    // endregion
    String printed =
        String.format(
                Locale.ROOT,
                "days  p %.4f, slower in %.0f %% of pairs (%.0f to %.0f %%)%n",
                days.pValue(),
                100 * days.superiority(),
                100 * slower.low(),
                100 * slower.high())
            + String.format(
                Locale.ROOT,
                "pace  p %.1e, decided %.2f times as fast (%.2f to %.2f), 60 claims still open%n",
                pace.pValue(),
                pace.hazardRatio(),
                hazard.low(),
                hazard.high());
    String readme = Files.readString(Path.of("../README.md"));
    assertThat(readme).contains("```java\n" + region() + "\n```");
    assertThat(readme).contains("```\n" + printed.replace("\r", "") + "```");
  }

  private static String region() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/drift4j/stats/ReadmeTest.java"));
    int from = source.indexOf("// region readme\n") + 17;
    return source
        .substring(from, source.indexOf("    // endregion"))
        .lines()
        .map(line -> line.replaceFirst("^ {4}", ""))
        .collect(Collectors.joining("\n"));
  }
}
