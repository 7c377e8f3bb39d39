package io.drift4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows of the house: claims and export → drift → stats, and nothing back. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("tests"))
          .importPackages("io.drift4j");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("(io.drift4j..)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void statsKnowNothingOfDrift() {
    noClasses()
        .that()
        .resideInAPackage("io.drift4j.stats")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.drift4j", "io.drift4j.claims", "io.drift4j.export")
        .check(CORE);
  }

  /** Engines are data: whatever is of claims is in their own packages. */
  @Test
  void nothingButClaimsKnowsOfClaims() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.drift4j.claims..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.drift4j.claims..")
        .check(CORE);
  }

  /** What a metric makes of cells is the metric's and its lens's business. */
  @Test
  void theDetectorAsksNoMetricOfWhatKindItIs() {
    noClasses()
        .that()
        .belongToAnyOf(DriftDetector.class, Examiner.class, Plan.class, Scan.class, Judgement.class)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Metric.Kind.class, ThresholdRule.class)
        .check(CORE);
  }

  @Test
  void nothingKnowsHowEventsAreExported() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.drift4j.export")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.drift4j.export")
        .check(CORE);
  }

  @Test
  void exportsKnowNothingOfClaims() {
    noClasses()
        .that()
        .resideInAPackage("io.drift4j.export")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.drift4j.claims")
        .check(CORE);
  }

  /** Of I/O it knows only that an {@link Appendable} may fail, where events are appended to one. */
  @Test
  void coreDependsOnTheJdkAndCommonsOnly() {
    DescribedPredicate<JavaClass> known =
        resideInAnyPackage(
            "io.drift4j..",
            "java.lang..",
            "java.math..",
            "java.nio.charset..",
            "java.security..",
            "java.time..",
            "java.util..",
            "org.jspecify..",
            "org.apache.commons..");
    classes()
        .that()
        .resideOutsideOfPackage("io.drift4j.export")
        .should()
        .onlyDependOnClassesThat(known)
        .check(CORE);
    classes().should().onlyDependOnClassesThat(known.or(type(IOException.class))).check(CORE);
  }

  /** But for when runs failed in memory, which a host may tell it too. */
  @Test
  void coreReadsNoClock() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(InMemoryDriftRepository.class)
        .should()
        .callMethod(java.time.InstantSource.class, "system")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(java.time.Clock.class, "systemDefaultZone")
        .check(CORE);
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CORE);
  }

  /** Deleting the policy leaves an engine that compiles: nothing but its factory knows it. */
  @Test
  void theEngineDoesNotKnowTheThresholdPolicy() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(ThresholdPolicy.class, DriftPolicy.class)
        .and()
        .resideInAPackage("io.drift4j")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ThresholdPolicy.class)
        .check(CORE);
  }

  @Test
  void theThresholdPolicyUsesPublicApiOnly() {
    noClasses()
        .that()
        .belongToAnyOf(ThresholdPolicy.class)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are hidden",
                type ->
                    type.getPackageName().startsWith("io.drift4j")
                        && !type.getModifiers().contains(JavaModifier.PUBLIC)))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "the target is hidden",
                call ->
                    call.getTargetOwner().getPackageName().startsWith("io.drift4j")
                        && !call.getTargetOwner().isEquivalentTo(ThresholdPolicy.class)
                        && call.getTarget()
                            .resolveMember()
                            .map(member -> !member.getModifiers().contains(JavaModifier.PUBLIC))
                            .orElse(false)))
        .check(CORE);
  }

  /** Serialisers and templates call what is public by reflection, where what declares it counts. */
  @Test
  void whatIsPublicIsDeclaredInPublic() {
    assertThat(CORE.stream().filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
        .flatMap(type -> List.of(type.reflect().getMethods()))
        .filteredOn(method -> method.getDeclaringClass().getName().startsWith("io.drift4j"))
        .isNotEmpty()
        .allMatch(method -> Modifier.isPublic(method.getDeclaringClass().getModifiers()));
  }
}
