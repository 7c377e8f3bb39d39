package io.drift4j.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What another Java said, the same that runs the tests.
 *
 * @param exitCode how it ended
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
record JavaProcess(int exitCode, byte[] out, String err) {

  /** Runs it to its end. Files take what it says, so that it never waits for us to read. */
  static JavaProcess run(Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "process", ".out");
    Path err = Files.createTempFile(directory, "process", ".err");
    Process process =
        new ProcessBuilder(command(arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("not done after a minute: " + arguments);
    }
    return new JavaProcess(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
  }

  /** Short-lived, so compiled in a hurry. */
  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(arguments);
    return command;
  }
}
