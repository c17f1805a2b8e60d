package dev.footfall.bench.cli;

import dev.footfall.bench.BenchOptions;
import dev.footfall.bench.Load;
import dev.footfall.bench.SampledWork;
import dev.footfall.standalone.cli.Output;
import dev.footfall.standalone.cli.SettingsOptions;
import dev.footfall.standalone.cli.UsageError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code footfall bench flamegraph}. */
@Command(
        name = "flamegraph",
        description = {
            "Draw where the processor time goes: an SVG of the stacks of a process that does the work, from its start to its"
                    + " end, compiler, collector and native code included.",
            "Linux and macOS."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  footfall bench flamegraph replay --events 2M --output docs/images/replay.svg"})
final class FlamegraphCommand implements Callable<Integer> {
    private static final int REPOSITORIES = 100_000;
    private static final int VISITORS = 1_000_000;
    private static final int DAYS = 30;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "WORK", description = "What is done: ${COMPLETION-CANDIDATES}.")
    private SampledWork work = SampledWork.REPLAY;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = QuantityConverter.class,
            defaultValue = "2M",
            description = "How many events; else ${DEFAULT-VALUE}.")
    private long events;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The picture.")
    private Path output = Path.of("");

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where its files are while it runs; else the system's directory for temporary ones.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        PrintWriter err = Output.errorsOf(spec);
        var shape = new BenchOptions.Shape(REPOSITORIES, VISITORS, DAYS, 1, Load.Manner.VISITS);
        BenchOptions asked = UsageError.unless(() -> new BenchOptions(
                List.of(events), shape, List.of(), 1, Optional.ofNullable(directory), options.settings(), note -> {
                    err.println("flamegraph: " + note);
                    err.flush();
                }));
        work.draw(asked, output);
        return 0;
    }
}
