package dev.footfall.standalone.cli;

import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.demo.DemoData;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

final class NodeCommands {
    private NodeCommands() {}

    @Command(
            name = "run",
            description = "Run everything in this process: Kafka, ingest, the counting, the API and the dashboard.")
    static final class Run implements Callable<Integer> {
        static final List<String> EXAMPLES = List.of(
                "  footfall run --demo",
                "  footfall run --data-dir /var/lib/footfall --port 8080",
                "  footfall run --set session.gap=PT1H --set kafka.port=9092");

        @Mixin
        private SettingsOptions options = new SettingsOptions();

        @Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--demo", description = "Add 30 days of generated downloads, up to now.")
        private boolean isDemo;

        @Option(names = "--data-dir", paramLabel = "DIR", description = "Where everything is kept; else ./data.")
        void dataDirectory(@Nullable String directory) {
            options.name(Setting.DATA_DIR, directory);
        }

        @Option(names = "--port", paramLabel = "PORT", description = "The port of the query API; else 28080.")
        void port(@Nullable String port) {
            options.name(Setting.QUERY_PORT, port);
        }

        @Override
        public Integer call() {
            long startNanos = System.nanoTime();
            Settings settings = options.settings();
            PrintWriter out = Output.of(spec);
            try (var lifetime = new Lifetime();
                    var report = new StartReport(Output.errorsOf(spec), lifetime::fail);
                    var house = new Standalone(settings, report)) {
                show(house, settings, out);
                lifetime.awaitUntil(() -> house.aggregator().state().readiness().ready());
                if (isDemo) addDemo(house, lifetime, out);
                report.end();
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                if (!lifetime.isOver()) out.printf(Locale.ROOT, "ready in %.1f s; Ctrl-C stops%n", seconds);
                out.flush();
                lifetime.await();
            }
            return 0;
        }

        private static void addDemo(Standalone house, Lifetime lifetime, PrintWriter out) {
            if (lifetime.isOver()) return;
            var demo = new DemoData(house.publisher(), house.data().root().resolve("demo-until"));
            long events = demo.publish(Instant.now());
            out.printf(Locale.ROOT, "  %-10s %,d generated events added, now being counted%n", "demo", events);
            out.flush();
            BooleanSupplier isCounted = () -> house.aggregator().progress().complete();
            lifetime.awaitUntil(isCounted);
        }

        private static void show(Standalone house, Settings settings, PrintWriter out) {
            String query = "http://" + settings.text(Setting.QUERY_HOST) + ":"
                    + house.query().port();
            String ingest = "http://" + settings.text(Setting.INGEST_HOST) + ":"
                    + house.ingest().port();
            out.print(TextTable.aligned(List.of(
                    List.of("footfall", Main.version()),
                    List.of("  dashboard", query + "/"),
                    List.of("  API", query + "/trending"),
                    List.of("  ingest", ingest + "/v1/events"),
                    List.of("  Kafka", house.broker().bootstrapServers()),
                    List.of("  rules", house.rules()),
                    List.of("  data", house.data().root().toString()))));
            out.flush();
        }
    }

    @Command(
            name = "serve",
            description = "Count the events of a Kafka cluster, and serve the API.",
            footerHeading = "%nExample:%n",
            footer = "  footfall serve --bootstrap-servers kafka-1:9092 --data-dir /var/lib/footfall")
    static final class Serve implements Callable<Integer> {
        @Mixin
        private SettingsOptions.WithKafka options = new SettingsOptions.WithKafka();

        @Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the state is kept; else ./data.")
        void dataDirectory(@Nullable String directory) {
            options.name(Setting.DATA_DIR, directory);
        }

        @Option(names = "--port", paramLabel = "PORT", description = "The port of the query API; else 28080.")
        void port(@Nullable String port) {
            options.name(Setting.QUERY_PORT, port);
        }

        @Override
        public Integer call() {
            Settings settings = options.settings();
            PrintWriter out = Output.of(spec);
            try (var lifetime = new Lifetime();
                    var report = new StartReport(Output.errorsOf(spec), lifetime::fail);
                    var node = new ServeNode(settings, report)) {
                out.println("API at http://" + settings.text(Setting.QUERY_HOST) + ":"
                        + node.query().port() + "/, counting " + settings.text(Setting.KAFKA_BOOTSTRAP_SERVERS)
                        + " by " + node.rules());
                out.println(node.address()
                        .map(address -> "peers at " + address)
                        .orElse("no peers: peers.secret is not set"));
                out.flush();
                lifetime.awaitUntil(() -> node.aggregator().state().readiness().ready());
                report.end();
                if (!lifetime.isOver()) out.println("ready; Ctrl-C stops");
                out.flush();
                lifetime.await();
            }
            return 0;
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
    static final class Ingest implements Callable<Integer> {
        @Mixin
        private SettingsOptions.WithKafka options = new SettingsOptions.WithKafka();

        @Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the visitor secret is; else ./data.")
        void dataDirectory(@Nullable String directory) {
            options.name(Setting.DATA_DIR, directory);
        }

        @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on; else 28081.")
        void port(@Nullable String port) {
            options.name(Setting.INGEST_PORT, port);
        }

        @Override
        public Integer call() {
            Settings settings = options.settings();
            PrintWriter out = Output.of(spec);
            try (var lifetime = new Lifetime();
                    var node = new IngestNode(settings)) {
                out.println("ready at http://" + settings.text(Setting.INGEST_HOST) + ":"
                        + node.ingest().port() + "/v1/events, writing to "
                        + settings.text(Setting.KAFKA_BOOTSTRAP_SERVERS)
                        + "; Ctrl-C stops");
                out.flush();
                lifetime.await();
            }
            return 0;
        }
    }
}
