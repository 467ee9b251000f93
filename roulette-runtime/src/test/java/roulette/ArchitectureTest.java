package roulette;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.invoke.MethodHandles;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import roulette.net.AccessRecord;

/** Who may know whom. */
class ArchitectureTest {
    private static final List<String> PARTS = List.of("config", "plugin", "net");

    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("roulette");

    private void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(all);
    }

    @Test
    void theApiKnowsOnlyTheJdksBase() {
        holds(classes()
                .that()
                .resideInAPackage("roulette.api..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "roulette.api..",
                        "java.lang..",
                        "java.net..",
                        "java.nio..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify.annotations")));
    }

    @Test
    void configPluginAndNetDoNotKnowEachOtherNorTheCommands() {
        for (String part : PARTS) {
            String[] others = PARTS.stream()
                    .filter(other -> !other.equals(part))
                    .map(other -> "roulette." + other + "..")
                    .toArray(String[]::new);
            holds(noClasses()
                    .that()
                    .resideInAPackage("roulette." + part + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others).or(resideInAnyPackage("roulette.cli.."))));
        }
    }

    @Test
    void theEventLoopKnowsNothingOfProxies() {
        holds(noClasses()
                .that()
                .resideInAPackage("roulette.eventloop..")
                .should()
                .dependOnClassesThat(resideInAPackage("roulette..")
                        .and(not(resideInAnyPackage("roulette.eventloop..", "roulette.text..")))));
    }

    @Test
    void whatAConfigurationSetsIsDataThatKnowsOnlyTheApiAndNetworks() {
        holds(classes()
                .that()
                .resideInAPackage("roulette.options..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "roulette.options..",
                        "roulette.api..",
                        "roulette.match..",
                        "java..",
                        "org.jspecify.annotations")));
    }

    @Test
    void theResolverKnowsNothingOfProxiesOrLoops() {
        holds(noClasses()
                .that()
                .resideInAPackage("roulette.resolver..")
                .should()
                .dependOnClassesThat(resideInAPackage("roulette..")
                        .and(not(resideInAnyPackage("roulette.resolver..", "roulette.text..")))));
    }

    @Test
    void callingRoutersKnowsTheEventLoopAndNothingOfConnections() {
        holds(noClasses()
                .that()
                .resideInAPackage("roulette.routing..")
                .should()
                .dependOnClassesThat(resideInAPackage("roulette..")
                        .and(not(resideInAnyPackage(
                                "roulette.routing..",
                                "roulette.eventloop",
                                "roulette.api..",
                                "roulette.dialogue..",
                                "roulette.proxyprotocol..",
                                "roulette.text..")))));
    }

    @Test
    void whatIsInternalToTheJdkIsForTheChannelsAndTheThreadsOfRoutersOnly() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages("roulette.eventloop.epoll..", "roulette.eventloop.jdk..", "roulette.routing..")
                .should()
                .callMethod(MethodHandles.class, "privateLookupIn", Class.class, MethodHandles.Lookup.class));
    }

    @Test
    void theAccessLogKnowsWhatTheNetworkCoreSaysOfAConnectionAndNothingElse() {
        holds(classes()
                .that()
                .resideInAPackage("roulette.accesslog..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "roulette.accesslog..", "roulette.text..", "java..", "org.slf4j..", "org.jspecify..")
                        .or(type(AccessRecord.class))
                        .or(type(AccessRecord.Sink.class))));
    }

    @Test
    void theControlSocketKnowsNothingOfProxies() {
        holds(classes()
                .that()
                .resideInAPackage("roulette.control..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "roulette.control..",
                        "roulette.text..",
                        "java..",
                        "com.sun.security.auth.module",
                        "org.slf4j..",
                        "org.jspecify..")));
    }

    @Test
    void theProxyProtocolKnowsOnlyTheApiAndTheJdk() {
        holds(classes()
                .that()
                .resideInAPackage("roulette.proxyprotocol..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "roulette.proxyprotocol..", "roulette.api..", "java..", "org.jspecify.annotations")));
    }

    @Test
    void theDialogueKnowsOnlyTheApiAndTheJdk() {
        holds(classes()
                .that()
                .resideInAPackage("roulette.dialogue..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "roulette.dialogue..", "roulette.api..", "java..", "org.jspecify.annotations")));
    }

    @Test
    void theProxyProtocolsHeaderIsForTheNetworkCoreOnly() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages("roulette.proxyprotocol..", "roulette.net..", "roulette.routing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("roulette.proxyprotocol.."));
    }

    @Test
    void channelsAreForTheNetworkCoreAndTheControlSocketOnly() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "roulette.net..", "roulette.eventloop..", "roulette.routing..", "roulette.control..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.channels..")
                        // Standard error is written through these, and has nothing to do with sockets.
                        .and(not(type(FileChannel.class)))
                        .and(not(type(WritableByteChannel.class)))));
    }

    @Test
    void capturesAreReadWithNothingOfOursButNetworks() {
        holds(classes()
                .that()
                .resideInAPackage("roulette.capture..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("roulette.capture..", "roulette.match..", "java..", "org.jspecify..")));
    }

    @Test
    void classLoadingIsForPluginsOnly() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("roulette.plugin..")
                .should()
                .dependOnClassesThat(type(ServiceLoader.class).or(type(URLClassLoader.class))));
    }

    @Test
    void onlyTheCommandsEndTheProcess() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("roulette.cli..")
                .should()
                .callMethod(System.class, "exit", int.class));
    }

    @Test
    void tomlIsForTheConfigurationOnlyAndTheCommandLineForTheCommands() {
        holds(noClasses()
                .that(not(resideInAnyPackage("roulette.config..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tomlj.."));
        holds(noClasses()
                .that(not(resideInAnyPackage("roulette.cli..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli.."));
    }

    @Test
    void packagesHaveNoCycles() {
        holds(slices().matching("roulette.(*)..").should().beFreeOfCycles());
    }

    /** The commands know the main one, as picocli wants it. */
    @Test
    void noMoreThanSixClassesDependOnEachOtherInACircle() {
        assertThat(Cycles.of(all.that(not(resideInAPackage("roulette.cli..")))))
                .allSatisfy(cycle -> assertThat(cycle).hasSizeLessThanOrEqualTo(6));
    }
}
