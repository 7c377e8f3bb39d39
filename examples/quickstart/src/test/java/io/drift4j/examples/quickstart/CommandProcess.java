package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class in a process of its own. Files take what it says, so that it never waits for us. */
record CommandProcess(Process process, Path out, Path err) {

  /** The command, on the Java that runs the tests. */
  static CommandProcess start(Path folder, List<String> arguments) throws IOException {
    return start(folder, Jdk.ofThisBuild(), List.of(), Quickstart.class, arguments);
  }

  static CommandProcess start(
      Path folder, Jdk jdk, List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    Path out = Files.createTempFile(folder, "command", ".out");
    Path err = Files.createTempFile(folder, "command", ".err");
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dlogback.configurationFile=src/main/resources/logback.xml"); // as users have it
    command.addAll(options);
    command.add(main.getName());
    command.addAll(arguments);
    return new CommandProcess(
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start(),
        out,
        err);
  }

  /** Until it has said a whole line beside its output, which it must while it runs. */
  void awaitComplaint() throws IOException, InterruptedException {
    while (!Files.readString(err).endsWith("\n")) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  /** What it said and how it ended. */
  Command await() throws IOException, InterruptedException {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Command(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
