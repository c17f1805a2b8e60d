package dev.footfall.proofs.scale;

import dev.footfall.bench.BenchLine;
import dev.footfall.bench.Catalog;
import dev.footfall.bench.Figures;
import dev.footfall.bench.HttpConnection;
import dev.footfall.bench.HttpRows;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Latencies of each kind of question, asked by turns on one connection to each node. Used by one thread. */
final class LatencyRounds {
    private static final int TURNS = 1_000;
    private static final String TRENDING = "/trending?repo_type=model&days=7&limit=20";

    private final List<NodeView> nodes;
    private final List<NodeView> owners;
    private final Catalog catalog;
    private final SplittableRandom random;
    private final Map<NodeView, HttpConnection> connections = new HashMap<>();
    private final Map<String, Figures> p50 = new LinkedHashMap<>();
    private final Map<String, Figures> p99 = new LinkedHashMap<>();

    private LatencyRounds(List<NodeView> nodes, List<NodeView> owners, Catalog catalog, long seed) {
        this.nodes = nodes;
        this.owners = owners;
        this.catalog = catalog;
        this.random = new SplittableRandom(seed);
    }

    /** Measures this many rounds, after one that warms the nodes up. */
    static LatencyRounds of(List<NodeView> nodes, List<NodeView> owners, Catalog catalog, ClusterOptions options) {
        var rounds = new LatencyRounds(nodes, owners, catalog, options.seed());
        try {
            for (NodeView node : nodes)
                rounds.connections.put(node, new HttpConnection(node.node().port()));
            rounds.round();
            rounds.p50.clear();
            rounds.p99.clear();
            for (int round = 1; round <= options.pace().rounds(); round++) {
                rounds.round();
                options.notes()
                        .accept("round " + round + " of " + options.pace().rounds() + " asked");
            }
            return rounds;
        } finally {
            rounds.connections.values().forEach(HttpConnection::close);
        }
    }

    private void round() {
        Map<String, Figures> millis = new LinkedHashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            int repository = random.nextInt(catalog.size());
            NodeView owner = owners.get(catalog.partition(repository));
            String stats = HttpRows.path(catalog.id(repository)) + "/stats";
            ask(millis, "health", owner, "/health");
            ask(millis, "stats_owner", owner, stats);
            if (nodes.size() > 1) ask(millis, "stats_other", otherThan(owner), stats);
            ask(millis, "trending", nodes.get(turn % nodes.size()), TRENDING);
        }
        millis.forEach((question, figures) -> {
            p50.computeIfAbsent(question, unused -> new Figures()).add(figures.percentile(50));
            p99.computeIfAbsent(question, unused -> new Figures()).add(figures.percentile(99));
        });
    }

    private NodeView otherThan(NodeView owner) {
        int next = nodes.indexOf(owner) + 1 + random.nextInt(nodes.size() - 1);
        return nodes.get(next % nodes.size());
    }

    private void ask(Map<String, Figures> millis, String question, NodeView node, String path) {
        HttpConnection connection = connections.get(node);
        if (connection == null) throw new IllegalStateException("no connection to " + node);
        byte[] request = HttpConnection.get(path);
        long startNanos = System.nanoTime();
        int status = connection.send(request).status();
        double taken = (System.nanoTime() - startNanos) / 1e6;
        // a repository that nobody fetched from is not known
        if (status != 200 && status != 404) throw new IllegalStateException(path + " answered " + status);
        millis.computeIfAbsent(question, unused -> new Figures()).add(taken);
    }

    /** Adds median and range of the rounds. */
    void putAll(String prefix, BenchLine line) {
        p50.forEach((question, figures) -> line.set(prefix + question + "_p50_ms", figures.json()));
        p99.forEach((question, figures) -> line.set(prefix + question + "_p99_ms", figures.json()));
    }
}
