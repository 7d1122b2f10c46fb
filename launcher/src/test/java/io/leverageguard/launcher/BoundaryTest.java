package io.leverageguard.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The map of the house, enforced. */
class BoundaryTest {
    private static final String BASE = "io.leverageguard.";
    private static final String SERVICES =
            "gateway|users|config|marketdata|trading|strategy|risk|cover|fund|payout|chain"
                    + "|notification|analytics";
    private static final String[] SERVICE_PACKAGES =
            java.util.Arrays.stream(SERVICES.split("\\|"))
                    .map(name -> BASE + name)
                    .toArray(String[]::new);

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.leverageguard");

    @Test
    void servicesDoNotSeeEachOther() {
        slices().matching(BASE + "(" + SERVICES + ")..")
                .should()
                .notDependOnEachOther()
                .check(HOUSE);
    }

    @Test
    void onlyModulesArePublicInsideServices() {
        classes()
                .that()
                .resideInAnyPackage(SERVICE_PACKAGES)
                .and()
                .haveModifier(JavaModifier.PUBLIC)
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleNameEndingWith("Module")
                .check(HOUSE);
    }

    @Test
    void theEngineDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "java.net..",
                        "java.nio.file..",
                        "java.util.concurrent.locks..",
                        "tools.jackson..",
                        "io.vertx..",
                        BASE + "kit..")
                .check(HOUSE);
    }

    @Test
    void theHttpLibraryLivesInTheKitOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "kit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(HOUSE);
    }

    @Test
    void onlyTheLauncherSeesTwoServices() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "launcher..", BASE + "benchmarks..")
                .and()
                .resideOutsideOfPackages(SERVICE_PACKAGES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICE_PACKAGES)
                .check(HOUSE);
    }

    @Test
    void theKernelNeedsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage(BASE + "kernel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", BASE + "kernel..", "org.jspecify..")
                .check(HOUSE);
    }
}
