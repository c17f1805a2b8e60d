package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.cli.ListingOptions.TextOrJson;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cluster",
        description = {
            "Show the nodes, and the partitions, states and sources that they count; for administrators.",
            "With --prometheus, write the nodes to a file from which Prometheus takes its targets (file_sd)."
        },
        footer = {
            "  footfall cluster",
            "  footfall cluster --format json",
            "  footfall cluster --prometheus /etc/prometheus/footfall-nodes.json"
        })
final class ClusterCommand implements Runnable {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "The output format: ${COMPLETION-CANDIDATES} (default: text).")
    private TextOrJson format = TextOrJson.text;

    @Option(
            names = "--prometheus",
            paramLabel = "FILE",
            description = "Add the nodes to the targets in this file, instead of showing them.")
    private @Nullable Path targets;

    @Option(
            names = "--prune",
            description =
                    "Remove targets that are no node now (default: a node that is gone stays, so that its alert does).")
    private boolean isPruning;

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        if (isPruning && targets == null) throw new UsageError("--prune needs --prometheus FILE");
        JsonNode cluster = endpoint.administrator().get("/v1/cluster", "view of the cluster", "nodes");
        if (targets != null) write(new PrometheusTargets(targets), cluster);
        else if (format == TextOrJson.json) output.print(cluster.toPrettyString() + "\n");
        else output.print(ClusterScreen.of(cluster));
    }

    private void write(PrometheusTargets file, JsonNode cluster) {
        int number = file.write(cluster.path("nodes"), isPruning);
        output.print((number == 1 ? "one target" : number + " targets") + " in " + file.file() + "\n");
        for (JsonNode node : cluster.path("nodes")) {
            if (!node.path("reachable").asBoolean())
                output.warn(node.path("node").asText() + " told no address of its API: "
                        + node.path("detail").asText());
        }
    }
}
