package dev.footfall.bench.cli;

import dev.footfall.bench.BenchOptions;
import dev.footfall.bench.Load;
import dev.footfall.bench.RankingsBench;
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
import picocli.CommandLine.Spec;

/** {@code footfall bench trending}. */
@Command(
        name = "trending",
        description = {
            "Measure 'trending' over many repositories while downloads arrive; beside a constant answer.",
            "The result is a line of JSON. The exit code is not 0 when a place of a ranking was wrong."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall bench trending --repositories 1M --days 90 --changes 50K",
            "  footfall bench trending --repositories 100k --rounds 1"
        })
final class RankingsCommand implements Callable<Integer> {
    private static final int MAX_DAYS = 90;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--repositories",
            paramLabel = "N",
            converter = QuantityConverter.class,
            defaultValue = "1M",
            description = "How many repositories; else ${DEFAULT-VALUE}.")
    private long repositories;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "On how many days each has downloads, up to today; else ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--changes",
            paramLabel = "N",
            converter = QuantityConverter.class,
            defaultValue = "50k",
            description = "How many downloads arrive in a second, each of another repository; else ${DEFAULT-VALUE}.")
    private long changes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each figure is measured; else ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the random numbers; else ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where its files are while it runs; else the system's directory for temporary ones.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        if (days < 1 || days > MAX_DAYS) throw new UsageError("--days is " + days + ": allowed is 1 to " + MAX_DAYS);
        PrintWriter out = Output.of(spec);
        PrintWriter err = Output.errorsOf(spec);
        int number = QuantityConverter.whole("--repositories", repositories);
        var shape = new BenchOptions.Shape(number, 1, days, seed, Load.Manner.SWEEP);
        BenchOptions asked = UsageError.unless(() -> new BenchOptions(
                List.of(), shape, List.of(), rounds, Optional.ofNullable(directory), options.settings(), note -> {
                    err.println("trending: " + note);
                    err.flush();
                }));
        boolean isRight = RankingsBench.run(asked, changes, line -> {
            out.println(line);
            out.flush();
        });
        if (!isRight) err.println("footfall: places of rankings were wrong: see wrong_rows");
        err.flush();
        return isRight ? 0 : 1;
    }
}
