package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.PeerReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks every node of the group the same, all at once: each answers for itself, and none for another. Used once, by one thread. */
final class NodeSurvey<T> {
    /** A question about a node names a partition, because all do. */
    private static final List<Integer> ANY = List.of(0);

    private final LocalNode node;
    private final Cluster cluster;
    private final WireCodec codec;
    private final PartitionQuery<T> query;
    private final long beganNanos = System.nanoTime();

    NodeSurvey(LocalNode node, Cluster cluster, WireCodec codec, PartitionQuery<T> query) {
        this.node = node;
        this.cluster = cluster;
        this.codec = codec;
        this.query = query;
    }

    /** By address, this node among them; one that has not answered before the deadline has no value, but a reason. */
    List<NodeAnswer<T>> run() {
        List<PeerCall<T>> calls = others().stream().map(this::send).toList();
        var answers = new ArrayList<NodeAnswer<T>>();
        answers.add(answer(cluster.self(), List.of(node.answer(query, ANY.get(0), false))));
        for (PeerCall<T> call : calls) answers.add(answer(Optional.of(call.peer()), results(call)));
        answers.sort(Comparator.comparing(
                answer -> answer.node().map(NodeAddress::toString).orElse("")));
        return answers;
    }

    private List<NodeAddress> others() {
        var group = new Membership(node.state().partitions(), cluster.placements(), cluster.self());
        return group.nodes().stream()
                .filter(address -> !cluster.self().equals(Optional.of(address)))
                .toList();
    }

    private PeerCall<T> send(NodeAddress peer) {
        byte[] bytes = codec.encode(new PeerRequest<>(cluster.state(), query, ANY, false));
        CompletableFuture<PeerReply> reply =
                cluster.peers().ask(peer, bytes, cluster.patience().deadline());
        return new PeerCall<>(peer, Set.copyOf(ANY), false, reply, System.nanoTime());
    }

    private List<PartitionResult<T>> results(PeerCall<T> call) {
        try {
            call.reply().get(Math.max(0, left().toNanos()), TimeUnit.NANOSECONDS);
            return call.results(codec.format(query), cluster.meters());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return call.cancel();
        } catch (ExecutionException | TimeoutException e) {
            return call.cancel();
        }
    }

    private Duration left() {
        return cluster.patience().deadline().minus(Duration.ofNanos(System.nanoTime() - beganNanos));
    }

    private static <T> NodeAnswer<T> answer(Optional<NodeAddress> node, List<PartitionResult<T>> results) {
        Optional<T> value = PartitionResult.values(results).stream().findFirst();
        String why = results.stream()
                .flatMap(result -> result.why().stream())
                .findFirst()
                .orElse(value.isPresent() ? "" : "it gave no answer");
        return new NodeAnswer<>(node, value, why);
    }
}
