package dev.footfall.proofs.chaos;

import static java.util.Objects.requireNonNull;

import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Member.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * Kills and pauses processes at random: of each role one at a time, and the next only when that one is as well as before.
 * Of four faults of a role, three are kills. More at once than that would be more than the cluster promises to bear, but
 * for the loss of power of all, during which there is no other fault.
 */
final class Faults implements Disturbance {
    private static final int DECK = 4;
    private static final Duration LONG_RUN = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LONGEST_PAUSE_SECONDS = 60;
    private static final int LONGEST_ABSENCE_SECONDS = 8;

    private final LoopbackCluster cluster;
    private final ChaosOptions options;
    private final double perMinute;
    private final Map<Role, AtomicLong> kills = counters();
    private final Map<Role, AtomicLong> pauses = counters();
    private final Map<Role, AtomicLong> losses = counters();
    private final Optional<LossCheck> check;
    private final AtomicLong powerLosses = new AtomicLong();
    /** Held together by the faults of single processes, alone by a loss of power. */
    private final ReadWriteLock power = new ReentrantReadWriteLock(true);

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isOver;

    /**
     * Faults that are not begun.
     *
     * @param check is run after each loss of power of all
     * @param isolations those to make meanwhile
     */
    Faults(LoopbackCluster cluster, ChaosOptions options, Optional<LossCheck> check, Optional<Isolations> isolations) {
        ChaosOptions.Disturbed.AtRandom rates = options.atRandom().orElseThrow();
        this.check = check;
        this.cluster = cluster;
        this.options = options;
        this.perMinute = rates.perMinute();
        isolations.ifPresent(cuts ->
                threads.add(new Thread(() -> isolate(cuts, 60_000 / rates.cutsPerMinute()), "isolations")));
        if (perMinute == 0) return;
        for (Role role : Role.values()) threads.add(new Thread(() -> run(role), "faults of a " + role));
        threads.add(new Thread(this::losePower, "power"));
    }

    private static Map<Role, AtomicLong> counters() {
        var counters = new EnumMap<Role, AtomicLong>(Role.class);
        for (Role role : Role.values()) counters.put(role, new AtomicLong());
        return counters;
    }

    private static AtomicLong counter(Map<Role, AtomicLong> counters, Role role) {
        return requireNonNull(counters.get(role));
    }

    @Override
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void finish() throws InterruptedException {
        isOver = true;
        for (Thread thread : threads) thread.join();
    }

    @Override
    public long number(Kind kind, Role role) {
        return switch (kind) {
            case KILL -> counter(kills, role).get();
            case PAUSE -> counter(pauses, role).get();
            case POWER_LOSS -> counter(losses, role).get();
            case RESTART -> 0;
        };
    }

    @Override
    public long powerLosses() {
        return powerLosses.get();
    }

    private void losePower() {
        var random = new Random(options.seed());
        var loss = new PowerLoss(cluster, options.notes());
        long startNanos = System.nanoTime();
        try {
            for (Duration moment : PowerLoss.moments(options.length(), perMinute, options.seed())) {
                if (!sleepUntil(startNanos, (double) moment.toMillis())) return;
                holding(power.writeLock(), () -> {
                    loss.strike(random);
                    if (check.isPresent() && !check.get().run()) options.notes().accept("nothing was compared");
                });
                powerLosses.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void isolate(Isolations isolations, double meanMillis) {
        long startNanos = System.nanoTime();
        try {
            for (double dueMillis = meanMillis / 2; sleepUntil(startNanos, dueMillis); dueMillis += meanMillis) {
                holding(power.writeLock(), isolations::strike);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault from its beginning until all are as well as before. */
    @FunctionalInterface
    private interface Fault {
        void strike() throws InterruptedException;
    }

    private static void holding(Lock lock, Fault fault) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            fault.strike();
        } finally {
            lock.unlock();
        }
    }

    private void run(Role role) {
        var random = new SplittableRandom(
                options.seed() * Role.values().length + role.name().hashCode());
        double meanMillis = 60_000 * Role.values().length / perMinute;
        double dueMillis = meanMillis * random.nextDouble(0.2, 0.8);
        long startNanos = System.nanoTime();
        int pauseAt = 0;
        try {
            for (int number = 0; sleepUntil(startNanos, dueMillis); number++) {
                List<Member> members = cluster.members(role);
                Member victim = members.get(random.nextInt(members.size()));
                if (number % DECK == 0) pauseAt = number == 0 ? 1 : random.nextInt(DECK);
                boolean isPause = number % DECK == pauseAt;
                holding(power.readLock(), () -> strike(victim, isPause, random));
                double elapsed = (System.nanoTime() - startNanos) / 1e6;
                dueMillis = Math.max(elapsed, dueMillis + meanMillis * random.nextDouble(0.6, 1.4));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void strike(Member victim, boolean isPause, SplittableRandom random) throws InterruptedException {
        if (isPause) pause(victim, random);
        else kill(victim, random);
        awaitUp(victim, cluster, options.notes());
    }

    private boolean sleepUntil(long startNanos, double dueMillis) throws InterruptedException {
        while (!isOver && (System.nanoTime() - startNanos) / 1e6 < dueMillis) Thread.sleep(50);
        return !isOver;
    }

    private void kill(Member victim, SplittableRandom random) throws InterruptedException {
        int absenceSeconds = random.nextInt(LONGEST_ABSENCE_SECONDS + 1);
        boolean isPower = victim.hasDisk() && random.nextBoolean();
        options.notes()
                .accept((isPower ? "power loss of " : "kill -9 ") + victim + ", start it after " + absenceSeconds
                        + " s");
        if (isPower) victim.losePower();
        else victim.kill();
        counter(isPower ? losses : kills, victim.role()).incrementAndGet();
        Thread.sleep(absenceSeconds * 1_000L);
        victim.start();
    }

    private void pause(Member victim, SplittableRandom random) throws InterruptedException {
        boolean isFirst = victim.role() == Role.NODE && number(Kind.PAUSE, Role.NODE) == 0;
        boolean isLong = options.length().compareTo(LONG_RUN) >= 0 && (isFirst || random.nextInt(5) == 0);
        int seconds = isLong ? LONGEST_PAUSE_SECONDS : random.nextInt(1, 16);
        options.notes().accept("stop " + victim + " for " + seconds + " s");
        counter(pauses, victim.role()).incrementAndGet();
        victim.pause(Duration.ofSeconds(seconds));
    }

    /** True if a process is as well as before: a node has its copies of others' partitions, too. */
    private static boolean isAsBefore(Member victim, LoopbackCluster cluster) throws InterruptedException {
        return cluster.isUp(victim) && (victim.role() != Role.NODE || cluster.hasStandbys(victim));
    }

    /** Waits until a process is as well as before. One that ends by itself meanwhile is for others to start. */
    static void awaitUp(Member victim, LoopbackCluster cluster, Consumer<String> notes) throws InterruptedException {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isAsBefore(victim, cluster)) {
            if (System.nanoTime() > giveUpNanos) {
                notes.accept(victim + " was not up again within " + PATIENCE.toSeconds() + " s");
                return;
            }
            Thread.sleep(200);
        }
    }
}
