package dev.footfall.proofs.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options of a run of one process.
 *
 * @param common the options of every run; its size and the rate of its faults are those of a cluster, and do not matter
 * @param kills the number of kills that end it, with no other faults; else it ends with its time
 * @param jar the jar of the version to run; else this one
 */
public record SingleOptions(ChaosOptions common, OptionalInt kills, Optional<Path> jar) {
    private static final int MOST_KILLS = 10_000;
    private static final Duration FOR_A_KILL = Duration.ofSeconds(30);
    private static final Duration FOR_A_LOSS = Duration.ofMinutes(2);

    public SingleOptions {
        if (kills.isPresent()) ChaosOptions.require("chaos.kills", kills.getAsInt(), 1, MOST_KILLS);
        if (jar.isPresent() && !Files.isReadable(jar.get())) {
            throw new IllegalArgumentException("chaos.jar is " + jar.get() + ": there is no such file");
        }
    }

    /** The time that this many kills may need, for a load that does not end before them. */
    public static Duration lengthOf(int kills, boolean power) {
        return (power ? FOR_A_LOSS : FOR_A_KILL).multipliedBy(Math.min(Math.max(kills, 1), 24 * 30));
    }
}
