package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No statement of ours hides a violation: what these words ignore is more than a duplicate. */
class SqlTextTest {

  private static final Pattern HIDES_VIOLATIONS =
      Pattern.compile(
          "\\b(insert|or|update)\\s+ignore\\b|\\bon\\s+conflict\\s+do\\b|\\bor\\s+replace\\s+into\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void noStatementHidesAViolation() throws IOException {
    List<Path> files = sources();
    assertThat(files).hasSizeGreaterThan(30);
    assertThat(files).noneMatch(file -> HIDES_VIOLATIONS.matcher(read(file)).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert ignore into t",
        "INSERT OR IGNORE INTO t",
        "on conflict do nothing",
        "on conflict\n  do update"
      })
  void knowsTheWordsThatDo(String sql) {
    assertThat(HIDES_VIOLATIONS.matcher(sql).find()).isTrue();
  }

  @Test
  void letsAnInsertNameItsTarget() {
    assertThat(HIDES_VIOLATIONS.matcher("on conflict (event_id) do nothing").find()).isFalse();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> java = Files.walk(Path.of("src/main/java"));
        Stream<Path> scripts = Files.walk(Path.of("../drift-migrations/src/main"))) {
      return Stream.concat(java, scripts).filter(Files::isRegularFile).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
