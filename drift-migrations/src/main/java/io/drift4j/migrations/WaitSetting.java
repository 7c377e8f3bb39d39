package io.drift4j.migrations;

/**
 * The setting of a session that limits how long it waits for a lock.
 *
 * @param read the query for its value
 * @param format the statement that sets it, with {@code %s} for the value
 * @param value what it is to be while a migration runs
 */
record WaitSetting(String read, String format, String value) {

  String write() {
    return write(value);
  }

  String write(String value) {
    return format.replace("%s", value);
  }
}
