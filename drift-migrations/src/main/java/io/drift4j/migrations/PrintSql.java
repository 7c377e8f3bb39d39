package io.drift4j.migrations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A program that prints the script of {@link DriftMigrations#sql}: the main class of this library's
 * jar, which needs nothing else on its class path.
 *
 * <pre>
 * java -jar drift-migrations.jar postgresql --schema drift --prefix drift_ &gt; drift.sql
 * </pre>
 */
public final class PrintSql {

  private static final String USAGE =
      "usage: java -jar drift-migrations.jar "
          + Arrays.stream(Vendor.values()).map(PrintSql::word).collect(Collectors.joining("|"))
          + " [--schema NAME] [--prefix PREFIX]";

  private PrintSql() {}

  /**
   * Prints the script in UTF-8; ends with exit code 2 and a line about how to use it if the
   * arguments are not understood.
   *
   * @param arguments the vendor, then options
   */
  public static void main(String[] arguments) {
    try {
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      out.print(script(List.of(arguments)));
      out.flush();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static String script(List<String> arguments) {
    if (arguments.size() % 2 == 0) {
      throw new IllegalArgumentException(USAGE);
    }
    Settings settings = Settings.defaults();
    for (int i = 1; i < arguments.size(); i += 2) {
      settings = with(settings, arguments.get(i), arguments.get(i + 1));
    }
    return new SqlScript(vendor(arguments.get(0)), settings).text();
  }

  private static Settings with(Settings settings, String option, String value) {
    return switch (option) {
      case "--schema" -> settings.withSchema(SchemaName.of(value).text());
      case "--prefix" -> settings.withTablePrefix(value);
      default -> throw new IllegalArgumentException(USAGE);
    };
  }

  private static Vendor vendor(String word) {
    return Arrays.stream(Vendor.values())
        .filter(vendor -> word(vendor).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(USAGE));
  }

  private static String word(Vendor vendor) {
    return vendor.name().toLowerCase(Locale.ROOT);
  }
}
