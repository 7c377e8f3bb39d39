package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command where digits are Arabic or Persian, where i is not the small letter of I, and where
 * it is the year 2569: it says what it says here.
 */
class LocaleTest {

  /** The demonstration, then every golden set on H2: in the memory of whichever process runs it. */
  private static final List<List<String>> CALLS = new ArrayList<>();

  private static final Map<List<String>, Command> HERE = new HashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void prepareCalls() throws IOException {
    CALLS.add(List.of());
    for (Golden set : Golden.all().toList()) {
      CALLS.add(json(TestDatabases.h2(), set.claims(folder)));
    }
  }

  @Test
  void changesNothingOfAGoldenSet() throws Exception {
    List<String> call = CALLS.get(1);
    Command command =
        CommandProcess.start(folder, Jdk.ofThisBuild(), options("ar-EG"), Quickstart.class, call)
            .await();
    assertThat(command).isEqualTo(here(call));
    assertThat(command.eventsCreated()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "th-TH-u-ca-buddhist"})
  @Tag("proof")
  void changesNothing(String locale) throws Exception {
    List<List<String>> calls = new ArrayList<>(CALLS);
    List<Command> expected = new ArrayList<>(here());
    Path claims = Path.of(CALLS.get(1).get(1));
    for (TestDatabase server : List.of(TestDatabases.postgresql(), TestDatabases.mariadb())) {
      calls.add(json(server, claims));
      expected.add(here(CALLS.get(1)));
    }
    assertThat(under(locale, Jdk.ofThisBuild(), calls)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "th-TH-u-ca-buddhist"})
  @Tag("proof")
  void changesNothingOnAnyOtherJdk(String locale) throws Exception {
    List<Jdk> others = Jdk.othersBesideIt();
    assumeFalse(others.isEmpty(), "there is no other JDK beside " + Jdk.ofThisBuild());
    for (Jdk jdk : others) {
      assertThat(under(locale, jdk, CALLS)).as("%s", jdk).isEqualTo(here());
    }
  }

  // ---- what is asked

  private static List<String> json(TestDatabase database, Path claims) {
    return Command.arguments(database, claims, Golden.AS_OF, "--format", "json");
  }

  /** How a JVM is told its locale. */
  private static List<String> options(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    return List.of(
        "-Duser.language=" + locale.getLanguage(),
        "-Duser.country=" + locale.getCountry(),
        "-Duser.extensions=" + extension(locale, Locale.UNICODE_LOCALE_EXTENSION));
  }

  private static String extension(Locale locale, char key) {
    return locale.hasExtensions() ? key + "-" + locale.getExtension(key) : "";
  }

  // ---- what is said

  private static List<Command> under(String locale, Jdk jdk, List<List<String>> calls)
      throws Exception {
    Command loop =
        CommandProcess.start(
                folder, jdk, options(locale), CommandLoop.class, CommandLoop.of(locale, calls))
            .await();
    assertThat(loop.err()).isEmpty();
    return CommandLoop.answers(loop.out());
  }

  private static List<Command> here() {
    return CALLS.stream().map(LocaleTest::here).toList();
  }

  private static Command here(List<String> call) {
    return HERE.computeIfAbsent(call, missing -> Command.run(missing.toArray(String[]::new)));
  }
}
