package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.queryapi.peers.PeerReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

    List<PartitionResult<T>> results(AnswerFormat<T> format, PeerMeters meters) {
        return reply.join().fold(answered -> read(answered, format, meters), silent -> {
            meters.asked(silent.outcome(), age());
            return notReady(silent.reason());
        });
    }

    private List<PartitionResult<T>> read(PeerReply.Answered answered, AnswerFormat<T> format, PeerMeters meters) {
        try {
            List<PartitionResult<T>> results = format.read(partitions, answered.body());
            meters.asked(PartitionResult.outcome(results), age());
            return results;
        } catch (IOException e) {
            meters.asked(PeerOutcome.FAILED, age());
            return notReady(peer + " sent an unreadable answer");
        }
    }

    List<PartitionResult<T>> cancel() {
        boolean hasCome = !reply.cancel(true);
        if (hasCome) reply.join().close();
        return notReady("no node answered in time");
    }

    private List<PartitionResult<T>> notReady(String reason) {
        return partitions.stream()
                .map(partition -> PartitionResult.<T>notReady(partition, reason))
                .toList();
    }
}
