package dev.footfall.cli;

import dev.footfall.aggregator.CountingProgress;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.cli.demo.DemoData;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.EnsuredTopic;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.operations.topics.TopicAdmin.CheckedTopics;
import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenMint;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.ProcessListener.Awaited;
import dev.footfall.standalone.ProgramVersion;
import dev.footfall.standalone.Rebuild;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class NodeCommands {
    static final List<String> RUN_EXAMPLES = List.of(
            "  footfall run --demo",
            "  footfall run --data-dir /var/lib/footfall --port 8080",
            "  footfall run --set session.gap=PT1H --set kafka.port=9092");

    private static final Duration DEMO_TOKEN = Duration.ofDays(7);

    private NodeCommands() {}

    @Command(
            name = "run",
            description = "Run everything in this process: Kafka, ingest, counting, the API and the dashboard.")
    static void run(@Mixin RunOptions run, @Mixin Output output) {
        Settings settings = run.settings();
        try (var lifetime = new Lifetime()) {
            run(settings, run.isDemo(), lifetime, output);
            output.printf("stopped; all data is kept in %s%n", settings.path(Setting.DATA_DIR));
        }
    }

    private static void run(Settings settings, boolean isDemo, Lifetime lifetime, Output output) {
        long startNanos = System.nanoTime();
        try (var report = new StartReport(output.errors(), lifetime);
                var house = Standalone.start(settings, ConfiguredExtras.all(settings), report)) {
            String dashboard =
                    url(settings.text(Setting.QUERY_HOST), house.query().port());
            output.print(TextTable.aligned(facts(house, dashboard, settings)));
            lifetime.awaitUntil(() -> house.aggregator().state().readiness().ready());
            var demo = new DemoData(house.publisher(), house.data().root().resolve("demo-until"));
            if (isDemo && !lifetime.isOver()) {
                long events = demo.publish(Instant.now());
                output.printf("  %-10s %,d generated events added, now being counted%n", "demo", events);
                lifetime.awaitUntil(() -> house.aggregator().progress().complete());
            }
            report.end();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            if (!lifetime.isOver()) output.printf("ready in %.1f s; Ctrl-C stops%n", seconds);
            if (isDemo && !lifetime.isOver()) {
                output.print(TextTable.aligned(
                        signInLinks(dashboard, RoomConfigs.of(settings).auth())));
                lifetime.awaitUntil(() -> {
                    demo.follow(Instant.now());
                    return false;
                });
            }
            lifetime.await();
        }
    }

    static String url(String host, int port) {
        String authority = host.contains(":") ? "[" + host + "]" : host; // an address of IPv6
        return "http://" + authority + ":" + port + "/";
    }

    private static List<List<String>> signInLinks(String dashboard, AuthConfig auth) {
        if (auth.jwtSecret().isEmpty()) return List.of();
        var mint = new TokenMint(auth, Clock.systemUTC());
        return Stream.of("administrator", DemoData.USER)
                .map(user -> new Caller(Optional.of(user), Set.of(), !user.equals(DemoData.USER)))
                .map(caller -> List.of(
                        "  " + caller.user().orElse(""), dashboard + "#sign-in/" + mint.mint(caller, DEMO_TOKEN)))
                .toList();
    }

    private static List<List<String>> facts(Standalone house, String dashboard, Settings settings) {
        String ingest = url(settings.text(Setting.INGEST_HOST), house.ingest().port());
        return List.of(
                List.of("footfall", ProgramVersion.text()),
                List.of("  dashboard", dashboard),
                List.of("  API", dashboard + "trending"),
                List.of("  ingest", ingest + "v1/events"),
                List.of("  Kafka", house.broker().bootstrapServers()),
                List.of("  rules", house.rules()),
                List.of("  data", house.data().root().toString()));
    }

    @Command(
            name = "serve",
            description = "Count the events of a Kafka cluster, and serve the API.",
            footer = "  footfall serve --bootstrap-servers kafka-1:9092 --data-dir /var/lib/footfall")
    static void serve(
            @Mixin KafkaOptions options,
            @Option(names = "--port", paramLabel = "PORT", description = "The port of the query API (default: 28080).")
                    @Nullable
                    String port,
            @Mixin Output output) {
        Settings settings = options.settings(Setting.QUERY_PORT, port);
        try (var lifetime = new Lifetime();
                var report = new StartReport(output.errors(), lifetime)) {
            RoomConfigs configs = RoomConfigs.of(settings).checkedToServe();
            var unused = ConfiguredExtras.ofQuery(settings); // a mistake in a setting is found before Kafka is awaited
            report.awaits(() -> Awaited.of("Kafka at " + RoomConfigs.bootstrapServers(settings)));
            lifetime.interruptibly(configs::checked);
            serve(settings, lifetime, report, output);
        }
    }

    private static void serve(Settings settings, Lifetime lifetime, StartReport report, Output output) {
        try (var node = ServeNode.start(settings, ConfiguredExtras.ofQuery(settings), report)) {
            output.printf(
                    "API at %s, counting %s by %s%n%s%n",
                    url(settings.text(Setting.QUERY_HOST), node.query().port()),
                    RoomConfigs.bootstrapServers(settings),
                    node.rules(),
                    node.address()
                            .map(address -> "peers at " + address + ", " + PeerProtocol.VERSION)
                            .orElse("no peers: peers.secret is not set"));
            lifetime.awaitUntil(() -> node.aggregator().state().readiness().ready());
            report.end();
            Readiness readiness = node.readiness();
            if (!readiness.ready() && !lifetime.isOver()) output.print("not ready: " + readiness.detail() + "\n");
            lifetime.awaitUntil(() -> node.readiness().ready());
            if (!lifetime.isOver()) output.print("ready; Ctrl-C stops\n");
            lifetime.await();
        }
    }

    @Command(
            name = "ingest",
            description = "Accept events over HTTP and write them to a Kafka cluster.",
            footerHeading = "%nExample:%n",
            footer = {
                "  FOOTFALL_INGEST_VISITOR_SECRET=... FOOTFALL_INGEST_API_KEYS=... \\",
                "      footfall ingest --bootstrap-servers kafka-1:9092 --set ingest.host=0.0.0.0"
            })
    static void ingest(
            @Mixin KafkaOptions options,
            @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on (default: " + "28081).")
                    @Nullable
                    String port,
            @Mixin Output output) {
        Settings settings = options.settings(Setting.INGEST_PORT, port);
        try (var lifetime = new Lifetime();
                var node = IngestNode.start(settings, ConfiguredExtras.ofIngest(settings))) {
            output.printf(
                    "ready at %sv1/events, writing to %s; Ctrl-C stops%n",
                    url(settings.text(Setting.INGEST_HOST), node.ingest().port()),
                    RoomConfigs.bootstrapServers(settings));
            lifetime.await();
        }
    }

    @Command(
            name = "rebuild",
            description = {
                "Discard the counted state and count the log again with the configured rules.",
                "Stop 'footfall run' first, or every 'footfall serve' when --bootstrap-servers names their Kafka."
            },
            footer = {
                "  footfall rebuild --data-dir /var/lib/footfall --set session.retention=P60D",
                "  footfall rebuild --bootstrap-servers kafka-1:9092"
            })
    static int rebuild(
            @Mixin KafkaOptions options,
            @Option(
                            names = "--accept-loss",
                            description =
                                    "Count what is left, even if the log's first records were deleted without a seal.")
                    boolean acceptsLoss,
            @Mixin Output output) {
        Settings settings = options.settings();
        ProgressBar bar = output.bar("events");
        try (var lifetime = new Lifetime();
                var report = new StartReport(output.errors(), lifetime);
                var rebuild = Rebuild.start(settings, acceptsLoss, report)) {
            report.end();
            lifetime.awaitUntil(() -> isComplete(rebuild.aggregator().progress(), bar));
            bar.erase();
            if (lifetime.isOver()) lifetime.await();
            CountingProgress progress = rebuild.aggregator().progress();
            if (!progress.complete()) return 1;
            output.printf("counted %,d events again in %.1f s%n", progress.total(), bar.seconds());
            return 0;
        }
    }

    private static boolean isComplete(CountingProgress progress, ProgressBar bar) {
        bar.show(progress.counted(), progress.total(), progress.counted());
        return progress.complete();
    }

    @Command(
            name = "topics",
            description = "Create the topics on a Kafka cluster, and check those that exist.",
            footer = {
                "  footfall topics --bootstrap-servers kafka-1:9092,kafka-2:9092",
                "  footfall topics --set topics.partitions=64 --set topics.replication-factor=3",
                "  footfall topics --acls serve --principal User:footfall --bootstrap-servers kafka-1:9092"
            })
    static void topics(
            @Mixin KafkaOptions options,
            @Option(
                            names = "--force",
                            description =
                                    "Make the brokers force facts and decisions to disk before they acknowledge them.")
                    boolean isForced,
            @Mixin AclsOptions acls,
            @Mixin Output output) {
        Settings settings = options.settings();
        Optional<String> commands = acls.commands(settings);
        if (commands.isPresent()) output.print(commands.get());
        else ensureTopics(RoomConfigs.of(settings), isForced, output);
    }

    private static void ensureTopics(RoomConfigs configs, boolean isForced, Output output) {
        TopicAdmin admin = configs.topics();
        CheckedTopics found = admin.ensure(configs.topicPartitions(), configs.replicationFactor());
        if (configs.publishesRows())
            admin.ensure(TopicSpec.DAILY_ROWS, found.log().number(), configs.replicationFactor());
        if (isForced) admin.forceFacts();
        output.print(TextTable.of(List.of("topic", "partitions", "replicas", ""), found.topics(), NodeCommands::row));
    }

    private static List<String> row(EnsuredTopic topic) {
        return List.of(
                topic.topic(),
                Integer.toString(topic.partitions()),
                Integer.toString(topic.replicas()),
                topic.isCreated() ? "created" : "exists, as required");
    }
}
