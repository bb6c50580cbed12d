package holdfast.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md. */
class ArchitectureTest {
    private static final JavaClasses HOLDFAST =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("holdfast");

    @Test
    void roomsUseOnlyTheRoomsBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("protocol")
                .definedBy("holdfast.protocol..")
                .layer("graphics")
                .definedBy("holdfast.graphics..")
                .layer("settings")
                .definedBy("holdfast.settings..")
                .layer("sessions")
                .definedBy("holdfast.sessions..")
                .layer("desktops")
                .definedBy("holdfast.desktops..")
                .layer("logon")
                .definedBy("holdfast.logon..")
                .layer("server")
                .definedBy("holdfast.server..")
                .layer("operator")
                .definedBy("holdfast.operator..")
                .layer("client")
                .definedBy("holdfast.client..")
                .layer("app")
                .definedBy("holdfast.app..")
                .whereLayer("protocol")
                .mayNotAccessAnyLayer()
                .whereLayer("graphics")
                .mayNotAccessAnyLayer()
                .whereLayer("settings")
                .mayNotAccessAnyLayer()
                .whereLayer("sessions")
                .mayOnlyAccessLayers("settings")
                .whereLayer("desktops")
                .mayOnlyAccessLayers("graphics")
                .whereLayer("logon")
                .mayOnlyAccessLayers("protocol", "settings")
                .whereLayer("server")
                .mayOnlyAccessLayers(
                        "protocol", "graphics", "settings", "sessions", "desktops", "logon")
                .whereLayer("operator")
                .mayOnlyAccessLayers(
                        "graphics", "settings", "sessions", "desktops", "logon", "server")
                .whereLayer("client")
                .mayOnlyAccessLayers("protocol", "graphics")
                .whereLayer("app")
                .mayOnlyAccessLayers("operator", "server", "client")
                .check(HOLDFAST);
    }

    @Test
    void theProtocolCoreKnowsNoSocketsFilesThreadsOrClocks() {
        noClasses()
                .that()
                .resideInAnyPackage("holdfast.protocol..", "holdfast.graphics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..",
                        "io.netty..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(HOLDFAST);
    }
}
