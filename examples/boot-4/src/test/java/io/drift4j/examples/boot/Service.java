package io.drift4j.examples.boot;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts of a service, each on the database in memory that it names. */
final class Service {

  private Service() {}

  static ConfigurableApplicationContext start(
      Class<?> application, String database, String... properties) {
    List<String> arguments = new ArrayList<>(List.of(properties));
    arguments.add("--logging.level.root=off");
    arguments.add("--spring.datasource.url=" + url(database));
    return new SpringApplicationBuilder(application)
        .bannerMode(Banner.Mode.OFF)
        .run(arguments.toArray(String[]::new));
  }

  static String url(String database) {
    return "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1";
  }
}
