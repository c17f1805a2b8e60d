package dev.footfall.standalone.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall demote}: the state of before answers again. */
@Command(
        name = "demote",
        description = {
            "Take a promotion back: the state that answered before does again, and that is published, too; for administrators."
        },
        footerHeading = "%nExample:%n",
        footer = "  footfall demote robots --reason 'the list of crawlers had an error'")
final class DemoteCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions decision = new DecisionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Output.of(spec);
        out.print(decision.decided("demote"));
        out.flush();
        return 0;
    }
}
