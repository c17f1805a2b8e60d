package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.aggregator.topology.SimulatedStep.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Partitions live through faults: {@code -Dlife.seed=7 -Dlife.seconds=60} from seed 7 on, seed after seed, for a minute. A seed
 * decides all that happens.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LifeSimulationTest {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int STEPS = 600;
    private static final int MOST_SEEDS = 2_000;
    private static final long MILLIS_PER_HOUR = 3_600_000;

    @Test
    void answersRightAndAnswersAgain() {
        long first = Long.getLong("life.seed", 1);
        long nanos = NANOS_PER_SECOND * Long.getLong("life.seconds", Boolean.getBoolean("proof") ? 600 : 20);
        long begun = System.nanoTime();
        long simulatedMillis = 0;
        long hash = 0;
        long seed = first;
        for (; seed == first || System.nanoTime() - begun < nanos; seed++) {
            SimulatedLife life = live(steps(seed), PlantedFault.NONE);
            simulatedMillis += life.simulatedMillis();
            hash = 31 * hash + life.hash();
            if (life.fault().isPresent()) fail(story(seed));
        }
        System.out.printf(
                "seeds %d to %d: %d simulated hours, trace %016x%n",
                first, seed - 1, simulatedMillis / MILLIS_PER_HOUR, hash);
    }

    private record SimulatedLife(Optional<String> fault, long hash, long simulatedMillis, String story) {}

    private static SimulatedLife live(List<SimulatedStep> steps, PlantedFault planted) {
        return live(steps, planted, false);
    }

    private static SimulatedLife live(List<SimulatedStep> steps, PlantedFault planted, boolean isTold) {
        var simulation = new LifeSimulation(planted, isTold);
        Optional<String> fault = Optional.empty();
        try {
            steps.forEach(simulation::happen);
            simulation.recover();
        } catch (AssertionError e) {
            fault = Optional.of(String.valueOf(e.getMessage()));
        }
        return new SimulatedLife(
                fault,
                simulation.world().hash(),
                simulation.world().simulatedMillis(),
                simulation.world().story());
    }

    /** One seed in five has one kind of faults, one all, the others some; each of these often or seldom. */
    private static List<SimulatedStep> steps(long seed) {
        var dice = new SplittableRandom(seed);
        List<Kind> faults = Stream.of(Kind.values()).filter(Kind::isFault).toList();
        Kind only = faults.get(dice.nextInt(faults.size()));
        int share = dice.nextInt(5);
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            boolean isOn = !kind.isFault() || (share == 0 ? kind == only : dice.nextInt(4) < share);
            int weight = kind.isFault() ? kind.weight() * (1 + dice.nextInt(3)) : kind.weight();
            for (int i = 0; isOn && i < weight; i++) kinds.add(kind);
        }
        List<SimulatedStep> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++)
            steps.add(new SimulatedStep(kinds.get(dice.nextInt(kinds.size())), dice.nextLong()));
        return steps;
    }

    private static String story(long seed) {
        List<SimulatedStep> steps = shrunk(steps(seed), PlantedFault.NONE);
        SimulatedLife life = live(steps, PlantedFault.NONE, true);
        return "seed=%d, trace %016x: %s%n%d steps are left of %d:%n%s"
                .formatted(seed, life.hash(), life.fault().orElse(""), steps.size(), STEPS, life.story());
    }

    /** The fewest steps with which it still fails. */
    private static List<SimulatedStep> shrunk(List<SimulatedStep> steps, PlantedFault planted) {
        List<SimulatedStep> shortest = steps;
        for (int size = steps.size() / 2; size > 0; size /= 2) {
            for (int from = 0; from < shortest.size(); ) {
                List<SimulatedStep> without = new ArrayList<>(shortest.subList(0, from));
                without.addAll(shortest.subList(Math.min(shortest.size(), from + size), shortest.size()));
                if (live(without, planted).fault().isPresent()) shortest = without;
                else from += size;
            }
        }
        return shortest;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsPlantedFaults(PlantedFault planted) {
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            Optional<String> fault = live(steps(seed), planted).fault();
            if (fault.isEmpty()) continue;
            System.out.println(planted + " found by seed " + seed + ": " + fault.get());
            return;
        }
        fail(planted + " is not found");
    }

    @Test
    void livesTheSameTwice() {
        assertEquals(
                live(steps(7), PlantedFault.NONE).hash(),
                live(steps(7), PlantedFault.NONE).hash());
    }
}
