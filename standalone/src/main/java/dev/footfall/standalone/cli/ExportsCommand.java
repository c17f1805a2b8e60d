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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Write tables for analysts: the days of repositories, or the events of the log.",
        synopsisSubcommandLabel = "rows|events",
        footer = {
            "  footfall export rows --from 2026-01-01 --out rows.csv.zst",
            "  footfall export events --partition-by month --out events",
        })
final class ExportsCommand {

    @Command(
            name = "rows",
            description = "Write the days of all repositories that the token may see; else up to yesterday.",
            footer = {
                "  footfall export rows --from 2026-01-01 --to 2026-12-31 --out 2026.csv.zst",
                "  footfall export rows --from 2026-01-01 --fields merged,classes --partition-by month --out rows",
            })
    void rows(
            @Mixin EndpointOptions endpoint,
            @Mixin TableOptions table,
            @Option(
                            names = "--fields",
                            paramLabel = "NAME,...",
                            defaultValue = "",
                            description = "Extra columns of /v1/daily, such as merged,classes.")
                    String fields,
            @Mixin Output output)
            throws IOException {
        Selection selection = table.selection();
        if (selection.from().isEmpty()) throw new UsageError("from which day on? --from YYYY-MM-DD");
        var wanted = new DailyRowsExport.Options(
                endpoint.address(),
                selection,
                LocalDate.now(ZoneOffset.UTC).minusDays(1),
                URLEncoder.encode(fields, StandardCharsets.UTF_8));
        var export = new DailyRowsExport(new ApiSource(endpoint.client()), wanted, table.form());
        ProgressBar bar = output.bar("rows");
        table.write(bar, export::into, directory -> export.into(directory, bar::show));
    }

    @Command(
            name = "events",
            description = {
                "Write the events of the log up to its present end, with their partitions and offsets.",
                "For operators: the events include private repositories and names of users."
            },
            footer = {
                "  footfall export events --format ndjson --partition-by month --out events",
                "  footfall export events --repo model/myorg/mymodel --from 2026-11-01 --out mymodel.csv.zst",
            })
    void events(@Mixin SettingsOptions.WithKafka options, @Mixin TableOptions table, @Mixin Output output)
            throws IOException {
        Selection selection = table.selection();
        RoomConfigs configs = RoomConfigs.of(options.settings());
        new TopicAdmin(configs.kafka()).require(OptionalInt.empty());
        ProgressBar bar = output.bar("events");
        var wanted = new EventExport.Options(Topics.STANDARD, selection, table.form());
        var export = new EventExport(configs.kafka(), wanted, bar::show);
        table.write(bar, export::into, export::into);
    }

    private record ApiSource(ApiClient client) implements DailyRowsExport.Source {
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
