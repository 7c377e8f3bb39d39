package io.drift4j.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler of those who call a method in vain tells them, where it is Error Prone. */
class ReturnValuesTest {

  private static final JavaClasses JDBC = classesOf("io.drift4j.jdbc");
  private static final JavaClasses MIGRATIONS = classesOf("io.drift4j.migrations");

  @Test
  void areToBeUsed() {
    classes()
        .that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .areNotRecords()
        .and()
        .areNotEnums()
        .and()
        .areTopLevelClasses()
        .should()
        .beAnnotatedWith(CheckReturnValue.class)
        .check(JDBC);
  }

  @Test
  void areToBeUsedOfMigrationsToo() {
    assertThat(
            MIGRATIONS
                .getPackage("io.drift4j.migrations")
                .isAnnotatedWith("io.drift4j.migrations.CheckReturnValue"))
        .isTrue();
  }

  @Test
  void mayBeIgnoredOfMethodsThatKeepOrRefuseSomething() {
    assertThat(ignorable(JDBC))
        .containsExactlyInAnyOrder(
            "DriftSweep.run", "DriftSweep.backfill", "Verification.requireSound");
    assertThat(ignorable(MIGRATIONS))
        .containsExactlyInAnyOrder("DriftMigrations.migrate", "DriftMigrations.adopt");
  }

  private static Stream<String> ignorable(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(ReturnValuesTest::isIgnorable)
        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
        .distinct();
  }

  private static boolean isIgnorable(JavaMethod method) {
    return method.isAnnotatedWith(method.getOwner().getPackageName() + ".CanIgnoreReturnValue");
  }

  private static JavaClasses classesOf(String name) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("tests"))
        .importPackages(name);
  }
}
