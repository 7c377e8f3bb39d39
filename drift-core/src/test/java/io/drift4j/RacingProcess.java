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

/**
 * A process of its own that records one run. It says BEGUN and waits for a line, says COMPUTING and
 * waits for a line, and in the end says DONE with what it got.
 */
public final class RacingProcess {

  private static final BufferedReader IN =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private RacingProcess() {}

  /** Arguments: the customer, then the address of the store. */
  public static void main(String[] arguments) throws Exception {
    Run run = TestRuns.of(arguments[0]);
    RepositoryUnderTest store = open(Arrays.asList(arguments).subList(1, arguments.length));
    DriftRepository repository = store.pausedWhenBegun(() -> say("BEGUN"));
    RunReport report =
        repository.record(
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
