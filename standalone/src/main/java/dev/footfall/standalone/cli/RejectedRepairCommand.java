package dev.footfall.standalone.cli;

import dev.footfall.standalone.RoomConfigs;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall rejected repair}. */
@Command(
        name = "repair",
        description = "Try a repair: show what would become of the rejected records of the log. Nothing is written.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall rejected repair --field status '.status |= tonumber'",
            "  footfall rejected repair --field time '.time //= $log_time | .id //= $place'",
            "  footfall rejected repair --field key"
        })
final class RejectedRepairCommand implements Callable<Integer> {
    @Mixin
    private RepairOptions options = new RepairOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RoomConfigs configs = options.configs();
        PrintWriter out = Output.of(spec);
        out.print(RepairText.of(options.run(configs, configs.secret(), event -> {})));
        out.flush();
        return 0;
    }
}
