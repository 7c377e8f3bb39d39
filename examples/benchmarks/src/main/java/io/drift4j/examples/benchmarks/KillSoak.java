package io.drift4j.examples.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Kills processes in the middle of recording runs, over and over, and counts what the tables hold
 * in the end. Each process records runs of 80 customers at once and gets its SIGKILL at a random
 * moment; then the runs that it left unfinished, which were inside, are run again.
 *
 * <p>{@code java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.KillSoak [kills]}: it goes
 * on until so many customers were killed inside, by default 5,000, a quarter on each database.
 */
public final class KillSoak {

  private static final int KILLS = 5_000;
  private static final int CUSTOMERS = 80;
  private static final int DATABASES = 4;

  private final int kills;
  private final long seed = System.nanoTime();
  private final List<Map<String, Object>> results = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private KillSoak(int kills) {
    this.kills = kills;
  }

  /**
   * Runs the soak.
   *
   * @param arguments the number of customers to be killed
   * @throws Exception if a database fails
   */
  public static void main(String[] arguments) throws Exception {
    new KillSoak(arguments.length > 0 ? Integer.parseInt(arguments[0]) : KILLS).run();
    System.exit(0);
  }

  private void run() throws Exception {
    System.out.println("seed " + seed);
    soak(SoakedDatabase.postgresql());
    soak(SoakedDatabase.mariadb(folder()));
    soak(SoakedDatabase.sqlite(folder(), CUSTOMERS));
    soak(SoakedDatabase.h2(folder()));
    errors.stream().distinct().limit(20).forEach(System.out::println);
  }

  private static Path folder() throws Exception {
    return Files.createTempDirectory("drift-soak");
  }

  private void soak(SoakedDatabase started) throws Exception {
    try (SoakedDatabase database = started) {
      Soak soak = new Soak(database, CUSTOMERS, seed);
      results.add(soak.run((kills + DATABASES - 1) / DATABASES));
      soak.errors().forEach(error -> errors.add(database.name() + ": " + error));
    }
    print();
  }

  /** The header once, then a line as soon as a database is done. */
  private void print() {
    Map<String, Object> last = results.get(results.size() - 1);
    if (results.size() == 1) {
      System.out.println(line(last.keySet()));
    }
    System.out.println(line(last.values()));
  }

  private static String line(Iterable<?> cells) {
    StringBuilder line = new StringBuilder();
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, "%-11s", cell)));
    return line.toString();
  }
}
