package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.queryapi.peers.PeerReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks the owners of a query's partitions, one request for each node, and the standbys of a partition whose owner is
 * slow, gone or not ready. The first answer of a partition wins. <p>Whole answers may arrive twice, so all standbys of
 * a slow owner are asked at once. A stream holds the rows of several partitions and cannot drop one, so a slow node is
 * cancelled before the next is asked. Used once, by one thread, which reads this node's own partitions.
 */
final class ScatterGather<T> {
    private static final int STREAMS_PER_DEADLINE = 3;

    private final LocalNode node;
    private final Cluster cluster;
    private final WireCodec codec;
    private final PartitionQuery<T> query;
    private final AnswerFormat<T> format;
    private final AnswerCollector<T> answers;
    private final Set<Integer> askedNextOwner = new HashSet<>();
    private final Set<Integer> askedHere = new HashSet<>();
    private final Set<CandidateNode> askedStandbys = new HashSet<>();
    private final List<PeerCall<T>> pending = new ArrayList<>();
    private final Set<PeerCall<T>> hedged = new HashSet<>();
    private final BlockingQueue<PeerCall<T>> ended = new LinkedBlockingQueue<>();
    private final long beganNanos = System.nanoTime();

    private record CandidateNode(int partition, NodeAddress node) {}

    ScatterGather(LocalNode node, Cluster cluster, WireCodec codec, PartitionQuery<T> query) {
        this.node = node;
        this.cluster = cluster;
        this.codec = codec;
        this.query = query;
        this.format = codec.format(query);
        this.answers = new AnswerCollector<>(query, query.partitions(node.state()));
    }

    /** Until each partition has answered, no node is left, or the deadline passes. */
    Answer<T> run() {
        try {
            askOwners(answers.open(), Optional.empty());
            await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            answers.release();
            throw e;
        } finally {
            List.copyOf(pending).forEach(this::cancel);
        }
        return answers.answer();
    }

    private void askOwners(Collection<Integer> partitions, Optional<NodeAddress> refuser) {
        Map<NodeAddress, Set<Integer>> elsewhere = byAddress();
        Set<Integer> here = new TreeSet<>();
        Set<Integer> missed = new TreeSet<>();
        for (int partition : partitions) {
            Optional<NodeAddress> owner = cluster.ownerElsewhere(partition);
            if (owner.isEmpty()) here.add(partition);
            else if (owner.equals(refuser)) missed.add(partition);
            else add(elsewhere, owner.get(), partition);
        }
        elsewhere.forEach((peer, theirs) -> send(peer, theirs, false));
        node.answer(query, here, false, result -> {
            if (!take(result)) missed.add(result.partition());
        });
        askStandbys(missed);
    }

    private void askStandbys(Collection<Integer> partitions) {
        Map<NodeAddress, Set<Integer>> elsewhere = byAddress();
        for (int partition : partitions) {
            boolean isAnswered = !answers.isOpen(partition)
                    || (askedHere.add(partition) && take(node.answer(query, partition, true)));
            if (!isAnswered) nextStandbys(partition).forEach(standby -> add(elsewhere, standby, partition));
        }
        if (!elsewhere.isEmpty()) cluster.meters().hedged();
        elsewhere.forEach((peer, theirs) -> send(peer, theirs, true));
    }

    private List<NodeAddress> nextStandbys(int partition) {
        return cluster.standbysElsewhere(partition).stream()
                .filter(standby -> askedStandbys.add(new CandidateNode(partition, standby)))
                .limit(format.isStreamed() ? 1 : Long.MAX_VALUE)
                .toList();
    }

    private void send(NodeAddress peer, Set<Integer> partitions, boolean standbyToo) {
        if (isOver()) return;
        byte[] bytes = codec.encode(new PeerRequest<>(cluster.state(), query, List.copyOf(partitions), standbyToo));
        CompletableFuture<PeerReply> reply = format.isStreamed()
                ? cluster.peers().open(peer, bytes, shorter(left(), patience()))
                : cluster.peers().ask(peer, bytes, left());
        var call = new PeerCall<T>(peer, partitions, standbyToo, reply, System.nanoTime());
        pending.add(call);
        var unused = reply.whenComplete((any, failure) -> ended.add(call));
    }

    private void await() throws InterruptedException {
        while (pending.stream().anyMatch(this::isNeeded)) {
            PeerCall<T> call = ended.poll(untilNextStep().toNanos(), TimeUnit.NANOSECONDS);
            if (call != null) end(call);
            else if (isOver()) return;
            else hedgeSlow();
        }
    }

    private boolean isNeeded(PeerCall<T> call) {
        return call.partitions().stream().anyMatch(answers::isOpen);
    }

    private Duration untilNextStep() {
        return pending.stream()
                .filter(call -> !hedged.contains(call))
                .map(call -> patience().minus(call.age()))
                .reduce(left(), ScatterGather::shorter);
    }

    private void hedgeSlow() {
        Set<Integer> partitions = new TreeSet<>();
        for (PeerCall<T> call : List.copyOf(pending)) {
            boolean isSlow = call.age().compareTo(patience()) >= 0 && hedged.add(call);
            if (!isSlow) continue;
            if (format.isStreamed()) cancel(call);
            partitions.addAll(call.partitions());
        }
        askStandbys(partitions);
    }

    private void cancel(PeerCall<T> call) {
        pending.remove(call);
        cluster.meters().asked(isNeeded(call) ? PeerOutcome.TIMEOUT : PeerOutcome.OVERTAKEN, call.age());
        call.cancel().forEach(answers::take);
    }

    private void end(PeerCall<T> call) {
        if (!pending.remove(call)) return; // it was cancelled
        Set<Integer> refused = new TreeSet<>();
        Set<Integer> missed = new TreeSet<>();
        for (PartitionResult<T> result : call.results(format, cluster.meters())) {
            if (take(result)) continue;
            boolean hasMoved = result.isNotOwned() && !call.standbyToo() && askedNextOwner.add(result.partition());
            (hasMoved ? refused : missed).add(result.partition());
        }
        askOwners(refused, Optional.of(call.peer()));
        askStandbys(missed);
    }

    private boolean take(PartitionResult<T> result) {
        boolean isFirst = answers.isOpen(result.partition()) && result.isFound();
        if (isFirst && result.isStandby()) cluster.meters().standbyAnswered();
        answers.take(result);
        return !answers.isOpen(result.partition());
    }

    private Duration patience() {
        PeerPatience patience = cluster.patience();
        return format.isStreamed() ? patience.deadline().dividedBy(STREAMS_PER_DEADLINE) : patience.hedge();
    }

    private Duration left() {
        return cluster.patience().deadline().minus(Duration.ofNanos(System.nanoTime() - beganNanos));
    }

    private boolean isOver() {
        return left().isNegative() || left().isZero();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Map<NodeAddress, Set<Integer>> byAddress() {
        return new TreeMap<>(Comparator.comparing(NodeAddress::toString));
    }

    private static void add(Map<NodeAddress, Set<Integer>> groups, NodeAddress peer, int partition) {
        groups.computeIfAbsent(peer, any -> new TreeSet<>()).add(partition);
    }
}
