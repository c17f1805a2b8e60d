package dev.footfall.standalone.cli;

import dev.footfall.events.Topics;
import dev.footfall.operations.exports.DailyRowsExport;
import dev.footfall.operations.exports.EventExport;
import dev.footfall.operations.exports.Selection;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.RoomConfigs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Write tables for analysts: the days of repositories, or the events of the log.",
        subcommands = {ExportsCommand.Rows.class, ExportsCommand.Events.class},
        synopsisSubcommandLabel = "rows|events",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall export rows --from 2026-01-01 --out rows.csv.zst",
            "  footfall export events --partition-by month --out events",
        })
final class ExportsCommand {

    @Command(
            name = "rows",
            description = "Write the days of all repositories that the token may see; else up to yesterday.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  footfall export rows --from 2026-01-01 --to 2026-12-31 --out 2026.csv.zst",
                "  footfall export rows --from 2026-01-01 --fields merged,classes --partition-by month --out rows",
            })
    static final class Rows implements Callable<Integer> {
        @Mixin
        private EndpointOptions endpoint = new EndpointOptions();

        @Mixin
        private TableOptions table = new TableOptions();

        @Option(
                names = "--fields",
                paramLabel = "NAME,...",
                description = "Extra columns of /v1/daily, such as merged,classes.")
        private String fields = "";

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Selection selection = table.selection();
            if (selection.from().isEmpty()) throw new UsageError("from which day on? --from YYYY-MM-DD");
            ApiClient client = endpoint.client();
            var wanted = new DailyRowsExport.Wanted(
                    endpoint.address(),
                    selection,
                    LocalDate.now(ZoneOffset.UTC).minusDays(1),
                    URLEncoder.encode(fields, StandardCharsets.UTF_8));
            var export = new DailyRowsExport(new Asked(client), wanted, table.form());
            var bar = new ProgressBar(Output.errorsOf(spec), "rows");
            long rows = table.write(export::into, directory -> export.into(directory, bar::show));
            bar.erase();
            table.report(rows);
            return 0;
        }

        private record Asked(ApiClient client) implements DailyRowsExport.Source {
            @Override
            public String rules() {
                return client.get("/ready", "readiness").path("rules").asText();
            }

            @Override
            public void copy(String path, OutputStream out) throws IOException {
                client.copy(path, "/api/v1/daily", out);
            }
        }
    }

    @Command(
            name = "events",
            description = {
                "Write the events of the log up to its present end, with their partitions and offsets.",
                "For operators: the events include private repositories and names of users."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  footfall export events --format ndjson --partition-by month --out events",
                "  footfall export events --repo model/myorg/mymodel --from 2026-11-01 --out mymodel.csv.zst",
            })
    static final class Events implements Callable<Integer> {
        @Mixin
        private SettingsOptions.WithKafka options = new SettingsOptions.WithKafka();

        @Mixin
        private TableOptions table = new TableOptions();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Selection selection = table.selection();
            RoomConfigs configs = RoomConfigs.of(options.settings());
            new TopicAdmin(configs.kafka()).require(OptionalInt.empty());
            var bar = new ProgressBar(Output.errorsOf(spec), "events");
            var wanted = new EventExport.Wanted(Topics.STANDARD, selection, table.form());
            var export = new EventExport(configs.kafka(), wanted, bar::show);
            long rows = table.write(export::into, export::into);
            bar.erase();
            table.report(rows);
            return 0;
        }
    }
}
