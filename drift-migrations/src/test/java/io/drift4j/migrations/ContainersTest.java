package io.drift4j.migrations;

import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract on containers: the newest of each vendor, and every MySQL, which has no server but
 * these. The tests of drift-jdbc tell which could not be started.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("images")
class ContainersTest extends DriftMigrationsContract {

  @Parameter DatabaseImage image;

  static Stream<DatabaseImage> images() {
    return DatabaseImage.all()
        .filter(image -> image.isWhole() || image.vendor().equals("MySQL"))
        .filter(DatabaseImage::isThere);
  }

  @Override
  TestDatabase empty() {
    return image.newDatabase();
  }
}
