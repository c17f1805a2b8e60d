package dev.footfall.proofs.siege;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** All kinds of hostile callers: each comes and goes in waves of its own, the first of which comes at once. */
final class Attackers implements AutoCloseable {
    private static final int FIRST_SECONDS = 30;
    private static final int MOST_SECONDS = 30;
    private static final int MOST_PAUSE_MILLIS = 10_000;

    private final Besieged target;
    private final Map<String, StatusTally> heard = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isOver;

    /** Attackers that have not begun. */
    Attackers(Besieged target, Map<String, Attack> attacks, long seed) {
        this.target = target;
        var seeds = new SplittableRandom(seed);
        attacks.forEach((name, attack) -> {
            var tally = new StatusTally();
            SplittableRandom random = seeds.split();
            heard.put(name, tally);
            threads.add(new Thread(() -> attack(attack, random, tally), name));
        });
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** The statuses that each kind heard. */
    Map<String, StatusTally> heard() {
        return heard;
    }

    /** The statuses that one kind heard. */
    StatusTally heard(String attack) {
        return requireNonNull(heard.get(attack));
    }

    /** The number of times that all of them heard a status. */
    long heardInAll(int status) {
        return heard.values().stream().mapToLong(tally -> tally.of(status)).sum();
    }

    private void attack(Attack attack, SplittableRandom random, StatusTally tally) {
        int seconds = FIRST_SECONDS;
        try {
            while (!isOver) {
                wave(attack, new Attack.Wave(target, random, tally, endAfter(seconds)));
                pause(random.nextInt(MOST_PAUSE_MILLIS));
                seconds = 1 + random.nextInt(MOST_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BooleanSupplier endAfter(int seconds) {
        long endNanos = System.nanoTime() + seconds * 1_000_000_000L;
        return () -> isOver || System.nanoTime() > endNanos;
    }

    /** A wave that cannot connect is over. */
    private static void wave(Attack attack, Attack.Wave wave) throws InterruptedException {
        try {
            attack.run(wave);
        } catch (IOException e) {
            wave.heard().add(StatusTally.NONE);
        }
    }

    private void pause(int millis) throws InterruptedException {
        long endNanos = System.nanoTime() + millis * 1_000_000L;
        while (!isOver && System.nanoTime() < endNanos) Thread.sleep(50);
    }

    /** Ends all waves. */
    void finish() throws InterruptedException {
        isOver = true;
        for (Thread thread : threads) thread.join();
    }

    @Override
    public void close() {
        isOver = true;
        threads.forEach(Thread::interrupt);
    }
}
