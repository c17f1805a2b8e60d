package dev.footfall.standalone.cli;

import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code footfall serve}. */
@Command(
        name = "serve",
        description = "Count the events of a Kafka cluster, and serve the API.",
        footerHeading = "%nExample:%n",
        footer = "  footfall serve --bootstrap-servers kafka-1:9092 --data-dir /var/lib/footfall")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    KafkaOption kafka = new KafkaOption(options);

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
            out.println(
                    node.address().map(address -> "peers at " + address).orElse("no peers: peers.secret is not set"));
            out.flush();
            Waiting.until(() -> node.aggregator().state().readiness().ready(), lifetime);
            report.end();
            if (!lifetime.isOver()) out.println("ready; Ctrl-C stops");
            out.flush();
            lifetime.await();
        }
        return 0;
    }
}
