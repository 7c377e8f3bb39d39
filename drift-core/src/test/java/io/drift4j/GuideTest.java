package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows of metrics, sources and questions of one's own are regions of tests. */
class GuideTest {

  static Arguments[] shown() {
    return new Arguments[] {
      Arguments.of(OwnMetricsTest.class, "amount"),
      Arguments.of(OwnSourceTest.class, "source"),
      Arguments.of(OwnLensesTest.class, "lenses"),
      Arguments.of(ScorecardTest.class, "scorecard"),
      Arguments.of(ForesightTest.class, "foresight"),
      Arguments.of(ForesightTest.class, "attribution"),
      Arguments.of(ExportTest.class, "export")
    };
  }

  @ParameterizedTest
  @MethodSource("shown")
  void theReadmeShowsIt(Class<?> test, String region) throws IOException {
    assertThat(Files.readString(Path.of("../README.md")))
        .contains("```java\n" + text(test, region) + "\n```");
  }

  private static String text(Class<?> test, String region) {
    String lines = String.join("\n", Regions.lines(test, region));
    return lines.stripTrailing().stripIndent().strip();
  }
}
