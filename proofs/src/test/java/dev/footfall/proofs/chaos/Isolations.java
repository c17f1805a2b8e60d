package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.proofs.cluster.Network;
import dev.footfall.proofs.cluster.Network.Cut;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cuts one process after another off from the network, every other time a broker, or gives it a wrong clock, and measures
 * what that costs callers.
 */
final class Isolations {
    private static final List<Cut> CUTS = List.of(Cut.values());
    private static final int SHORTEST_SECONDS = 5;
    private static final int LONGEST_SECONDS = 40;
    private static final int WITH_ONE_CLOCK = 9;
    private static final long WHOLE_WITHIN_NANOS = 60_000_000_000L;

    private final LoopbackCluster cluster;
    private final Network network;
    private final Optional<WrongClock> clock;
    private final CheckedLoad load;
    private final Consumer<String> notes;
    private final Random random;
    private int number;

    Isolations(LoopbackCluster cluster, Network network, CheckedLoad load, ChaosOptions options) {
        this.cluster = cluster;
        this.network = network;
        this.clock = WrongClock.in(cluster.directory(), options.notes());
        this.load = load;
        this.notes = options.notes();
        this.random = new Random(options.seed());
    }

    int number() {
        return number;
    }

    /** A fault that has begun, in words, and the way to end it. */
    private record Begun(String what, Network.Closing end) {}

    /** Isolates one, and waits until it is as well as before. Nobody else may do anything to any process meanwhile. */
    void strike() throws InterruptedException {
        List<Optional<Member>> leaders = cluster.leaders();
        Member victim = Optional.of(leaders.get(random.nextInt(leaders.size())))
                .filter(any -> number % 2 == 0)
                .flatMap(leader -> leader)
                .orElseGet(this::server);
        int seconds = random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS + 1);
        Set<Integer> led = IntStream.range(0, leaders.size())
                .filter(partition -> leaders.get(partition).equals(Optional.of(victim)))
                .boxed()
                .collect(Collectors.toSet());
        QueryLoad.Sums before = load.queries().sums();
        long acknowledged = load.known().ledger().acknowledged();
        load.ackTimes().begin(led);
        Begun fault = begin(victim);
        String what = victim + " for " + seconds + " s: " + fault.what + ", leader of " + led;
        notes.accept("isolation of " + what);
        try {
            Thread.sleep(seconds * 1_000L);
        } finally {
            fault.end.close();
        }
        load.ackTimes().end();
        QueryLoad.Sums after = load.queries().sums();
        String met = String.format(
                Locale.ROOT,
                "%d events/s, %.1f %% whole",
                (load.known().ledger().acknowledged() - acknowledged) / seconds,
                100.0 * (after.complete() - before.complete()) / Math.max(1, after.asked() - before.asked()));
        notes.accept("end of " + what + ": " + met + recovered(victim));
    }

    /** Begins the next fault. */
    private Begun begin(Member victim) {
        int turn = number++;
        if (clock.isPresent() && turn % WITH_ONE_CLOCK == WITH_ONE_CLOCK - 1) {
            int minutes = clock.get().begin(victim, turn);
            return new Begun(
                    "its clock " + minutes + " min off", () -> clock.get().end(victim));
        }
        Cut cut = CUTS.get(turn / 2 % CUTS.size());
        return new Begun(cut + " cut", network.cut(victim, cut));
    }

    private String recovered(Member victim) throws InterruptedException {
        double seconds = secondsUntilWhole();
        Faults.awaitUp(victim, cluster, notes);
        while (!load.ackTimes().areComplete()) Thread.sleep(100);
        return String.format(Locale.ROOT, ", whole again after %.1f s, acknowledged %s", seconds, load.ackTimes());
    }

    private Member server() {
        List<Member> members = cluster.members(random.nextBoolean() ? Role.NODE : Role.INGEST);
        return members.get(random.nextInt(members.size()));
    }

    private double secondsUntilWhole() throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!load.queries().isWhole() && System.nanoTime() - startNanos < WHOLE_WITHIN_NANOS) Thread.sleep(100);
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
