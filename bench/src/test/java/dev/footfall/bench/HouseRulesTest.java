package dev.footfall.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules of which packages know which. */
class HouseRulesTest {
    private static final String EVENTS = "dev.footfall.events..";
    private static final String RULES = "dev.footfall.rules..";
    private static final String WEB = "dev.footfall.web..";
    private static final String INGEST = "dev.footfall.ingest..";
    private static final String AGGREGATOR = "dev.footfall.aggregator..";
    private static final String COUNTING = "dev.footfall.aggregator.counting";
    private static final String COUNTS = "dev.footfall.aggregator.counts..";
    private static final String PORT = "dev.footfall.aggregator.query..";
    private static final String QUERY_API = "dev.footfall.queryapi..";
    private static final String OPERATIONS = "dev.footfall.operations..";
    private static final String ARCHIVE = "dev.footfall.archive..";
    private static final String STANDALONE = "dev.footfall.standalone..";
    private static final String LOGS = "dev.footfall.logs..";
    private static final String DIALECTS = "dev.footfall.dialects..";
    private static final String CLI = "dev.footfall.cli..";
    private static final String BENCH = "dev.footfall.bench..";
    private static final String KAFKA = "org.apache.kafka..";
    private static final String JAVALIN = "io.javalin..";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.footfall");

