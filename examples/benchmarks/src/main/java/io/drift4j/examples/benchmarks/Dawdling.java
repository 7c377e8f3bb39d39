package io.drift4j.examples.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Pauses for a random time before every statement, commit and end of a connection, so that at a
 * random moment any step of a run is as likely as any other.
 */
final class Dawdling {

  private static final int LONGEST_PAUSE = 40; // milliseconds

  private Dawdling() {}

  static DataSource on(DataSource dataSource) {
    return proxy(DataSource.class, dataSource);
  }

  private static <T> T proxy(Class<T> type, Object real) {
    return type.cast(
        Proxy.newProxyInstance(
            Dawdling.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> slowly(real, method, arguments)));
  }

  private static @Nullable Object slowly(
      Object real, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    String name = method.getName();
    if (name.startsWith("execute") || name.equals("commit") || name.equals("close")) {
      Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE));
    }
    Object result = invoke(real, method, arguments);
    if (result instanceof Connection connection && real instanceof DataSource) {
      return proxy(Connection.class, connection);
    }
    return result instanceof PreparedStatement statement
        ? proxy(PreparedStatement.class, statement)
        : result;
  }

  private static @Nullable Object invoke(
      Object real, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
