package io.drift4j.migrations;

import java.util.function.Supplier;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Flyway says, under its own names, but for what it says to inform or warn while somebody only
 * asks how far the tables are: a health check would be told every few seconds where the database
 * is, and that its version is newer than Flyway. {@code migrate()} says all of it. That is a matter
 * of the thread, since Flyway has one way to log for all of its users in a process.
 */
final class FlywayLog {

  private static final ThreadLocal<Boolean> QUIET = ThreadLocal.withInitial(() -> false);

  private FlywayLog() {}

  /** Does something that is no news by itself. */
  static <T> T quietly(Supplier<T> work) {
    boolean before = QUIET.get();
    QUIET.set(true);
    try {
      return work.get();
    } finally {
      restore(before);
    }
  }

  private static void restore(boolean quiet) {
    if (quiet) {
      QUIET.set(true);
    } else {
      QUIET.remove();
    }
  }

  /** Found by Flyway by its name, hence public. */
  public static final class Creator implements LogCreator {

    /** Creates one. */
    public Creator() {}

    @Override
    public Log createLogger(Class<?> name) {
      return new Lines(LoggerFactory.getLogger(name));
    }
  }

  /** Levels as Flyway's own way to SLF4J has them. */
  private record Lines(Logger logger) implements Log {

    @Override
    @SuppressWarnings("deprecation") // which Flyway 12 asks for
    public boolean isDebugEnabled() {
      return logger.isDebugEnabled();
    }

    @Override
    public void debug(String message) {
      logger.debug(message);
    }

    @Override
    public void info(String message) {
      if (!QUIET.get()) {
        logger.info(message);
      }
    }

    @Override
    public void warn(String message) {
      if (!QUIET.get()) {
        logger.warn(message);
      }
    }

    @Override
    public void error(String message) {
      logger.error(message);
    }

    @Override
    public void error(String message, Exception failure) {
      logger.error(message, failure);
    }

    /** Advertisements, as Flyway calls them: its own way to SLF4J has none either. */
    @Override
    public void notice(String message) {}
  }
}
