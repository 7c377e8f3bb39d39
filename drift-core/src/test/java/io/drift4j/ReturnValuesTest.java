package io.drift4j;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler of those who call a method in vain tells them, where it is Error Prone. */
class ReturnValuesTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("tests"))
          .importPackages("io.drift4j");

  @ParameterizedTest
  @ValueSource(
      strings = {"io.drift4j", "io.drift4j.claims", "io.drift4j.export", "io.drift4j.stats"})
  void areToBeUsed(String name) {
    assertThat(CORE.getPackage(name).isAnnotatedWith(name + ".CheckReturnValue")).isTrue();
  }

  @Test
  void mayBeIgnoredOfMethodsThatKeepSomething() {
    assertThat(
            open()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(PUBLIC))
                .filter(method -> method.isAnnotatedWith(ignorable(method.getOwner())))
                .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                .distinct())
        .containsExactlyInAnyOrder(
            "DriftMonitor.run",
            "DriftMonitor.backfill",
            "DriftMonitor.catchUp",
            "DriftRepository.record");
  }

  @Test
  void mayBeIgnoredOfBuildersUntilTheyBuild() {
    assertThat(open().filter(type -> type.isAnnotatedWith(ignorable(type))))
        .isNotEmpty()
        .allMatch(type -> type.getSimpleName().equals("Builder"))
        .allMatch(type -> type.getMethod("build").isAnnotatedWith(checked(type)));
  }

  private static Stream<JavaClass> open() {
    return CORE.stream().filter(type -> type.getModifiers().contains(PUBLIC));
  }

  private static String ignorable(JavaClass type) {
    return type.getPackageName() + ".CanIgnoreReturnValue";
  }

  private static String checked(JavaClass type) {
    return type.getPackageName() + ".CheckReturnValue";
  }
}
