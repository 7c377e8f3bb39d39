package io.drift4j.jdbc;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged under a name while this is open, instead of what is shown of it. */
final class LoggedLines implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  LoggedLines(Class<?> name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    logger.setAdditive(false);
    logger.setLevel(Level.ALL);
    told.start();
    logger.addAppender(told);
  }

  List<String> lines() {
    return List.copyOf(told.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(told);
    logger.setLevel(null);
    logger.setAdditive(true);
  }
}
