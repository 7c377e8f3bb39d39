package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.DriftRepository;
import io.drift4j.EventCursor;
import io.drift4j.OtherProcess;
import io.drift4j.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that tells of events as {@link io.drift4j.EventLog} shows it: into a file,
 * with its cursor in another. It waits for a line after it has read, and after it has told.
 */
final class ConsumingProcess {

  private final Path cursor;
  private final Path told;

  private ConsumingProcess(Path folder) {
    this.cursor = folder.resolve("cursor");
    this.told = folder.resolve("told");
  }

  static OtherProcess start(Setup setup, Path folder) {
    List<String> arguments = new ArrayList<>(setup.address());
    arguments.add(folder.toString());
    return OtherProcess.start(ConsumingProcess.class, arguments);
  }

  /** Arguments: the address of the database, a folder. */
  public static void main(String[] arguments) throws IOException {
    Setup setup = Setup.at(List.of(arguments).subList(0, 8));
    new ConsumingProcess(Path.of(arguments[8]))
        .consume(setup.database(setup.dataSource()).repository());
  }

  private void consume(DriftRepository repository) throws IOException {
    for (RunReport run : repository.events().after(load())) {
      say("READ " + run.number());
      for (DriftEvent event : run.events()) {
        append(told, event.eventId());
      }
      say("ACTED " + run.number());
      Files.writeString(cursor, Long.toString(run.number()));
    }
    System.out.println("NOTHING MORE");
  }

  private EventCursor load() throws IOException {
    return Files.exists(cursor)
        ? new EventCursor("acme", Long.parseLong(Files.readString(cursor)))
        : EventCursor.start("acme");
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void say(String line) throws IOException {
    System.out.println(line);
    System.in.read();
  }
}
