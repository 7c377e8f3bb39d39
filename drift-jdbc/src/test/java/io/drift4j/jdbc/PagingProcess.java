package io.drift4j.jdbc;

import io.drift4j.Notice;
import io.drift4j.NoticeFeed;
import io.drift4j.OtherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that tells of notices: into a file, in which it also writes down what was
 * acknowledged. It waits for a line between telling and acknowledging, and where there is nothing.
 */
final class PagingProcess {

  private PagingProcess() {}

  static OtherProcess start(Setup setup, Path told) {
    List<String> arguments = new ArrayList<>(setup.address());
    arguments.add(told.toString());
    return OtherProcess.start(PagingProcess.class, arguments);
  }

  /** Arguments: the address of the database, a file. */
  public static void main(String[] arguments) throws IOException {
    try {
      page(Setup.at(List.of(arguments)), Path.of(arguments[8]));
    } catch (RuntimeException e) {
      say("FAILED " + e);
    }
  }

  private static void page(Setup setup, Path told) throws IOException {
    NoticeFeed pager = setup.database(setup.dataSource()).notices("pager");
    while (true) {
      for (Notice notice : pager.unread()) {
        append(told, "told " + notice.id());
        say("TOLD");
        pager.acknowledge(notice);
        append(told, "dealt with " + notice.id());
      }
      say("NOTHING");
    }
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void say(String line) throws IOException {
    System.out.println(line);
    if (System.in.read() < 0) {
      System.exit(0);
    }
  }
}
