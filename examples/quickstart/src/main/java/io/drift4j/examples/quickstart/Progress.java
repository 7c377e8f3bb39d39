package io.drift4j.examples.quickstart;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/** How far a long step has come, on one line of a terminal; nothing anywhere else. */
final class Progress {

  private final PrintStream terminal;
  private final boolean shown;

  private Progress(PrintStream terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  static Progress onTerminal(PrintStream terminal) {
    String kind = System.getenv("TERM");
    return new Progress(terminal, kind != null && !kind.equals("dumb") && isTerminal());
  }

  /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // what JDK 17 to 21 tell by
  private static boolean isTerminal() {
    Console console = System.console();
    try {
      return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException olderJdk) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  synchronized void show(String what, long count) {
    if (shown) {
      terminal.printf(Locale.ROOT, "\r%,d %s", count, what);
    }
  }

  synchronized void done() {
    if (shown) {
      terminal.print("\r\u001B[K");
    }
  }
}
