package dev.footfall.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The command {@code bench} of the product's jar, which does not hold the benchmarks. */
@Command(
        name = "bench",
        description = {
            "Measure this program, beside a reference in the same run, on generated events.",
            "The benchmarks are no part of this jar: they have one of their own, which the launcher of a checkout builds"
                    + " and runs."
        },
        footerHeading = "%nExamples:%n",
        footer = "  ./footfall bench replay --events 5M")
final class AbsentBench implements Callable<Integer> {
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        arguments.addAll(0, List.of("./footfall", "bench"));
        throw new IllegalStateException(
                "bench has a jar of its own: in a checkout, '" + String.join(" ", arguments) + "' builds and runs it");
    }
}
