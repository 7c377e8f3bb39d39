package io.drift4j.migrations;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Real databases that pass for others, which are not among our dependencies. */
public final class Disguise {

  private Disguise() {}

  /**
   * A database that names itself as another product.
   *
   * @param product what it says
   * @param real the database
   * @return the database in disguise
   */
  public static DataSource product(String product, DataSource real) {
    return catalogue("getDatabaseProductName", product, real);
  }

  /**
   * A database of another version of its product.
   *
   * @param version what it says
   * @param real the database
   * @return the database in disguise
   */
  public static DataSource version(String version, DataSource real) {
    return catalogue("getDatabaseProductVersion", version, real);
  }

  private static DataSource catalogue(String method, String answer, DataSource real) {
    UnaryOperator<Object> catalogue =
        it -> answering(DatabaseMetaData.class, it, method, truth -> answer);
    UnaryOperator<Object> connection =
        it -> answering(Connection.class, it, "getMetaData", catalogue);
    return answering(DataSource.class, real, "getConnection", connection);
  }

  private static <T> T answering(
      Class<T> type, Object real, String method, UnaryOperator<Object> answer) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              try {
                Object result = called.invoke(real, arguments);
                return called.getName().equals(method) ? answer.apply(result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }
}
