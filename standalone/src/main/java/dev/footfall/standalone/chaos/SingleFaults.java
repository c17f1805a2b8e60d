package dev.footfall.standalone.chaos;

import dev.footfall.standalone.cluster.RunProcess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Faults of one process at random, one after another: the next when it is ready again, or while it starts. */
final class SingleFaults {
    private static final int LONGEST_CALM_MILLIS = 6_000;
    private static final int LONGEST_START_MILLIS = 8_000;
    private static final Duration LONG_RUN = Duration.ofMinutes(5);
    private static final int LONG_PAUSE_SECONDS = 60;
    private static final int LONGEST_SHORT_PAUSE_SECONDS = 15;

    private final SingleOptions options;
    private final RunProcess process;
    private final Supervisor supervisor;
    private final Consumer<String> notes;
    private final SplittableRandom random;
    private final FaultDeck deck;
    private final Map<SingleFault, Integer> numbers = new EnumMap<>(SingleFault.class);
    private final long startNanos = System.nanoTime();

    SingleFaults(SingleOptions options, RunProcess process, Supervisor supervisor) {
        this.options = options;
        this.process = process;
        this.supervisor = supervisor;
        this.notes = options.common().notes();
        this.random = new SplittableRandom(options.common().seed());
        List<SingleFault> cards = options.kills().isPresent() ? FaultDeck.KILLS : FaultDeck.ALL;
        this.deck = new FaultDeck(cards, options.common().seed());
    }

    int number(SingleFault fault) {
        return numbers.getOrDefault(fault, 0);
    }

    /** Starts the process, and does it harm until it is enough; false when it is stuck. */
    boolean run() throws InterruptedException {
        supervisor.start();
        boolean isStarting = true;
        while (!isEnough()) {
            SingleFault fault = deck.next();
            if (fault == SingleFault.KILL_IN_START && !isStarting) continue;
            if (fault != SingleFault.KILL_IN_START && !supervisor.awaitReady()) return false;
            strike(fault);
            isStarting = fault.isKill();
        }
        return supervisor.awaitReady();
    }

    private boolean isEnough() {
        int kills = number(SingleFault.KILL) + number(SingleFault.KILL_IN_START);
        if (options.kills().isPresent()) return kills >= options.kills().getAsInt();
        return System.nanoTime() - startNanos > options.common().length().toNanos();
    }

    private void strike(SingleFault fault) throws InterruptedException {
        int most = fault == SingleFault.KILL_IN_START ? LONGEST_START_MILLIS : LONGEST_CALM_MILLIS;
        int millis = random.nextInt(most);
        Thread.sleep(millis);
        numbers.merge(fault, 1, Integer::sum);
        notes.accept(fault + " number " + number(fault) + ", after " + millis + " ms");
        switch (fault) {
            case KILL, KILL_IN_START -> supervisor.killAndStart();
            case PAUSE -> process.pause(Duration.ofSeconds(pauseSeconds()));
        }
    }

    private int pauseSeconds() {
        boolean isLong = options.common().length().compareTo(LONG_RUN) >= 0;
        return isLong ? LONG_PAUSE_SECONDS : random.nextInt(1, LONGEST_SHORT_PAUSE_SECONDS + 1);
    }
}
