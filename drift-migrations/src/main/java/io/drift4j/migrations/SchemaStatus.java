package io.drift4j.migrations;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How far the tables of a database are, as {@link DriftMigrations#status()} found it.
 *
 * @param migrations every migration that this library or the database knows, in order
 * @param lacking what the applied migrations brought and the catalogue does not show any more, such
 *     as a dropped index; empty in a healthy database
 */
public record SchemaStatus(List<Migration> migrations, List<String> lacking) {

  /** What later versions begin their description with when earlier libraries cannot use them. */
  private static final String BREAKING = "breaking ";

  /**
   * Creates a status.
   *
   * @param migrations every known migration, in order
   * @param lacking what the catalogue lacks
   */
  public SchemaStatus {
    migrations = List.copyOf(migrations);
    lacking = List.copyOf(lacking);
  }

  /**
   * Whether this library can work with the tables: everything it brings is applied, unedited and
   * still there. Tables of a later library are fine unless that says otherwise.
   *
   * @return whether {@link DriftMigrations#validate()} would pass
   */
  public boolean isUpToDate() {
    return lacking.isEmpty() && migrations.stream().allMatch(Migration::isFine);
  }

  /** The states that are not fine, in one line. */
  String troubles() {
    return migrations.stream()
        .filter(migration -> !migration.isFine())
        .map(migration -> "V" + migration.version() + " " + migration.state().words())
        .collect(Collectors.joining(", "));
  }

  SchemaStatus with(List<String> lacking) {
    return new SchemaStatus(migrations, lacking);
  }

  List<Migration> in(State state) {
    return migrations.stream().filter(migration -> migration.state() == state).toList();
  }

  /** Later versions that this library must leave alone. */
  List<Migration> breaking() {
    return in(State.NEWER).stream().filter(Migration::isBreaking).toList();
  }

  /**
   * One migration.
   *
   * @param version its version, such as {@code 1}
   * @param description what it brings, such as {@code tables}
   * @param state whether it is applied
   */
  public record Migration(String version, String description, State state) {

    private boolean isBreaking() {
      return description.startsWith(BREAKING);
    }

    private boolean isFine() {
      return state == State.APPLIED || (state == State.NEWER && !isBreaking());
    }

    @Override
    public String toString() {
      return "V" + version + " " + description;
    }
  }

  /** Whether a migration is applied. */
  public enum State {
    /** Applied, or recorded by {@link DriftMigrations#adopt()}. */
    APPLIED("is applied"),
    /** Not applied yet. */
    PENDING("is not applied"),
    /** Began and did not end; the next {@link DriftMigrations#migrate()} does it again. */
    FAILED("failed"),
    /**
     * The script that was applied is not the one of this library, and since released ones never
     * change, it was never released: the tables are of an earlier state and must be dropped.
     */
    EDITED("is of an earlier, unreleased state"),
    /** Applied by a later version of this library. */
    NEWER("is not known to this version");

    private final String words;

    State(String words) {
      this.words = words;
    }

    private String words() {
      return words;
    }
  }
}
