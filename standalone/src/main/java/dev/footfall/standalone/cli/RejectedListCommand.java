package dev.footfall.standalone.cli;

import dev.footfall.operations.rejected.RejectedGroups;
import dev.footfall.operations.rejected.RejectedLog;
import dev.footfall.operations.rejected.RejectedRecord;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall rejected list}. */
@Command(
        name = "list",
        description = "List the rejected records of the last 30 days by what is wrong with them.",
        footerHeading = "%nExamples:%n",
        footer = {"  footfall rejected list", "  footfall rejected list --from 'log of files-1'"})
final class RejectedListCommand implements Callable<Integer> {
    @Mixin
    private RejectedOptions options = new RejectedOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var groups = new RejectedGroups();
        try (RejectedLog log = options.open(options.configs())) {
            log.forEach(record -> {
                if (options.has(record)) groups.add(record);
            });
        }
        PrintWriter out = Output.of(spec);
        out.print(groups.all().isEmpty() ? "no rejected records\n" : table(groups));
        out.flush();
        return 0;
    }

    private static String table(RejectedGroups groups) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("records", "field", "error", "from", "last", "for example"));
        for (RejectedGroups.Group group : groups.all()) {
            RejectedRecord sample = group.sample();
            rows.add(List.of(
                    TextTable.number(group.records()),
                    sample.event().field(),
                    sample.event().error(),
                    sample.from(),
                    group.last().truncatedTo(ChronoUnit.SECONDS).toString(),
                    sample.place().toString()));
        }
        String others = groups.others() == 0 ? "" : TextTable.number(groups.others()) + " more are of other kinds\n";
        return TextTable.aligned(rows) + others;
    }
}
