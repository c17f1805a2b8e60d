package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An upgrade of every node and every ingest, one after another, round and round: each is stopped, and started again
 * when it has. A node waits for its turn until others can answer in its place.
 */
final class RollingRestart implements Disturbance {
    /**
     * The time that the nodes count before the first of them is restarted: a copy of nothing cannot be told from none.
     */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final LoopbackCluster cluster;
    private final Consumer<String> notes;
    private final Map<Member.Role, AtomicLong> restarts = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "rolling restart");
    private volatile boolean isOver;

    RollingRestart(LoopbackCluster cluster, Consumer<String> notes) {
        this.cluster = cluster;
        this.notes = notes;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void finish() throws InterruptedException {
        isOver = true;
        thread.join();
    }

    @Override
    public long number(Kind kind, Member.Role role) {
        return kind == Kind.RESTART ? counter(role).get() : 0;
    }

    private AtomicLong counter(Member.Role role) {
        return restarts.computeIfAbsent(role, any -> new AtomicLong());
    }

    private void run() {
        List<Member> servers = Stream.of(Member.Role.NODE, Member.Role.INGEST)
                .flatMap(role -> cluster.members(role).stream())
                .toList();
        try {
            Thread.sleep(SETTLING.toMillis());
            for (int turn = 0; awaitStandbys(); turn++) restart(servers.get(turn % servers.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a node may be stopped; not when this is over. */
    private boolean awaitStandbys() throws InterruptedException {
        while (!isOver && !cluster.hasStandbys()) Thread.sleep(200);
        return !isOver;
    }

    private void restart(Member member) throws InterruptedException {
        long beganNanos = System.nanoTime();
        member.stop();
        member.start();
        Faults.awaitUp(member, cluster, notes);
        counter(member.role()).incrementAndGet();
        notes.accept("restarted " + member + " in " + (System.nanoTime() - beganNanos) / 1_000_000 + " ms");
    }
}
