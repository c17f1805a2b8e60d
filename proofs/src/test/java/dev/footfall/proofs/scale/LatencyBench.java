package dev.footfall.proofs.scale;

import dev.footfall.bench.BenchLine;
import dev.footfall.bench.Catalog;
import dev.footfall.bench.HttpRows;
import dev.footfall.bench.Load;
import dev.footfall.bench.LoadPublisher;
import dev.footfall.bench.Oracle;
import dev.footfall.bench.RowVerdict;
import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures latencies of three idle nodes: about a repository of the node that is asked and of another one, and about
 * all repositories; beside one node that has everything.
 */
final class LatencyBench {
    private static final long EVENTS = 200_000;
    private static final int NODES = 3;
    private static final int REPOSITORIES = 5_000;
    private static final int VISITORS = 20_000;

    private final ClusterOptions options;
    private final LoopbackCluster cluster;
    private final Load load;
    private final Catalog catalog;
    private RowVerdict verdict = RowVerdict.NOTHING;

    private LatencyBench(ClusterOptions options, LoopbackCluster cluster) {
        this.options = options;
        this.cluster = cluster;
        this.load = options.load(options.events().orElse(EVENTS), REPOSITORIES, VISITORS, Load.Manner.VISITS);
        this.catalog = options.catalog(load);
    }

    static boolean run(ClusterOptions options, Path directory, Consumer<BenchLine> lines) throws InterruptedException {
        try (var cluster = LoopbackCluster.start(directory, options.settings(), options.size(1, NODES, 0), false)) {
            return new LatencyBench(options, cluster).measure(lines);
        }
    }

    private boolean measure(Consumer<BenchLine> lines) throws InterruptedException {
        List<Member> members = cluster.members(Role.NODE);
        NodeView first = new NodeView(members.get(0));
        RoomConfigs configs = RoomConfigs.of(cluster.settings(members.get(0)));
        new LoadPublisher(load, catalog, options.notes()).publish(configs, 0, load.events());
        ClusterBench.awaitCounted(configs);
        Ownership three = ownership(members);
        three.awaitBalanced(() -> {});
        three.awaitFollowed(options.settings().number(Setting.AGGREGATOR_STANDBYS));
        BenchLine line = new BenchLine("cluster-latency", load).put("nodes", (long) NODES);
        LatencyRounds.of(three.nodes(), three.owners(catalog), catalog, options).putAll("three_nodes_", line);
        compare(first);

        options.notes().accept("one node alone");
        members.subList(1, NODES).forEach(Member::stop);
        Ownership one = ownership(members.subList(0, 1));
        one.awaitBalanced(() -> {});
        LatencyRounds.of(one.nodes(), one.owners(catalog), catalog, options).putAll("one_node_", line);
        compare(first);
        lines.accept(line.verdict(verdict));
        return verdict.wrong() == 0;
    }

    private Ownership ownership(List<Member> members) {
        return new Ownership(members.stream().map(NodeView::new).toList(), options.partitions());
    }

    private void compare(NodeView node) {
        var oracle = new Oracle(load, catalog, options.rules(), load.events());
        verdict =
                verdict.plus(HttpRows.compare(oracle, load, catalog, node.node().port()));
    }
}
