package dev.footfall.standalone.cli;

import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.Lifetime;
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

/** {@code footfall ingest}. */
@Command(
        name = "ingest",
        description = "Take events by HTTP and write them to a Kafka cluster.",
        footerHeading = "%nExample:%n",
        footer = {
            "  FOOTFALL_INGEST_VISITOR_SECRET=... FOOTFALL_INGEST_API_KEYS=... \\",
            "      footfall ingest --bootstrap-servers kafka-1:9092 --set ingest.host=0.0.0.0"
        })
final class IngestCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    KafkaOption kafka = new KafkaOption(options);

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
                    + node.ingest().port() + "/v1/events, writing to " + settings.text(Setting.KAFKA_BOOTSTRAP_SERVERS)
                    + "; Ctrl-C stops");
            out.flush();
            lifetime.await();
        }
        return 0;
    }
}
