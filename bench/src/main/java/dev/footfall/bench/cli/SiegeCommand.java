package dev.footfall.bench.cli;

import dev.footfall.bench.siege.Siege;
import dev.footfall.bench.siege.SiegeOptions;
import dev.footfall.standalone.cli.Output;
import dev.footfall.standalone.cli.SettingsOptions;
import dev.footfall.standalone.cli.UsageError;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code footfall bench siege}. */
@Command(
        name = "siege",
        description = {
            "Attack a footfall run with slow, greedy and malformed requests, beside honest callers.",
            "How long the honest ones wait, and what they are answered, is held to bounds. The result is a line of JSON."
                    + " The exit code is not 0 when a figure is beyond its bound."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall bench siege --minutes 10 --seed 7",
            "  footfall bench siege --requests 100k --seed 7",
        })
final class SiegeCommand implements Callable<Integer> {
    private static final double STANDARD_MINUTES = 10;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "N", description = "How long; else 10.")
    private @Nullable Double minutes;

    @Option(
            names = "--requests",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Malformed and mutated requests alone, so many of them, and no other attack.")
    private @Nullable Long requests;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of attacks, requests, events and questions; else ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where its files are while it runs; else the system's directory for temporary ones.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        if (minutes != null && requests != null) throw new UsageError("--minutes does not go with --requests");
        PrintWriter out = Output.of(spec);
        PrintWriter err = Output.errorsOf(spec);
        boolean isRight = Siege.run(asked(err), line -> {
            out.println(line);
            out.flush();
        });
        if (!isRight) err.println("footfall: somebody was held up, or answered wrong: see the notes above");
        err.flush();
        return isRight ? 0 : 1;
    }

    private SiegeOptions asked(PrintWriter err) {
        Settings settings = options.settings();
        return UsageError.unless(
                () -> new SiegeOptions(extent(), seed, Optional.ofNullable(directory), settings, note -> {
                    err.println("siege: " + note);
                    err.flush();
                }));
    }

    private SiegeOptions.Extent extent() {
        if (requests != null) return new SiegeOptions.Extent.Requests(requests);
        double length = minutes == null ? STANDARD_MINUTES : minutes;
        return new SiegeOptions.Extent.Time(Duration.ofSeconds(Math.round(60 * length)));
    }
}
