package dev.footfall.proofs.scale;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.HttpRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The partitions that each of some nodes counts.
 *
 * @param nodes those that run
 * @param partitions the number of partitions
 */
record Ownership(List<NodeView> nodes, int partitions) {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final long BETWEEN_LOOKS_MILLIS = 200;
    private static final int QUESTIONS = 4;
    private static final int LOOKS = 30;

    /** The action at each look while something is waited for. */
    @FunctionalInterface
    interface Look {
        void look() throws InterruptedException;
    }

    /** Waits until each node has its share and no store is being filled for it; says how many seconds that took. */
    double awaitBalanced(Look look) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!isBalanced()) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            if (seconds > PATIENCE.toSeconds()) throw new IllegalStateException("not balanced: each owns " + owned());
            look.look();
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        look.look();
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private boolean isBalanced() throws InterruptedException {
        List<Double> owned = owned();
        double sum = owned.stream().mapToDouble(Double::doubleValue).sum();
        if (sum != partitions || Collections.max(owned) - Collections.min(owned) > 1) return false;
        for (NodeView node : nodes) if (node.metric("footfall_restoring_partitions") > 0) return false;
        return true;
    }

    private List<Double> owned() throws InterruptedException {
        var owned = new ArrayList<Double>();
        for (NodeView node : nodes) owned.add(node.metric("footfall_owned_partitions"));
        return owned;
    }

    /** Waits until the copies that nodes keep of others' partitions lack nothing. */
    void awaitFollowed(int standbys) throws InterruptedException {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        int copies = Math.min(standbys, nodes.size() - 1) * partitions;
        while (sum("footfall_standby_partitions") < copies || sum("footfall_standby_remaining_records") > 0) {
            if (System.nanoTime() > giveUpNanos) throw new IllegalStateException("the standbys are not filled");
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    double sum(String metric) throws InterruptedException {
        double sum = 0;
        for (NodeView node : nodes) sum += node.metric(metric);
        return sum;
    }

    /**
     * The node of each partition: the one that asks no other about it. Nobody else may ask meanwhile.
     *
     * @throws IllegalStateException if one goes on having none, or several
     */
    List<NodeView> owners(Catalog catalog) throws InterruptedException {
        var owners = new ArrayList<NodeView>();
        for (int partition = 0; partition < partitions; partition++) {
            int of = partition;
            int repository = IntStream.range(0, catalog.size())
                    .filter(index -> catalog.partition(index) == of)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("partition " + of + " has no repository"));
            String path = HttpRows.path(catalog.id(repository)) + "/stats";
            owners.add(owner(path));
        }
        return owners;
    }

    /** Nodes may hear a little later than others who has what. */
    private NodeView owner(String path) throws InterruptedException {
        var found = new ArrayList<NodeView>();
        for (int look = 0; look < LOOKS; look++) {
            found.clear();
            for (NodeView node : nodes) if (isAlone(node, path)) found.add(node);
            if (found.size() == 1) return found.get(0);
            Thread.sleep(1_000);
        }
        throw new IllegalStateException(path + " is answered without asking another node by " + found);
    }

    private static boolean isAlone(NodeView node, String path) throws InterruptedException {
        double before = node.metric("footfall_peers_requests_seconds_count");
        for (int i = 0; i < QUESTIONS; i++) node.get(path);
        return node.metric("footfall_peers_requests_seconds_count") - before < QUESTIONS / 2.0;
    }
}
