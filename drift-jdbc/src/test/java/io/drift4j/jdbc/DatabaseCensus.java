package io.drift4j.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the tests that ran and were skipped on each vendor and provider, by what their names or
 * those of the classes around them say: {@code PostgreSQL embedded}, {@code MariaDB 10.11
 * container}.
 */
public final class DatabaseCensus implements TestExecutionListener {

  private static final Pattern DATABASE =
      Pattern.compile(
          "(PostgreSQL|H2|SQLite|MariaDB|MySQL)( [0-9.]+)?"
              + " (embedded|container|server|statements on MariaDB)"
              + "(, (MySQL|MariaDB)'s driver)?");

  private static final Map<String, int[]> COUNTS = new TreeMap<>();

  private TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan begun) {
    plan = begun;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      count(test, result.getStatus() == TestExecutionResult.Status.ABORTED ? 1 : 0);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    count(test, 1);
  }

  private void count(TestIdentifier test, int column) {
    database(test)
        .ifPresent(
            name -> {
              synchronized (COUNTS) {
                COUNTS.computeIfAbsent(name, database -> new int[2])[column]++;
              }
            });
  }

  private Optional<String> database(TestIdentifier test) {
    return Stream.iterate(
            Optional.of(test), Optional::isPresent, inner -> inner.flatMap(plan::getParent))
        .map(place -> DATABASE.matcher(place.orElseThrow().getDisplayName()))
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }

  /** What this JVM has counted so far, for the census of all of them. */
  @Override
  public void testPlanExecutionFinished(TestPlan ended) {
    String file = System.getProperty("drift.census", "");
    if (!file.isEmpty() && !COUNTS.isEmpty()) {
      write(Path.of(file));
    }
  }

  private static void write(Path file) {
    List<String> lines = new ArrayList<>();
    synchronized (COUNTS) {
      COUNTS.forEach((name, counts) -> lines.add(counts[0] + "\t" + counts[1] + "\t" + name));
    }
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
