package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.NodeAddress;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.queryapi.peers.PeerReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The rows of many partitions, opened wherever they are. In rounds, because a stream has the rows of several partitions and
 * cannot give one of them back: a partition is asked for elsewhere only when it is known that it is in no stream. Used once,
 * by one thread.
 */
final class RowsGather {
    private static final int OWNERS_ASKED = 2;
    private static final int ROUNDS_PER_DEADLINE = 3;

    private final LocalNode node;
    private final Cluster cluster;
    private final AllRows question;
    private final Set<Integer> open = new TreeSet<>();
    private final Map<Integer, LocalRead<Boolean>> said = new TreeMap<>();
    private final Map<Integer, Set<Candidate>> tried = new HashMap<>();
    private final List<RowCursor> cursors = new ArrayList<>();
    private final long beganNanos = System.nanoTime();

    /** Who may have a partition: another node, or this one. */
    private record Candidate(Optional<NodeAddress> peer, boolean standbyToo) {}

    /** A request to a peer, for these partitions. */
    private record Call(
            Candidate candidate, Set<Integer> partitions, CompletableFuture<PeerReply> reply, long beganNanos) {}

    RowsGather(LocalNode node, Cluster cluster, AllRows question) {
        this.node = node;
        this.cluster = cluster;
        this.question = question;
    }

    /** All rows, or none when one partition is nowhere. Whoever gets them closes them. */
    Answer<RowMerge> run(Collection<Integer> partitions) {
        open.addAll(partitions);
        boolean isHandedOver = false;
        try {
            gather();
            Answer<RowMerge> rows = answer();
            isHandedOver = rows instanceof Answer.Complete;
            return rows;
        } catch (RowStream.BrokenOff e) { // before the first row was sent to anybody
            return new Answer.Unavailable<>("a peer's rows broke off");
        } catch (Question.Unknowable e) {
            return new Answer.Unavailable<>(e.reason());
        } finally {
            if (!isHandedOver) RowMerge.close(cursors);
        }
    }

    private Answer<RowMerge> answer() {
        var gathered = new Gathering<Boolean>();
        said.forEach(gathered::take);
        for (int partition : open) {
            if (!said.containsKey(partition)) gathered.take(partition, new LocalRead.NotOwned<>(partition));
        }
        return gathered.answer().wholeOnly().map(any -> new RowMerge(cursors).begun());
    }

    private void gather() {
        while (!open.isEmpty() && !left().isZero()) {
            Map<Candidate, Set<Integer>> round = new HashMap<>();
            for (int partition : open) {
                next(partition)
                        .ifPresent(next -> round.computeIfAbsent(next, any -> new TreeSet<>())
                                .add(partition));
            }
            if (round.isEmpty()) return;
            ask(round);
        }
    }

    /** Whom to ask next for a partition, as far as is known now. */
    private Optional<Candidate> next(int partition) {
        Set<Candidate> before = tried.computeIfAbsent(partition, any -> new HashSet<>());
        long owners = before.stream().filter(candidate -> !candidate.standbyToo).count();
        var owner = new Candidate(cluster.ownerElsewhere(partition), false);
        Stream<Candidate> standbys =
                cluster.standbysElsewhere(partition).stream().map(standby -> new Candidate(Optional.of(standby), true));
        Optional<Candidate> next = Stream.concat(Stream.of(owner, new Candidate(Optional.empty(), true)), standbys)
                .filter(candidate -> !before.contains(candidate))
                .filter(candidate -> candidate.standbyToo || owners < OWNERS_ASKED)
                .findFirst();
        next.ifPresent(before::add);
        return next;
    }

    private void ask(Map<Candidate, Set<Integer>> round) {
        Duration patience = cluster.patience().deadline().dividedBy(ROUNDS_PER_DEADLINE);
        List<Call> calls = new ArrayList<>();
        round.forEach((candidate, partitions) -> candidate.peer.ifPresent(peer -> {
            byte[] bytes =
                    PeerQuestion.of(question, partitions, candidate.standbyToo).toBytes();
            if (candidate.standbyToo) cluster.meters().hedged();
            calls.add(new Call(candidate, partitions, cluster.peers().open(peer, bytes, patience), System.nanoTime()));
        }));
        round.forEach((candidate, partitions) -> {
            if (candidate.peer.isEmpty()) partitions.forEach(partition -> askHere(partition, candidate.standbyToo));
        });
        for (Call call : calls) end(call, reply(call, patience));
    }

    private void askHere(int partition, boolean standbyToo) {
        Said<RowCursor> here = node.ask(question, partition, standbyToo);
        if (here.read() instanceof LocalRead.Found<RowCursor> found) cursors.add(found.value());
        note(partition, new Said<>(Reads.map(here.read(), any -> true), here.isStandby()));
    }

    private PeerReply reply(Call call, Duration patience) {
        Duration waited = Duration.ofNanos(System.nanoTime() - call.beganNanos);
        try {
            return call.reply.get(patience.minus(waited).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return givenUp(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return givenUp(call);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a peer's reply failed", e);
        }
    }

    private static PeerReply givenUp(Call call) {
        return call.reply.cancel(true)
                ? new PeerReply.Silent(PeerOutcome.TIMEOUT, "a peer did not answer in time")
                : call.reply.join(); // it has just come, and is to be closed
    }

    private void end(Call call, PeerReply reply) {
        Map<Integer, Said<Boolean>> heads =
                reply.fold(answered -> opened(call, answered), silent -> nothing(call, silent));
        for (int partition : call.partitions) {
            note(partition, heads.getOrDefault(partition, Said.owned(new LocalRead.NotOwned<>(partition))));
        }
    }

    private Map<Integer, Said<Boolean>> opened(Call call, PeerReply.Answered answered) {
        try {
            var stream = new RowStream(answered.body(), call.partitions);
            cursors.add(stream);
            meter(call, Desk.outcome(stream.partitions().values()));
            return stream.partitions();
        } catch (IOException | IllegalArgumentException e) {
            close(answered);
            return nothing(call, new PeerReply.Silent(PeerOutcome.FAILED, "a peer said what cannot be read"));
        }
    }

    private Map<Integer, Said<Boolean>> nothing(Call call, PeerReply.Silent silent) {
        meter(call, silent.outcome());
        Map<Integer, Said<Boolean>> heads = new TreeMap<>();
        for (int partition : call.partitions) {
            heads.put(partition, Said.owned(new LocalRead.NotReady<>(partition, silent.reason())));
        }
        return heads;
    }

    private void note(int partition, Said<Boolean> head) {
        boolean saysMore = !(said.get(partition) instanceof LocalRead.NotReady) || head.isFound();
        if (saysMore) said.put(partition, head.read());
        if (!head.isFound()) return;
        open.remove(partition);
        if (head.isStandby()) cluster.meters().standbyAnswered();
    }

    private void meter(Call call, PeerOutcome outcome) {
        cluster.meters().asked(outcome, Duration.ofNanos(System.nanoTime() - call.beganNanos));
    }

    private Duration left() {
        Duration waited = Duration.ofNanos(System.nanoTime() - beganNanos);
        Duration left = cluster.patience().deadline().minus(waited);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static void close(PeerReply.Answered answered) {
        try {
            answered.body().close();
        } catch (IOException e) {
            throw new RowStream.BrokenOff(e);
        }
    }
}
