package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.NodeAddress;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.queryapi.peers.PeerReply;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
 * One question on its way to the partitions that it is for: first to their owners, one request for each node; to those who
 * follow a partition when its owner is slow, gone, or cannot say. A partition's first answer is taken and no other. Used
 * once, by one thread, which is the one that asks this node's own partitions.
 */
final class Fanout<T> {
    private final LocalNode node;
    private final Cluster cluster;
    private final WholeQuestion<T> question;
    private final Set<Integer> open;
    private final Map<Integer, LocalRead<T>> said = new TreeMap<>();
    private final Set<Integer> askedAgain = new TreeSet<>();
    private final Set<Integer> askedStandbys = new TreeSet<>();
    private final List<Call> underWay = new ArrayList<>();
    private final BlockingQueue<Call> ended = new LinkedBlockingQueue<>();
    private final long beganNanos = System.nanoTime();

    /** One request to a peer. */
    private record Call(
            NodeAddress peer,
            Set<Integer> partitions,
            boolean standbyToo,
            CompletableFuture<PeerReply> reply,
            long beganNanos) {}

    Fanout(LocalNode node, Cluster cluster, WholeQuestion<T> question, Collection<Integer> partitions) {
        this.node = node;
        this.cluster = cluster;
        this.question = question;
        this.open = new TreeSet<>(partitions);
    }

    /** What each of the partitions said, or why it said nothing, by their numbers. */
    Map<Integer, LocalRead<T>> run() {
        try {
            askOwners(List.copyOf(open), Optional.empty());
            await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            giveUpRest();
        }
        for (int partition : open) {
            said.putIfAbsent(partition, new LocalRead.NotReady<>(partition, "no node answered in time"));
        }
        return said;
    }

    private void askOwners(Collection<Integer> partitions, Optional<NodeAddress> refuser) {
        Map<NodeAddress, Set<Integer>> elsewhere = new TreeMap<>(Fanout::compare);
        Set<Integer> here = new TreeSet<>();
        Set<Integer> missed = new TreeSet<>();
        for (int partition : partitions) {
            Optional<NodeAddress> owner = cluster.ownerElsewhere(partition);
            if (owner.isEmpty()) here.add(partition);
            else if (owner.equals(refuser)) missed.add(partition);
            else add(elsewhere, owner.get(), partition);
        }
        elsewhere.forEach((peer, theirs) -> send(peer, theirs, false));
        for (int partition : here) {
            if (!take(partition, node.ask(question, partition, false))) missed.add(partition);
        }
        askStandbys(missed);
    }

    private void askStandbys(Collection<Integer> partitions) {
        Map<NodeAddress, Set<Integer>> elsewhere = new TreeMap<>(Fanout::compare);
        for (int partition : partitions) {
            boolean isFirst = open.contains(partition) && askedStandbys.add(partition);
            if (!isFirst || take(partition, node.ask(question, partition, true))) continue;
            cluster.standbysElsewhere(partition).forEach(standby -> add(elsewhere, standby, partition));
        }
        if (!elsewhere.isEmpty()) cluster.meters().hedged();
        elsewhere.forEach((peer, theirs) -> send(peer, theirs, true));
    }

    private void send(NodeAddress peer, Set<Integer> partitions, boolean standbyToo) {
        byte[] bytes = PeerQuestion.of(question, partitions, standbyToo).toBytes();
        Duration patience = cluster.patience().deadline().minus(waited());
        if (patience.isNegative() || patience.isZero()) return;
        var call =
                new Call(peer, partitions, standbyToo, cluster.peers().ask(peer, bytes, patience), System.nanoTime());
        underWay.add(call);
        var unused = call.reply.whenComplete((reply, failure) -> ended.add(call));
    }

    /** Waits while a request may still answer for a partition that nobody has answered for. */
    private void await() throws InterruptedException {
        boolean isHedged = false;
        while (underWay.stream().anyMatch(this::isWanted)) {
            Duration until = isHedged
                    ? cluster.patience().deadline()
                    : cluster.patience().hedge();
            Call call = ended.poll(until.minus(waited()).toNanos(), TimeUnit.NANOSECONDS);
            if (call != null) end(call);
            else if (isHedged) return;
            else {
                isHedged = true;
                askStandbys(List.copyOf(open));
            }
        }
    }

    private boolean isWanted(Call call) {
        return call.partitions.stream().anyMatch(open::contains);
    }

    private void end(Call call) {
        underWay.remove(call);
        Map<Integer, Said<T>> answers = call.reply.join().fold(answered -> read(call, answered), silent -> {
            meter(call, silent.outcome());
            return all(call, silent.reason());
        });
        Set<Integer> refused = new TreeSet<>();
        Set<Integer> missed = new TreeSet<>();
        answers.forEach((partition, answer) -> {
            if (take(partition, answer)) return;
            boolean isOnce = answer.isNotOwned() && !call.standbyToo && askedAgain.add(partition);
            (isOnce ? refused : missed).add(partition);
        });
        askOwners(refused, Optional.of(call.peer));
        askStandbys(missed);
    }

    private Map<Integer, Said<T>> read(Call call, PeerReply.Answered answered) {
        try (var in = new DataInputStream(answered.body())) {
            Map<Integer, Said<T>> answers = Said.read(call.partitions, question.form(), in);
            meter(call, Desk.outcome(answers.values()));
            for (int partition : call.partitions) {
                answers.putIfAbsent(partition, Said.owned(new LocalRead.NotOwned<>(partition)));
            }
            return answers;
        } catch (IOException | IllegalArgumentException e) {
            meter(call, PeerOutcome.FAILED);
            return all(call, call.peer + " said what cannot be read");
        }
    }

    private Map<Integer, Said<T>> all(Call call, String reason) {
        Map<Integer, Said<T>> answers = new TreeMap<>();
        for (int partition : call.partitions) {
            answers.put(partition, Said.owned(new LocalRead.NotReady<>(partition, reason)));
        }
        return answers;
    }

    /** Takes a partition's first answer; keeps why there is none until then. Whether nothing more is to be done for it. */
    private boolean take(int partition, Said<T> answer) {
        if (!open.contains(partition)) return true;
        boolean saysMore = !(said.get(partition) instanceof LocalRead.NotReady) || answer.isFound();
        if (saysMore) said.put(partition, answer.read());
        if (!answer.isFound()) return false;
        open.remove(partition);
        if (answer.isStandby()) cluster.meters().standbyAnswered();
        return true;
    }

    private void giveUpRest() {
        for (Call call : underWay) {
            meter(call, isWanted(call) ? PeerOutcome.TIMEOUT : PeerOutcome.OVERTAKEN);
            call.reply.cancel(true);
        }
    }

    private void meter(Call call, PeerOutcome outcome) {
        cluster.meters().asked(outcome, Duration.ofNanos(System.nanoTime() - call.beganNanos));
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    private static void add(Map<NodeAddress, Set<Integer>> groups, NodeAddress peer, int partition) {
        groups.computeIfAbsent(peer, any -> new TreeSet<>()).add(partition);
    }

    private static int compare(NodeAddress one, NodeAddress other) {
        return one.toString().compareTo(other.toString());
    }
}
