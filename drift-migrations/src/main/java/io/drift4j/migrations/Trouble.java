package io.drift4j.migrations;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can go wrong, each with the code that its messages begin with; codes never change. */
enum Trouble {
  NOT_UP_TO_DATE("001"),
  DUPLICATES("002"),
  /** Raised by a script only, as is the text of the duplicates on PostgreSQL. */
  INDEX_INVALID("003"),
  NO_RIGHT("004"),
  LOCK_NOT_OBTAINED("005"),
  STILL_MIGRATING("006"),
  MODULE_MISSING("007"),
  EDITED("008"),
  OTHER("009"),
  UNSUPPORTED("010"),
  NO_CONNECTION("011"),
  LACKING("012"),
  FLYWAY_TOO_OLD("013"),
  POOLER("014"),
  CANCELLED("015"),
  TOO_NEW("016"),
  HOST_FIRST("017");

  private final String code;

  Trouble(String code) {
    this.code = "DRIFT-MIG-" + code;
  }

  String code() {
    return code;
  }

  DriftMigrationException exception(String format, @Nullable Object... arguments) {
    return because(null, format, arguments);
  }

  DriftMigrationException because(
      @Nullable Throwable cause, String format, @Nullable Object... arguments) {
    String text = String.format(Locale.ROOT, format, arguments);
    return new DriftMigrationException(code + " " + text, cause);
  }
}
