package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Claims, settings, and what the reference system (byteworthy/Upstream 613c6fd, Python 3.11, on
 * SQLite and PostgreSQL) emitted for them.
 */
public final class GoldenSet {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENGINE = "payer_drift";

  private final Path folder;
  private final JsonNode params;
  private final JsonNode customers;

  private GoldenSet(Path folder) {
    this.folder = folder;
    this.params = read("params.json");
    this.customers = read("expected.json").path("customers");
  }

  /**
   * The sets in the test resources, and in place of those all sets of the shared folder if it is
   * there.
   */
  public static Stream<GoldenSet> all() {
    return all(GoldenSet::hasPayerDrift);
  }

  private static Stream<GoldenSet> all(Predicate<GoldenSet> wanted) {
    Path place = TestFiles.shared("golden").orElseGet(() -> TestFiles.resource("golden"));
    try (Stream<Path> folders = Files.list(place)) {
      List<Path> sorted = folders.filter(Files::isDirectory).sorted().toList();
      return sorted.stream().map(GoldenSet::new).filter(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the sets in the test resources. */
  public static GoldenSet named(String name) {
    return new GoldenSet(TestFiles.resource("golden").resolve(name));
  }

  private boolean hasPayerDrift() {
    return params.has(ENGINE);
  }

  public List<String> customers() {
    List<String> names = new ArrayList<>();
    customers.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public LocalDate asOf() {
    return LocalDate.parse(params.get("as_of_date").asText());
  }

  public Definition definition() {
    JsonNode settings = params.get(ENGINE);
    return ClaimDefinitions.payerDrift()
        .withLookback(
            Lookback.ofDays(
                settings.get("baseline_days").asInt(), settings.get("current_days").asInt()))
        .withPolicy(DriftPolicy.thresholds().withMinimumVolume(settings.get("min_volume").asInt()));
  }

  public List<Claim> claims() {
    return TestFiles.csv(folder.resolve("claims.csv")).stream().map(GoldenSet::claim).toList();
  }

  private static Claim claim(CSVRecord row) {
    return Claim.decided(
            row.get("customer"),
            row.get("payer"),
            row.get("cpt_group"),
            LocalDate.parse(row.get("submitted_date")),
            LocalDate.parse(row.get("decided_date")),
            Outcome.valueOf(row.get("outcome")))
        .with(details(row));
  }

  private static ClaimDetails details(CSVRecord row) {
    String payment = text(row, "payment_date");
    String authorization = text(row, "authorization_required");
    return ClaimDetails.NONE
        .withAmounts(decimal(row, "allowed_amount"), decimal(row, "paid_amount"))
        .withPayment(payment == null ? null : LocalDate.parse(payment))
        .withAuthorization(authorization == null ? null : Boolean.valueOf(authorization))
        .withReason(text(row, "denial_reason_code"), text(row, "denial_reason_text"));
  }

  private static @Nullable BigDecimal decimal(CSVRecord row, String column) {
    String text = text(row, column);
    return text == null ? null : new BigDecimal(text);
  }

  private static @Nullable String text(CSVRecord row, String column) {
    return row.isMapped(column) && !row.get(column).isEmpty() ? row.get(column) : null;
  }

  /** What the reference emitted for another of its engines, null where it was not run. */
  public @Nullable JsonNode expected(String customer, String engine) {
    return customers.get(customer).get(engine);
  }

  /** All sets for which an engine was run. */
  public static Stream<GoldenSet> of(String engine) {
    return all(set -> set.params.has(engine));
  }

  /** The settings of an engine. */
  public JsonNode params(String engine) {
    return params.get(engine);
  }

  /** Every event and the number of groups, doubles bit for bit. */
  public void assertMatches(RunReport report) {
    JsonNode expected = customers.get(report.run().customer()).get(ENGINE);
    assertThat(report.summary().groupsConsidered())
        .isEqualTo(expected.at("/summary/groups_considered").asInt());
    List<String> expectedEvents = new ArrayList<>();
    expected.get("events").forEach(event -> expectedEvents.add(expectedEvent(event)));
    assertThat(report.events().stream().map(GoldenSet::event))
        .containsExactlyElementsOf(expectedEvents);
  }

  private static String expectedEvent(JsonNode event) {
    return String.join(
        "|",
        event.get("customer_name").asText(),
        event.get("payer").asText(),
        event.get("cpt_group").asText(),
        event.get("drift_type").asText(),
        bits(event.get("baseline_value").asDouble()),
        bits(event.get("current_value").asDouble()),
        bits(event.get("delta_value").asDouble()),
        bits(event.get("severity").asDouble()),
        bits(event.get("confidence").asDouble()),
        event.get("baseline_start").asText(),
        event.get("baseline_end").asText(),
        event.get("current_start").asText(),
        event.get("current_end").asText());
  }

  private static String event(DriftEvent event) {
    Evidence evidence = event.evidence();
    WindowPair windows = event.windows();
    return String.join(
        "|",
        event.run().customer(),
        event.segment().value("payer"),
        event.segment().value("cpt_group"),
        event.driftType(),
        bits(evidence.baselineValue()),
        bits(evidence.currentValue()),
        bits(evidence.delta()),
        bits(event.severity()),
        bits(event.volumeScore()),
        windows.baseline().startInclusive().toString(),
        windows.baseline().endExclusive().toString(),
        windows.current().startInclusive().toString(),
        windows.current().endExclusive().toString());
  }

  /** Exact, whatever a JDK makes of a double's text. */
  private static String bits(double number) {
    return Double.toHexString(number);
  }

  private JsonNode read(String name) {
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
