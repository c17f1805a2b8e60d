package dev.footfall.standalone.cli;

import dev.footfall.standalone.chaos.ChaosOptions;
import dev.footfall.standalone.chaos.ChaosRun;
import dev.footfall.standalone.cluster.LoopbackCluster;
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

/** {@code footfall bench chaos}. */
@Command(
        name = "chaos",
        description = {
            "Kill and pause the processes of a cluster at random, under load, and check every answer.",
            "Starts three Kafka nodes, ingests and serving nodes on loopback, with small heaps. The result is a line of"
                    + " JSON. The exit code is not 0 when an answer or a row was wrong."
        },
        footerHeading = "%nExample:%n",
        footer = "  footfall bench chaos --minutes 30 --seed 7")
final class ChaosCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long; else ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of events, questions and faults; else ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "550",
            description = "Events per second; else ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "60",
            description = "Questions per second; else ${DEFAULT-VALUE}.")
    private int questions;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "3.5",
            description = "Kills and pauses per minute, three kills to one pause; else ${DEFAULT-VALUE}.")
    private double faults;

    @Option(
            names = "--rolling",
            description = "Restart nodes and ingests in order, one after another, instead of killing any.")
    private boolean rolling;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "Nodes that count and answer; else ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--ingests",
            paramLabel = "N",
            defaultValue = "2",
            description = "Nodes that take events; else ${DEFAULT-VALUE}.")
    private int ingests;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where its files are while it runs; else the system's directory for temporary ones.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        PrintWriter out = Output.of(spec);
        PrintWriter err = Output.errorsOf(spec);
        ChaosOptions.Disturbed disturbed =
                rolling ? new ChaosOptions.Disturbed.Rolling() : new ChaosOptions.Disturbed.AtRandom(faults);
        Settings settings = options.settings();
        ChaosOptions asked = UsageError.unless(() -> new ChaosOptions(
                Duration.ofSeconds(Math.round(60 * minutes)),
                seed,
                new ChaosOptions.Pace(rate, questions, disturbed),
                new LoopbackCluster.Size(nodes, ingests),
                Optional.ofNullable(directory),
                settings,
                note -> {
                    err.println("chaos: " + note);
                    err.flush();
                }));
        boolean isRight = ChaosRun.run(asked, line -> {
            out.println(line);
            out.flush();
        });
        if (!isRight) err.println("footfall: answers or rows were wrong: see wrong_answers, wrong_rows");
        err.flush();
        return isRight ? 0 : 1;
    }
}