    @Test
    void arrowsBetweenRoomsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("events")
                .definedBy(EVENTS)
                .layer("rules")
                .definedBy(RULES)
                .layer("web")
                .definedBy(WEB)
                .layer("ingest")
                .definedBy(INGEST)
                .layer("aggregator")
                .definedBy(AGGREGATOR)
                .layer("query-api")
                .definedBy(QUERY_API)
                .layer("operations")
                .definedBy(OPERATIONS)
                .layer("archive")
                .definedBy(ARCHIVE)
                .layer("standalone")
                .definedBy(STANDALONE)
                .layer("logs")
                .definedBy(LOGS)
                .layer("dialects")
                .definedBy(DIALECTS)
                .layer("cli")
                .definedBy(CLI)
                .layer("bench")
                .definedBy(BENCH)
                .whereLayer("events")
                .mayNotAccessAnyLayer()
                .whereLayer("rules")
                .mayOnlyAccessLayers("events")
                .whereLayer("web")
                .mayNotAccessAnyLayer()
                .whereLayer("ingest")
                .mayOnlyAccessLayers("events", "web")
                .whereLayer("aggregator")
                .mayOnlyAccessLayers("events", "rules")
                .whereLayer("query-api")
                .mayOnlyAccessLayers("aggregator", "events", "rules", "web")
                .whereLayer("operations")
                .mayOnlyAccessLayers("aggregator", "events", "ingest", "query-api", "rules", "web")
                .whereLayer("standalone")
                .mayOnlyBeAccessedByLayers("cli", "bench")
                .whereLayer("archive")
                .mayOnlyAccessLayers("aggregator", "events", "operations", "query-api", "rules", "web")
                .whereLayer("archive")
                .mayOnlyBeAccessedByLayers("cli", "bench")
                .whereLayer("logs")
                .mayOnlyAccessLayers("events", "ingest", "web")
                .whereLayer("logs")
                .mayOnlyBeAccessedByLayers("cli", "bench")
                .whereLayer("dialects")
                .mayOnlyAccessLayers("aggregator", "events", "query-api", "rules", "web")
                .whereLayer("dialects")
                .mayOnlyBeAccessedByLayers("cli", "bench")
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("bench")
                .whereLayer("bench")
                .mayNotBeAccessedByAnyLayer()
                .check(HOUSE);
    }

    /** They come in by lists that the command line hands over. */
    @Test
    void theCoreKnowsNoneOfItsExtras() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ARCHIVE, LOGS, DIALECTS, CLI, BENCH)
                .should()
                .dependOnClassesThat(resideInAnyPackage(ARCHIVE, LOGS, DIALECTS, CLI))
                .check(HOUSE);
    }

    @Test
    void theAlgorithmIsPlainJava() {
        classes()
                .that()
                .resideInAPackage("dev.footfall.aggregator.session..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "org.jspecify.annotations..",
                                EVENTS,
                                RULES,
                                "dev.footfall.aggregator.session..")
                        .or(primitives()))
                .check(HOUSE);
    }

    /** A sketch of distinct visitors is a library's. */
    @Test
    void countsAreValuesWithoutAFormat() {
        classes()
                .that()
                .resideInAPackage(COUNTS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..", "org.jspecify.annotations..", "com.dynatrace.hash4j..", EVENTS, RULES, COUNTS)
                        .or(primitives()))
                .check(HOUSE);
    }

    @Test
    void kafkaIsSeenOnlyWhereTheLogIsTouched() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.footfall.logs.linestopic..",
                        "dev.footfall.ingest.publish..",
                        "dev.footfall.ingest.sharedlog..",
                        "dev.footfall.aggregator",
                        "dev.footfall.aggregator.topology..",
                        "dev.footfall.aggregator.cluster..",
                        "dev.footfall.aggregator.reading..",
                        "dev.footfall.aggregator.recovery..",
                        OPERATIONS,
                        ARCHIVE,
                        STANDALONE,
                        CLI,
                        BENCH)
                .and(areNot("dev.footfall.aggregator.sealing.KafkaSeals"))
                .should()
                .dependOnClassesThat(resideInAPackage(KAFKA))
                .check(HOUSE);
        noClasses()
                .that()
                .haveNameMatching("dev\\.footfall\\.aggregator\\.recovery\\.(Snapshot|DatabaseFiles).*")
                .should()
                .dependOnClassesThat(resideInAPackage(KAFKA))
                .check(HOUSE);
    }

    @Test
    void roomsOfCountingPointDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("counting")
                .definedBy(COUNTING)
                .layer("heap")
                .definedBy(COUNTING + ".heap..")
                .layer("projections")
                .definedBy(COUNTING + ".projections..")
                .layer("arrivals")
                .definedBy(COUNTING + ".arrivals..")
                .layer("store")
                .definedBy(COUNTING + ".store..")
                .whereLayer("counting")
                .mayOnlyAccessLayers("heap", "projections", "store")
                .whereLayer("heap")
                .mayOnlyAccessLayers("projections", "store")
                .whereLayer("projections")
                .mayOnlyAccessLayers("store")
                .whereLayer("arrivals")
                .mayOnlyAccessLayers("store")
                .whereLayer("store")
                .mayNotAccessAnyLayer()
                .check(HOUSE);
    }

    @Test
    void countingKnowsNothingOfItsReaders() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.footfall.aggregator.session..",
                        COUNTING + "..",
                        "dev.footfall.aggregator.sealing..",
                        "dev.footfall.aggregator.recovery..",
                        "dev.footfall.aggregator.topology..")
                .or()
                .haveNameMatching("dev\\.footfall\\.aggregator\\.live\\.(Live|Registration).*")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        PORT, "dev.footfall.aggregator.reading..", "dev.footfall.aggregator.cluster.."))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.footfall.aggregator.live..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.footfall.aggregator.reading..", "dev.footfall.aggregator.cluster.."))
                .check(HOUSE);
    }

    /** The port: readers and their values, counts, and the nodes. None of them is a store, nor the form of one. */
    @Test
    void questionsKnowThePortOfTheAggregatorAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(QUERY_API, DIALECTS)
                .and(areNot("dev.footfall.dialects.analytics.UserMerge"))
                .should()
                .dependOnClassesThat(resideInAPackage(AGGREGATOR)
                        .and(DescribedPredicate.not(
                                resideInAnyPackage(PORT, COUNTS, "dev.footfall.aggregator.cluster.."))))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage(PORT)
                .and(areNot("dev.footfall.aggregator.query.PackedUsers"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(AGGREGATOR).and(DescribedPredicate.not(resideInAnyPackage(PORT, COUNTS))))
                .check(HOUSE);
    }

    @Test
    void onlyTheEmbeddedBrokerSeesKafkasServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.footfall.operations.broker..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata.."))
                .check(HOUSE);
    }

    @Test
    void onlyTheArchiveSeesParquet() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ARCHIVE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop.."))
                .check(HOUSE);
    }

    @Test
    void javalinIsSeenOnlyInHttpPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..http..", WEB)
                .should()
                .dependOnClassesThat(resideInAPackage(JAVALIN))
                .check(HOUSE);
    }

    @Test
    void nobodyInTheAggregatorReadsAClock() {
        noClasses()
                .that()
                .resideInAPackage(AGGREGATOR)
                .should(ClockReadings.readAClock())
                .check(HOUSE);
    }

    @Test
    void packagesKnowEachOtherWithoutCycles() {
        slices().matching("dev.footfall.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void aSimpleNameMeansOneType() {
        var types = new TreeMap<String, Set<String>>();
        HOUSE.stream()
                .filter(HouseRulesTest::isNamed)
                .forEach(type -> types.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getName()));
        assertTrue(types.containsKey("RowRange"), "the types are found");

        types.values().removeIf(meanings -> meanings.size() < 2);

        assertEquals(Map.of(), types);
    }

    /** True for a type of its own name, nested or not. */
    private static boolean isNamed(JavaClass type) {
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && !type.getSimpleName().equals("package-info");
    }

    /** All classes but this one and those nested in it. */
    private static DescribedPredicate<JavaClass> areNot(String name) {
        return DescribedPredicate.describe(
                "are not " + name,
                type -> !type.getName().equals(name) && !type.getName().startsWith(name + "$"));
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return DescribedPredicate.describe(
                "primitives", type -> type.getBaseComponentType().isPrimitive());
    }
}
