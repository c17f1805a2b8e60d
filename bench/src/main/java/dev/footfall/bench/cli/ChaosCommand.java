package dev.footfall.bench.cli;

import dev.footfall.bench.chaos.ChaosOptions;
import dev.footfall.bench.chaos.ChaosRun;
import dev.footfall.bench.chaos.SingleOptions;
import dev.footfall.bench.chaos.SingleRun;
import dev.footfall.bench.cluster.ClusterSize;
import dev.footfall.standalone.cli.Output;
import dev.footfall.standalone.cli.SettingsOptions;
import dev.footfall.standalone.cli.UsageError;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
            "In a cluster, a state by other rules is promoted and demoted meanwhile.",
            "Starts three Kafka nodes, ingests and serving nodes on loopback, with small heaps; with --single, one"
                    + " footfall run. The result is a line of JSON. The exit code is not 0 when an answer or a row was"
                    + " wrong, or a start never ready."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall bench chaos --minutes 30 --seed 7",
            "  footfall bench chaos --power --minutes 30 --seed 7",
            "  footfall bench chaos --single --kills 20 --seed 101",
            "  footfall bench chaos --single --power --kills 4 --seed 101",
        })
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
            names = "--cuts",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Processes per minute that are cut off from the network or get a wrong clock, for 5 to 40 s; else"
                            + " ${DEFAULT-VALUE}. Needs root, iptables, setpriv and, for clocks, libfaketime.")
    private double cuts;

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

    @Option(names = "--single", description = "Disturb one footfall run instead of a cluster.")
    private boolean single;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "With --single: end after so many kills, with no other faults, and not with the time.")
    private @Nullable Integer kills;

    @Option(
            names = "--power",
            description = "Give each process an ext4 image as its disk, whose losses of power take what no fsync wrote;"
                    + " with --single, each of --kills is one. Needs root.")
    private boolean power;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "With --single: run the jar of another version, to compare it with this one.")
    private @Nullable Path jar;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where its files are while it runs; else the system's directory for temporary ones.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        if (!single && (kills != null || jar != null)) throw new UsageError("--kills and --jar need --single");
        if (single && power && kills == null) throw new UsageError("--power needs --kills: each is a loss of power");
        if (rolling && power) throw new UsageError("--power does not go with --rolling: nothing is killed");
        if (cuts > 0 && (single || rolling)) throw new UsageError("--cuts goes with neither --single nor --rolling");
        if (single && rolling) throw new UsageError("--rolling is for a cluster: it does not go with --single");
        PrintWriter out = Output.of(spec);
        PrintWriter err = Output.errorsOf(spec);
        ChaosOptions asked = asked(err);
        Consumer<String> lines = line -> {
            out.println(line);
            out.flush();
        };
        boolean isRight = single
                ? SingleRun.run(
                        UsageError.unless(() -> new SingleOptions(asked, numberOfKills(), Optional.ofNullable(jar))),
                        lines)
                : ChaosRun.run(asked, lines);
        if (!isRight) err.println("footfall: it failed: see wrong_answers, wrong_rows, lost_events, lost_facts, stuck");
        err.flush();
        return isRight ? 0 : 1;
    }

    private OptionalInt numberOfKills() {
        return kills == null ? OptionalInt.empty() : OptionalInt.of(kills);
    }

    private ChaosOptions asked(PrintWriter err) {
        ChaosOptions.Disturbed disturbed = rolling
                ? new ChaosOptions.Disturbed.Rolling()
                : new ChaosOptions.Disturbed.AtRandom(faults, cuts, power);
        Duration length =
                kills == null ? Duration.ofSeconds(Math.round(60 * minutes)) : SingleOptions.lengthOf(kills, power);
        Settings settings = options.settings();
        return UsageError.unless(() -> new ChaosOptions(
                length,
                seed,
                new ChaosOptions.Pace(rate, questions, disturbed),
                new ClusterSize(nodes, ingests),
                Optional.ofNullable(directory),
                settings,
                note -> {
                    err.println("chaos: " + note);
                    err.flush();
                }));
    }
}
