package io.drift4j.migrations;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may choose.
 *
 * @param schema the schema as the catalogue spells it, or null for that of the connections
 * @param tablePrefix what the names of all tables begin with
 * @param createSchema whether a schema that is missing is created
 * @param lockTimeout how long a lock is waited for that makes others queue behind
 * @param maxWait how long is waited for what makes nobody queue
 */
record Settings(
    @Nullable String schema,
    String tablePrefix,
    boolean createSchema,
    Duration lockTimeout,
    Duration maxWait) {

  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,20}");

  /** What fits the milliseconds of all databases. */
  private static final Duration LONGEST = Duration.ofDays(20);

  Settings {
    if (!PREFIX.matcher(tablePrefix).matches()) {
      throw new IllegalArgumentException(
          "table prefix must match " + PREFIX + ", not \"" + tablePrefix + "\"");
    }
    if (schema != null && schema.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the name of the schema has control characters");
    }
    requireAtLeastAMillisecond("lock timeout", lockTimeout);
    requireAtLeastAMillisecond("longest wait", maxWait);
  }

  /** The databases count in milliseconds, and most take 0 for "for ever". */
  private static void requireAtLeastAMillisecond(String name, Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be from 1 ms to " + LONGEST.toDays() + " days, not " + duration);
    }
  }

  static Settings defaults() {
    return new Settings(null, "drift_", false, Duration.ofSeconds(1), Duration.ofMinutes(30));
  }

  Settings withSchema(@Nullable String name) {
    return new Settings(name, tablePrefix, createSchema, lockTimeout, maxWait);
  }

  Settings withTablePrefix(String prefix) {
    return new Settings(schema, prefix, createSchema, lockTimeout, maxWait);
  }

  Settings withCreateSchema(boolean create) {
    return new Settings(schema, tablePrefix, create, lockTimeout, maxWait);
  }

  Settings withLockTimeout(Duration timeout) {
    return new Settings(schema, tablePrefix, createSchema, timeout, maxWait);
  }

  Settings withMaxWait(Duration wait) {
    return new Settings(schema, tablePrefix, createSchema, lockTimeout, wait);
  }

  String historyTable() {
    return tablePrefix + "schema_history";
  }

  /** What stands in the scripts for what differs from host to host. */
  Map<String, String> placeholders() {
    return Map.of("prefix", tablePrefix, "lock_timeout", lockTimeout.toMillis() + "ms");
  }
}
