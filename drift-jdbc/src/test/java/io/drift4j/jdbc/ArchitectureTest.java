package io.drift4j.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses JDBC =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.drift4j.jdbc");

  @Test
  void dependsOnTheCoreAndJdbiOnly() {
    classes()
        .that()
        .resideInAPackage("io.drift4j.jdbc")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.drift4j",
            "io.drift4j.stats",
            "io.drift4j.jdbc",
            "java..",
            "javax.sql..",
            "org.jdbi..",
            "org.slf4j..",
            "org.jspecify..")
        .check(JDBC);
  }

  @Test
  void noInsertSwallowsAnythingButItsOwnKey() throws IOException {
    for (Path source : sources()) {
      String sql = Files.readString(source).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
      Assertions.assertThat(sql)
          .as(source.toString())
          .doesNotContain("insert ignore", "insert or ignore", "on conflict do nothing");
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
