package dev.footfall.proofs.chaos;

import dev.footfall.proofs.ProofProperties;
import dev.footfall.proofs.cluster.ClusterSize;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A chaos run by the system properties {@code chaos.*}.
 *
 * <ul>
 *   <li>{@code minutes} (30): its length
 *   <li>{@code seed} (1): of events, questions and faults
 *   <li>{@code rate} (550), {@code questions} (60): events and questions per second
 *   <li>{@code faults} (3.5): kills and pauses per minute, three kills to one pause
 *   <li>{@code cuts} (0): processes per minute that are cut off from the network or get a wrong clock, for 5 to 40 s; needs
 *       root, iptables, setpriv and, for clocks, libfaketime
 *   <li>{@code rolling}: restarts nodes and ingests in order instead of killing any
 *   <li>{@code nodes} (3), {@code ingests} (2): the processes that count and answer, and those that take events
 *   <li>{@code power}: gives each process an ext4 image as its disk, whose losses of power take what no fsync wrote; with
 *       {@code single}, each of {@code kills} is one; needs root
 *   <li>{@code single}: disturbs one {@code footfall run} instead of a cluster
 *   <li>{@code kills}: with {@code single}, ends after so many kills, with no other faults, and not with the time
 *   <li>{@code jar}: with {@code single}, runs the jar of another version
 *   <li>{@code data-dir}: the place of its files; kept after a failure
 *   <li>{@code set.KEY}, {@code config}: settings of the product
 * </ul>
 */
final class AskedChaos {
    private static final List<String> NAMES = List.of(
            "minutes",
            "seed",
            "rate",
            "questions",
            "faults",
            "cuts",
            "rolling",
            "nodes",
            "ingests",
            "power",
            "single",
            "kills",
            "jar",
            "data-dir");
    private static final int NO_KILLS = 0;

    private final ProofProperties given;

    /**
     * The run that these properties describe.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    AskedChaos(ProofProperties given) {
        this.given = given;
        given.requireKnown(NAMES);
        boolean isSingle = given.flag("single");
        boolean isRolling = given.flag("rolling");
        refuse(!isSingle && (given.has("kills") || given.has("jar")), "chaos.kills and chaos.jar need chaos.single");
        refuse(
                isSingle && given.flag("power") && !given.has("kills"),
                "chaos.power needs chaos.kills: each is a loss of power");
        refuse(isRolling && given.flag("power"), "chaos.power does not go with chaos.rolling: nothing is killed");
        refuse(
                given.decimal("cuts", 0) > 0 && (isSingle || isRolling),
                "chaos.cuts goes with neither chaos.single nor chaos.rolling");
        refuse(isSingle && isRolling, "chaos.rolling is for a cluster: it does not go with chaos.single");
    }

    /**
     * Runs it.
     *
     * @param lines is given the result, a line of JSON
     * @return whether every answer and every row was right, and every start became ready
     */
    boolean run(Consumer<String> lines) {
        return given.flag("single") ? SingleRun.run(single(), lines) : ChaosRun.run(options(), lines);
    }

    SingleOptions single() {
        var kills = given.has("kills") ? OptionalInt.of(kills()) : OptionalInt.empty();
        return new SingleOptions(options(), kills, given.path("jar"));
    }

    ChaosOptions options() {
        boolean hasPower = given.flag("power");
        var disturbed = given.flag("rolling")
                ? new ChaosOptions.Disturbed.Rolling()
                : new ChaosOptions.Disturbed.AtRandom(given.decimal("faults", 3.5), given.decimal("cuts", 0), hasPower);
        Duration length = given.has("kills")
                ? SingleOptions.lengthOf(kills(), hasPower)
                : Duration.ofSeconds(Math.round(60 * given.decimal("minutes", 30)));
        return new ChaosOptions(
                length,
                given.number("seed", 1),
                new ChaosOptions.Pace(given.smallNumber("rate", 550), given.smallNumber("questions", 60), disturbed),
                new ClusterSize(given.smallNumber("nodes", 3), given.smallNumber("ingests", 2)),
                given.path("data-dir"),
                given.settings(),
                given.notes());
    }

    private int kills() {
        return given.smallNumber("kills", NO_KILLS);
    }

    private static void refuse(boolean isWrong, String why) {
        if (isWrong) throw new IllegalArgumentException(why);
    }
}
