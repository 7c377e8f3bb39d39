package io.drift4j;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A started Java process: what it says line by line, and what it is told. */
public final class OtherProcess implements AutoCloseable {

  private final Process process;
  private final BufferedWriter input;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private OtherProcess(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    Thread listener = new Thread(this::listen, "other-process-" + process.pid());
    listener.setDaemon(true);
    listener.start();
  }

  /** Starts a main class with the class path of this process. */
  public static OtherProcess start(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8"));
    command.add(main.getName());
    command.addAll(arguments);
    try {
      return new OtherProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      said.add("ended: " + e.getClass());
    }
    said.add("ENDED");
  }

  /** Waits for a line that begins so, and returns it. */
  public String await(String beginning) throws InterruptedException {
    String line = said.poll(60, TimeUnit.SECONDS);
    if (line == null || !line.startsWith(beginning)) {
      throw new AssertionError(
          "expected " + beginning + " from the other process, it said " + line);
    }
    return line;
  }

  /** The next line, or null if none comes in time. */
  public String next() throws InterruptedException {
    return said.poll(60, TimeUnit.SECONDS);
  }

  /** The line that it has said already, if there is one, after a moment. */
  public @Nullable String poll() throws InterruptedException {
    return said.poll(20, TimeUnit.MILLISECONDS);
  }

  /** What its threads do now, as the JDK's tool prints it. */
  public String threads() throws IOException {
    String jstack = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
    Process tool =
        new ProcessBuilder(jstack, String.valueOf(process.pid())).redirectErrorStream(true).start();
    try (BufferedReader output = tool.inputReader(StandardCharsets.UTF_8)) {
      return output.lines().collect(Collectors.joining("\n"));
    }
  }

  public void goOn() {
    tell("");
  }

  /** Writes a line to its standard input. */
  public void tell(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: nothing of it runs any more, no hook, no finally. Returns how it ended. */
  public int kill() throws InterruptedException {
    return process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
