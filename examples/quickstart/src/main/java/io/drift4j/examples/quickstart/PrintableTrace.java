package io.drift4j.examples.quickstart;

import io.drift4j.export.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;

/** A stack trace line by line, with the tabs that indent them. */
final class PrintableTrace {

  private PrintableTrace() {}

  static String of(Exception e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString().lines().map(PrintableTrace::line).collect(Collectors.joining("\n"));
  }

  private static String line(String line) {
    int indent = line.length() - line.replaceFirst("^\t+", "").length();
    return "\t".repeat(indent) + Printable.of(line.substring(indent));
  }
}
