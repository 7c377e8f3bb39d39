package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drift4j.migrations.DatabaseImage;
import java.sql.Connection;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An image that cannot be started is skipped visibly; one that was asked for by name fails. */
class ImagesTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.drift4j.migrations.DatabaseImage#all")
  void isTheDatabaseThatItSays(DatabaseImage image) throws Exception {
    assumeTrue(image.isThere() || image.isAskedFor(), image::trouble);
    assertThat(image.trouble()).isEmpty();
    String scheme =
        image.vendor().equals("MySQL") ? "mysql" : image.vendor().toLowerCase(Locale.ROOT);
    try (Connection connection = image.newDatabase(scheme).dataSource().getConnection()) {
      assertThat(Vendor.of(connection)).hasToString(image.vendor());
    }
  }
}
