package io.drift4j.migrations;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A version of a database as a container image, started when it is first asked for where a Docker
 * engine answers. Which versions, the newest first, can be said with the system properties {@code
 * drift.images.postgresql}, {@code drift.images.mariadb} and {@code drift.images.mysql}: {@code
 * -Ddrift.images.mariadb=10.11,11.4}; an empty value leaves a vendor out.
 *
 * @param vendor the vendor
 * @param tag the version
 * @param isWhole whether everything is run on it, or its default row only
 * @param isAskedFor whether somebody said that it must be there
 */
public record DatabaseImage(String vendor, String tag, boolean isWhole, boolean isAskedFor) {

  private static final Map<DatabaseImage, Server> SERVERS = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** A server, or why there is none. */
  private record Server(JdbcDatabaseContainer<?> container, String trouble) {}

  /**
   * All images that are asked for, or usual.
   *
   * @return the images, of each vendor the newest first
   */
  public static Stream<DatabaseImage> all() {
    return Stream.of(
            of("PostgreSQL", "18,17,16,15,14"), of("MariaDB", "11.8,10.11"), of("MySQL", "9,8.4"))
        .flatMap(List::stream);
  }

  private static List<DatabaseImage> of(String vendor, String usual) {
    String asked = System.getProperty("drift.images." + vendor.toLowerCase(Locale.ROOT));
    List<String> tags =
        Arrays.stream((asked == null ? usual : asked).split(","))
            .filter(tag -> !tag.isEmpty())
            .toList();
    return IntStream.range(0, tags.size())
        .mapToObj(i -> new DatabaseImage(vendor, tags.get(i), i == 0, asked != null))
        .toList();
  }

  /**
   * Starts it unless it runs.
   *
   * @return whether it runs
   */
  public boolean isThere() {
    return trouble().isEmpty();
  }

  /**
   * Why it could not be started.
   *
   * @return empty if it could
   */
  public String trouble() {
    return server().trouble;
  }

  private Server server() {
    return SERVERS.computeIfAbsent(this, DatabaseImage::start);
  }

  private Server start() {
    JdbcDatabaseContainer<?> container = container();
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return new Server(container, "no Docker engine answers");
    }
    try {
      pullUnlessThere();
      container.start();
      return new Server(container, "");
    } catch (RuntimeException e) {
      return new Server(container, "cannot be started: " + rootCause(e));
    }
  }

  /** Once: the container would try for two minutes where no registry can be reached. */
  private void pullUnlessThere() {
    DockerClient engine = DockerClientFactory.instance().client();
    try {
      engine.inspectImageCmd(name()).exec();
    } catch (NotFoundException notThereYet) {
      pull(engine);
    }
  }

  private void pull(DockerClient engine) {
    try {
      engine.pullImageCmd(name()).start().awaitCompletion(10, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Throwable rootCause(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootCause(thrown.getCause());
  }

  private String name() {
    String repository = vendor.equals("PostgreSQL") ? "postgres" : vendor.toLowerCase(Locale.ROOT);
    return repository + ":" + tag;
  }

  private JdbcDatabaseContainer<?> container() {
    return switch (vendor) {
      case "PostgreSQL" ->
          new PostgreSQLContainer(name())
              .withCommand("postgres", "-c", "max_connections=300", "-c", "fsync=off");
      case "MariaDB" -> new MariaDBContainer(name()).withUsername("root");
      case "MySQL" -> new MySQLContainer(name()).withUsername("root");
      default -> throw new IllegalArgumentException(vendor);
    };
  }

  /**
   * A new database, reached through its own driver.
   *
   * @return an empty database
   */
  public TestDatabase newDatabase() {
    return newDatabase(vendor.toLowerCase(Locale.ROOT));
  }

  /**
   * A new database, reached through a driver.
   *
   * @param scheme the second word of the URL, such as {@code mysql}
   * @return an empty database
   */
  public TestDatabase newDatabase(String scheme) {
    JdbcDatabaseContainer<?> server = server().container;
    String name = "drift_test_" + NUMBER.incrementAndGet();
    TestDatabase itself =
        TestDatabases.at(server.getJdbcUrl(), server.getUsername(), server.getPassword());
    TestDatabases.execute(
        itself.dataSource(),
        "create database " + name + (scheme.equals("postgresql") ? "" : " character set utf8mb4"));
    return TestDatabases.at(url(scheme, server, name), server.getUsername(), server.getPassword());
  }

  private String url(String scheme, JdbcDatabaseContainer<?> server, String name) {
    int port = server.getMappedPort(vendor.equals("PostgreSQL") ? 5432 : 3306);
    String address = "jdbc:" + scheme + "://" + server.getHost() + ":" + port + "/" + name;
    return scheme.equals("mysql") ? address + "?allowPublicKeyRetrieval=true" : address;
  }

  @Override
  public String toString() {
    return vendor + " " + tag + " container";
  }
}
