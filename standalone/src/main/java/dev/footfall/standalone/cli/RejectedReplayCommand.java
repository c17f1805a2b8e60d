package dev.footfall.standalone.cli;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.operations.rejected.Repair;
import dev.footfall.standalone.ConfiguredKeys;
import dev.footfall.standalone.RoomConfigs;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall rejected replay}. */
@Command(
        name = "replay",
        description = "Repair the rejected records of the log, and write the events. However often: each counts once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall rejected replay --field status '.status |= tonumber'",
            "  footfall rejected replay --field key"
        })
final class RejectedReplayCommand implements Callable<Integer> {
    @Mixin
    private RepairOptions options = new RepairOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RoomConfigs configs = options.configs();
        try (EventPublisher publisher = LogOptions.publisher(configs);
                VisitorKeys keys = ConfiguredKeys.open(configs, configs.secret())) {
            var writer = new Repair.EventWriter(publisher);
            Repair.Result result = options.run(configs, keys, writer::add);
            writer.flush();
            PrintWriter out = Output.of(spec);
            out.print(RepairText.of(result));
            out.println("written: " + TextTable.number(writer.written()));
            out.flush();
            return 0;
        }
    }
}
