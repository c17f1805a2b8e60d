package dev.footfall.bench.cli;

import dev.footfall.bench.scale.ClusterBench;
import dev.footfall.bench.scale.ClusterOptions;
import dev.footfall.standalone.cli.Output;
import dev.footfall.standalone.cli.SettingsOptions;
import dev.footfall.standalone.cli.UsageError;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code footfall bench cluster}. */
@Command(
        name = "cluster",
        description = {
            "Measure a cluster of several nodes, as processes on loopback.",
            "latency: answers of the node that counts a repository, of another one, and of one node that has everything."
                    + " scale: one node becomes three and then two, under load. failover: a node is killed, with a"
                    + " standby and without.",
            "Each part is a line of JSON. The exit code is not 0 when an answer or a row was wrong."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall bench cluster latency scale",
            "  footfall bench cluster failover --events 10600k --node-heap 1g"
        })
final class ClusterCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "PART",
            arity = "0..*",
            description = "What to measure: ${COMPLETION-CANDIDATES}; else all of it.")
    private List<ClusterBench> parts = new ArrayList<>();

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "How many events are counted before, as 5000000 or 5M; else what the part needs.")
    private @Nullable Long events;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often latencies are measured; else ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "Events per second while nodes come and go; else ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "60",
            description = "Questions per second meanwhile; else ${DEFAULT-VALUE}.")
    private int questions;

    @Option(
            names = "--node-heap",
            paramLabel = "SIZE",
            defaultValue = "384m",
            description = "The maximum heap of a node; else ${DEFAULT-VALUE}.")
    private String nodeHeap = "384m";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of events and questions; else ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where its files are while it runs; else the system's directory for temporary ones.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        PrintWriter out = Output.of(spec);
        PrintWriter err = Output.errorsOf(spec);
        Settings settings = options.settings();
        ClusterOptions asked = UsageError.unless(() -> new ClusterOptions(
                events == null ? OptionalLong.empty() : OptionalLong.of(events),
                new ClusterOptions.Pace(rounds, rate, questions),
                nodeHeap,
                seed,
                Optional.ofNullable(directory),
                settings,
                note -> {
                    err.println("cluster: " + note);
                    err.flush();
                }));
        boolean isRight = true;
        for (ClusterBench part : parts.isEmpty() ? List.of(ClusterBench.values()) : parts) {
            isRight &= part.run(asked, line -> {
                out.println(line);
                out.flush();
            });
        }
        if (!isRight) err.println("footfall: answers or rows were wrong: see wrong_answers, wrong_rows");
        err.flush();
        return isRight ? 0 : 1;
    }
}
