package dev.footfall.standalone.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall promote}: from now on, another state answers. */
@Command(
        name = "promote",
        description = {
            "Have all nodes answer from a state of 'footfall whatif', and publish why, and what that changes; for administrators.",
            "The state that answered before is counted on, and 'footfall demote' takes it back."
        },
        footerHeading = "%nExample:%n",
        footer = "  footfall promote robots --reason 'crawlers are not counted any more'")
final class PromoteCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions decision = new DecisionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Output.of(spec);
        out.print(decision.decided("promote"));
        out.flush();
        return 0;
    }
}
