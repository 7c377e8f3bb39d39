package io.drift4j.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What H2 writes of a connection into a file beside the database: of an error the values that made
 * it. Whoever sets the file's level does so for all connections and must be an administrator; of
 * one connection only H2's own objects let it be set, which are asked by name since H2 need not be
 * there.
 */
final class H2Trace {

  private static final Logger LOG = LoggerFactory.getLogger(H2Trace.class);

  // org.h2.message.TraceSystem
  private static final int AS_THE_DATABASE = -1;
  private static final int OFF = 0;

  private H2Trace() {}

  /**
   * Keeps what happens on a connection out of the file.
   *
   * @return lets the file have it again
   */
  static Runnable silenced(Connection connection) {
    setLevel(connection, OFF);
    return () -> setLevel(connection, AS_THE_DATABASE);
  }

  private static void setLevel(Connection connection, int level) {
    try {
      Object h2 = connection.unwrap(Class.forName("org.h2.jdbc.JdbcConnection"));
      Object session = ask(h2, "getSession");
      Object trace = ask(session, "getTrace");
      trace.getClass().getMethod("setLevel", int.class).invoke(trace, level);
    } catch (ReflectiveOperationException | SQLException | RuntimeException e) {
      LOG.debug("this H2 does not let the trace of a connection be set", e);
    }
  }

  private static Object ask(Object asked, String question) throws ReflectiveOperationException {
    Method method = asked.getClass().getMethod(question);
    return method.invoke(asked);
  }
}
