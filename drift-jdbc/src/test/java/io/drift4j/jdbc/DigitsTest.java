package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the JVM's locale has digits of its own, in which MySQL's driver writes dates. */
@Isolated("the locale is the JVM's")
class DigitsTest {

  private final Locale before = Locale.getDefault();

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  @BeforeEach
  void writeOtherDigits() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
  }

  @AfterEach
  void writeOurs() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void readsBackWhatItRecorded(DatabaseRow row) {
    Setup setup = row.open();
    ClaimTable.create(setup.place(), TestRuns.claims("acme"));
    DriftDatabase database = setup.database(setup.dataSource());
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    RunReport first = monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    RunReport again = monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    assertThat(first.events()).isNotEmpty();
    assertThat(again.events()).isEqualTo(first.events());
    assertThat(again.summary().span()).isEqualTo(first.summary().span());
  }
}
