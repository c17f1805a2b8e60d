package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.LoopImage;
import dev.footfall.proofs.cluster.RunProcess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Faults of one process at random, one after another: the next when it is ready again, or while it starts. */
final class SingleFaults {
    private static final int LONGEST_CALM_MILLIS = 6_000;
    private static final int LONGEST_START_MILLIS = 8_000;
    private static final int MILLIS_OF_LOAD = 60_000;
    private static final Duration LONG_RUN = Duration.ofMinutes(5);
    private static final int LONG_PAUSE_SECONDS = 60;
    private static final int LONGEST_SHORT_SECONDS = 20;

    private final SingleOptions options;
    private final Optional<Power> power;
    private final RunProcess process;
    private final Supervisor supervisor;
    private final Consumer<String> notes;
    private final SplittableRandom random;
    private final FaultDeck deck;
    private final Map<SingleFault, Integer> numbers = new EnumMap<>(SingleFault.class);
    private final Map<SingleFault, String> skipped = new EnumMap<>(SingleFault.class);
    private final long startNanos = System.nanoTime();

    SingleFaults(SingleOptions options, RunProcess process, Supervisor supervisor, Optional<Power> power) {
        this.options = options;
        this.power = power;
        this.process = process;
        this.supervisor = supervisor;
        this.notes = options.common().notes();
        this.random = new SplittableRandom(options.common().seed());
        List<SingleFault> kills = power.isPresent() ? FaultDeck.POWER : FaultDeck.KILLS;
        this.deck = new FaultDeck(
                options.kills().isPresent() ? kills : FaultDeck.ALL,
                options.common().seed());
    }

    /**
     * The disk of a process that can lose its power.
     *
     * @param disk where its data is
     * @param check compares what is left when the process is ready again
     */
    record Power(LoopImage disk, LossCheck check) {}

    int number(SingleFault fault) {
        return numbers.getOrDefault(fault, 0);
    }

    /** The faults that cannot be made here, with the reasons. */
    Map<SingleFault, String> skipped() {
        return skipped;
    }

    /** Starts the process, and does it harm until it is enough; false when it is stuck. */
    boolean run() throws InterruptedException {
        supervisor.start();
        boolean isStarting = true;
        while (!isEnough()) {
            SingleFault fault = deck.next();
            if (fault.isInStart() && !isStarting) continue;
            if (!fault.isInStart() && !isWell()) return false;
            strike(fault);
            isStarting = fault.isKill();
        }
        return isWell();
    }

    private boolean isWell() throws InterruptedException {
        return supervisor.awaitReady()
                && (power.isEmpty() || power.get().check().run());
    }

    private boolean isEnough() {
        int kills = numbers.entrySet().stream()
                .filter(number -> number.getKey().isKill())
                .mapToInt(Map.Entry::getValue)
                .sum();
        if (options.kills().isPresent()) return kills >= options.kills().getAsInt();
        return System.nanoTime() - startNanos > options.common().length().toNanos();
    }

    private void strike(SingleFault fault) throws InterruptedException {
        int calm = random.nextInt(fault.isInStart() ? LONGEST_START_MILLIS : LONGEST_CALM_MILLIS);
        int millis = fault == SingleFault.POWER_LOSS ? MILLIS_OF_LOAD + calm : calm;
        Thread.sleep(millis);
        notes.accept(fault + " number " + (number(fault) + 1) + ", after " + millis + " ms");
        Optional<String> whyNot = harm(fault);
        if (whyNot.isEmpty()) numbers.merge(fault, 1, Integer::sum);
        whyNot.ifPresent(reason -> {
            notes.accept(fault + " cannot be done here: " + reason);
            skipped.put(fault, reason);
        });
    }

    /** Does it; a reason when it cannot be done here. */
    private Optional<String> harm(SingleFault fault) throws InterruptedException {
        return switch (fault) {
            case KILL, KILL_IN_START -> {
                supervisor.killAndStart(() -> {});
                yield Optional.empty();
            }
            case POWER_LOSS, POWER_LOSS_IN_START -> {
                supervisor.killAndStart(power.orElseThrow().disk()::losePower);
                yield Optional.empty();
            }
            case PAUSE -> {
                process.pause(Duration.ofSeconds(isLong() ? LONG_PAUSE_SECONDS : shortSeconds()));
                yield Optional.empty();
            }
            case DISK_FULL -> new FullDisk(process).strike(Duration.ofSeconds(shortSeconds()));
            case READ_ONLY -> new ReadOnlyDirectory(process.data()).strike(Duration.ofSeconds(shortSeconds()));
        };
    }

    private boolean isLong() {
        return options.common().length().compareTo(LONG_RUN) >= 0;
    }

    private int shortSeconds() {
        return random.nextInt(5, LONGEST_SHORT_SECONDS + 1);
    }
}
