package io.drift4j.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drift4j.migrations.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the command said and how it ended. */
record Command(int status, String out, String err) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Command run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    int status = Quickstart.execute(outStream, errStream, arguments);
    outStream.flush();
    return new Command(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** With a file of claims, on a database, by the rules of the reference. */
  static Command run(TestDatabase database, Path claims, String asOf, String... more) {
    return run(arguments(database, claims, asOf, more).toArray(String[]::new));
  }

  static List<String> arguments(TestDatabase database, Path claims, String asOf, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--claims", claims.toString(), "--as-of", asOf));
    arguments.addAll(List.of("--policy", "thresholds"));
    arguments.addAll(List.of("--jdbc-url", database.url()));
    arguments.addAll(List.of("--user", database.user(), "--password", database.password()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  List<String> complaints() {
    return err.lines().toList();
  }

  /** The runs of its JSON. */
  List<JsonNode> runs() {
    List<JsonNode> runs = new ArrayList<>();
    json().get("runs").forEach(runs::add);
    return runs;
  }

  /** The ids of all events of its JSON. */
  Stream<String> eventIds() {
    return runs().stream().flatMap(run -> run.findValuesAsText("event_id").stream());
  }

  /** How many events it has created, of all runs. */
  int eventsCreated() {
    return runs().stream().mapToInt(run -> run.get("events_created").asInt()).sum();
  }

  private JsonNode json() {
    try {
      return JSON.readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
