package dev.footfall.standalone.cli;

import dev.footfall.events.Topics;
import dev.footfall.operations.exports.EventExport;
import dev.footfall.operations.exports.Selection;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.RoomConfigs;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall export events}. */
@Command(
        name = "events",
        description = {
            "Write the events of the log, up to where it ends now, with their places in it: what all numbers are made of.",
            "For operators: private repositories and the names of users are among them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall export events --format ndjson --partition-by month --out events",
            "  footfall export events --repo model/myorg/mymodel --from 2026-11-01 --out mymodel.csv.zst",
        })
final class ExportEventsCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    KafkaOption kafka = new KafkaOption(options);

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
