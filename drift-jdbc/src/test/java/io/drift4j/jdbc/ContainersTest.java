package io.drift4j.jdbc;

import io.drift4j.migrations.DatabaseImage;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on every image that could be started; {@link ImagesTest} tells of the others. */
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("rows")
class ContainersTest extends DatabaseRowContract {

  static Stream<DatabaseRow> rows() {
    return DatabaseImage.all().filter(DatabaseImage::isThere).flatMap(DatabaseRow::in);
  }
}
