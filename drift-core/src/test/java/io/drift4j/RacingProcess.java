package io.drift4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;

/**
 * A process of its own that records runs. Whenever it is told of one by a line, it says BEGUN and
 * waits for a line, says COMPUTING and waits for a line, and in the end says DONE with what it got.
 */
public final class RacingProcess {

  private static final BufferedReader IN =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private RacingProcess() {}

  static OtherProcess start() {
    return OtherProcess.start(RacingProcess.class, List.of());
  }

  /** What to tell it: whose run to record, in which store, in the zone of this process. */
  static String line(String customer, List<String> address) {
    return String.join("\t", TimeZone.getDefault().getID(), customer, String.join("\t", address));
  }

  /** Ends with its input. */
  public static void main(String[] arguments) throws Exception {
    for (String line = IN.readLine(); line != null; line = IN.readLine()) {
      List<String> words = Arrays.asList(line.split("\t", -1));
      TimeZone.setDefault(TimeZone.getTimeZone(words.get(0)));
      try (RepositoryUnderTest store = open(words.subList(2, words.size()))) {
        record(TestRuns.of(words.get(1)), store);
      }
    }
  }

  private static void record(Run run, RepositoryUnderTest store) {
    RunReport report =
        store
            .pausedWhenBegun(() -> say("BEGUN"))
            .record(
                run,
                () -> {
                  say("COMPUTING");
                  return TestRuns.detect(run);
                });
    OUT.println(
        "DONE "
            + report.alreadyRecorded()
            + " "
            + report.eventsCreated()
            + " "
            + TestRuns.shared(report));
  }

  /** Opens a store by its address. */
  static RepositoryUnderTest open(List<String> address) throws ReflectiveOperationException {
    List<String> values = address.subList(1, address.size());
    Class<?>[] types = values.stream().map(value -> String.class).toArray(Class<?>[]::new);
    Constructor<?> constructor = Class.forName(address.get(0)).getConstructor(types);
    return (RepositoryUnderTest) constructor.newInstance(values.toArray());
  }

  private static void say(String step) {
    try {
      OUT.println(step);
      IN.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
