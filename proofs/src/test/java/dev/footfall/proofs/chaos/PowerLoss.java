package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The loss of power of a host that all processes are on: they are killed in the same moment, and started again in any
 * order. Where they have disks of their own, only what was flushed is still there.
 */
final class PowerLoss {
    private static final Duration SHORTEST_RUN = Duration.ofMinutes(2);
    private static final Duration LONG_RUN = Duration.ofMinutes(5);
    private static final int FAULTS_FOR_ONE = 10;
    private static final int LONGEST_DELAY_MILLIS = 2_000;

    private final LoopbackCluster cluster;
    private final Consumer<String> notes;

    PowerLoss(LoopbackCluster cluster, Consumer<String> notes) {
        this.cluster = cluster;
        this.notes = notes;
    }

    /**
     * The times at which a run loses its power, in order: once in two minutes and more, and for one of ten faults in
     * five minutes and more.
     *
     * @param perMinute the rate of faults of all kinds; without any there is none of this kind
     */
    static List<Duration> moments(Duration length, double perMinute, long seed) {
        if (perMinute == 0 || length.compareTo(SHORTEST_RUN) < 0) return List.of();
        var random = new SplittableRandom(seed);
        double lengthMillis = length.toMillis();
        double meanMillis = 60_000 * FAULTS_FOR_ONE / perMinute;
        double first = Math.min(meanMillis, lengthMillis) * random.nextDouble(0.3, 0.6);
        var moments = new ArrayList<Duration>();
        moments.add(Duration.ofMillis((long) first));
        if (length.compareTo(LONG_RUN) < 0) return moments;
        double next = first + meanMillis * random.nextDouble(0.6, 1.4);
        while (next < lengthMillis) {
            moments.add(Duration.ofMillis((long) next));
            next += meanMillis * random.nextDouble(0.6, 1.4);
        }
        return moments;
    }

    /**
     * Takes the power of all, starts all, and waits until each is as well as before. Nobody else may do anything to them meanwhile.
     */
    void strike(Random random) throws InterruptedException {
        var members = new ArrayList<Member>(cluster.members());
        Collections.shuffle(members, random);
        notes.accept("power loss of all, started again in this order: " + members);
        cluster.losePower();
        for (Member member : members) {
            Thread.sleep(random.nextInt(LONGEST_DELAY_MILLIS));
            member.start();
        }
        for (Member member : cluster.members()) Faults.awaitUp(member, cluster, notes);
        notes.accept("power loss: all are as well as before");
    }
}
