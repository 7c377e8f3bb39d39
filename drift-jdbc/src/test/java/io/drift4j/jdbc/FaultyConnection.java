package io.drift4j.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A real connection that fails now and then, <em>after</em> it has done what it was asked for. */
final class FaultyConnection {

  private final Connection real;
  private final Faults faults;
  private int statementsLeft; // until this transaction fails; 0 if it does not

  private FaultyConnection(Connection real, Faults faults) {
    this.real = real;
    this.faults = faults;
  }

  static DataSource source(DataSource real, Faults faults) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = invoke(real, method, arguments);
          return result instanceof Connection connection
              ? new FaultyConnection(connection, faults).asConnection()
              : result;
        });
  }

  private Connection asConnection() {
    return proxy(Connection.class, this::onConnection);
  }

  private Object onConnection(Method method, Object[] arguments) throws Throwable {
    Object result = invoke(real, method, arguments);
    switch (method.getName()) {
      case "setAutoCommit" -> began(Boolean.FALSE.equals(arguments[0]));
      case "commit" -> committed();
      case "rollback" -> began(false);
      default -> {}
    }
    return result instanceof Statement statement
        ? asStatement(statement, arguments == null ? "" : String.valueOf(arguments[0]))
        : result;
  }

  private Statement asStatement(Statement statement, String sql) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          Object result = invoke(statement, method, arguments);
          if (method.getName().startsWith("execute")) {
            executed(arguments == null ? sql : String.valueOf(arguments[0]));
          }
          return result;
        });
  }

  /** On SQLite, transactions begin and end by statements. */
  private void executed(String sql) throws SQLException {
    switch (sql) {
      case "begin immediate" -> began(true);
      case "commit" -> committed();
      case "rollback" -> began(false);
      default -> did();
    }
  }

  private void began(boolean transaction) {
    statementsLeft = transaction ? faults.draw() : 0;
  }

  private void did() throws SQLException {
    if (statementsLeft > 0 && --statementsLeft == 0) {
      if (faults.isDeadlock()) {
        throw faults.deadlock();
      }
      real.close();
      throw faults.lostAtStatement();
    }
  }

  private void committed() throws SQLException {
    if (statementsLeft > 0) {
      statementsLeft = 0;
      real.close();
      throw faults.lostAtCommit();
    }
  }

  /** What is called instead of a method. */
  private interface Call {
    Object made(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyConnection.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.made(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
