package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.Placements.NodeAddress;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerReply;
import dev.footfall.queryapi.peers.PeerReply.PeerOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

record PeerCall<T>(
        NodeAddress peer,
        Set<Integer> partitions,
        boolean standbyToo,
        CompletableFuture<PeerReply> reply,
        long beganNanos) {
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /** A partition that the peer does not speak of is not its own. */
    Map<Integer, PartitionResult<T>> results(AnswerFormat<T> format, PeerMeters meters) {
        return reply.join().fold(answered -> read(answered, format, meters), silent -> {
            meters.asked(silent.outcome(), age());
            return notReady(silent.reason());
        });
    }

    private Map<Integer, PartitionResult<T>> read(
            PeerReply.Answered answered, AnswerFormat<T> format, PeerMeters meters) {
        try {
            Map<Integer, PartitionResult<T>> results = format.read(partitions, answered.body());
            meters.asked(PartitionResult.outcome(results.values()), age());
            for (int partition : partitions) {
                results.putIfAbsent(partition, PartitionResult.counted(new LocalRead.NotOwned<>(partition)));
            }
            return results;
        } catch (IOException e) {
            meters.asked(PeerOutcome.FAILED, age());
            return notReady(peer + " sent an unreadable answer");
        }
    }

    Map<Integer, PartitionResult<T>> cancel() {
        boolean hasCome = !reply.cancel(true);
        if (hasCome) reply.join().close();
        return notReady("no node answered in time");
    }

    private Map<Integer, PartitionResult<T>> notReady(String reason) {
        Map<Integer, PartitionResult<T>> results = new TreeMap<>();
        for (int partition : partitions) results.put(partition, PartitionResult.notReady(partition, reason));
        return results;
    }
}
