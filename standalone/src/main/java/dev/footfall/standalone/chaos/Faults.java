package dev.footfall.standalone.chaos;

import static java.util.Objects.requireNonNull;

import dev.footfall.standalone.cluster.LoopbackCluster;
import dev.footfall.standalone.cluster.Member;
import dev.footfall.standalone.cluster.Member.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kills and pauses processes at random: of each role one at a time, and the next only when that one is as well as before.
 * Of four faults of a role, three are kills. More at once than that would be more than the cluster promises to bear.
 */
final class Faults {
    private static final int DECK = 4;
    private static final Duration LONG_RUN = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LONGEST_PAUSE_SECONDS = 60;
    private static final int LONGEST_ABSENCE_SECONDS = 8;

    private final LoopbackCluster cluster;
    private final ChaosOptions options;
    private final Map<Role, AtomicLong> kills = counters();
    private final Map<Role, AtomicLong> pauses = counters();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isOver;

    Faults(LoopbackCluster cluster, ChaosOptions options) {
        this.cluster = cluster;
        this.options = options;
        for (Role role : Role.values()) threads.add(new Thread(() -> run(role), "faults of a " + role));
    }

    private static Map<Role, AtomicLong> counters() {
        var counters = new EnumMap<Role, AtomicLong>(Role.class);
        for (Role role : Role.values()) counters.put(role, new AtomicLong());
        return counters;
    }

    private static AtomicLong counter(Map<Role, AtomicLong> counters, Role role) {
        return requireNonNull(counters.get(role));
    }

    void start() {
        if (options.pace().faultsPerMinute() > 0) threads.forEach(Thread::start);
    }

    /** No more faults; waits until the last victims are well. */
    void finish() throws InterruptedException {
        isOver = true;
        for (Thread thread : threads) thread.join();
    }

    long kills(Role role) {
        return counter(kills, role).get();
    }

    long pauses(Role role) {
        return counter(pauses, role).get();
    }

    private void run(Role role) {
        var random = new SplittableRandom(
                options.seed() * Role.values().length + role.name().hashCode());
        double meanMillis = 60_000 * Role.values().length / options.pace().faultsPerMinute();
        double dueMillis = meanMillis * random.nextDouble(0.2, 0.8);
        long startNanos = System.nanoTime();
        int pauseAt = 0;
        try {
            for (int number = 0; sleepUntil(startNanos, dueMillis); number++) {
                List<Member> members = cluster.members(role);
                Member victim = members.get(random.nextInt(members.size()));
                if (number % DECK == 0) pauseAt = number == 0 ? 1 : random.nextInt(DECK);
                if (number % DECK == pauseAt) pause(victim, random);
                else kill(victim, random);
                awaitUp(victim);
                double elapsed = (System.nanoTime() - startNanos) / 1e6;
                dueMillis = Math.max(elapsed, dueMillis + meanMillis * random.nextDouble(0.6, 1.4));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sleepUntil(long startNanos, double dueMillis) throws InterruptedException {
        while (!isOver && (System.nanoTime() - startNanos) / 1e6 < dueMillis) Thread.sleep(50);
        return !isOver;
    }

    private void kill(Member victim, SplittableRandom random) throws InterruptedException {
        int absenceSeconds = random.nextInt(LONGEST_ABSENCE_SECONDS + 1);
        options.notes().accept("kill -9 " + victim + ", start it after " + absenceSeconds + " s");
        victim.kill();
        counter(kills, victim.role()).incrementAndGet();
        Thread.sleep(absenceSeconds * 1_000L);
        victim.start();
    }

    private void pause(Member victim, SplittableRandom random) throws InterruptedException {
        boolean isFirst = victim.role() == Role.NODE && pauses(Role.NODE) == 0;
        boolean isLong = options.length().compareTo(LONG_RUN) >= 0 && (isFirst || random.nextInt(5) == 0);
        int seconds = isLong ? LONGEST_PAUSE_SECONDS : random.nextInt(1, 16);
        options.notes().accept("stop " + victim + " for " + seconds + " s");
        counter(pauses, victim.role()).incrementAndGet();
        victim.pause(Duration.ofSeconds(seconds));
    }

    /** A process that ends by itself meanwhile is for others to start. */
    void awaitUp(Member victim) throws InterruptedException {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!cluster.isUp(victim)) {
            if (System.nanoTime() > giveUpNanos) {
                options.notes().accept(victim + " was not up again within " + PATIENCE.toSeconds() + " s");
                return;
            }
            Thread.sleep(200);
        }
    }
}
