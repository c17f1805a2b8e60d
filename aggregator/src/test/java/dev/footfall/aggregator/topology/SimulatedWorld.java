package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.sealing.PartitionSeals;
import dev.footfall.aggregator.sealing.Seals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The time, machines and logs that all states of a simulated life share, and the story of what happened. */
final class SimulatedWorld {
    final PlantedFault planted;
    final List<SimulatedMachine> machines = new ArrayList<>();
    final List<SimulatedInputs> inputs = new ArrayList<>();
    long nowMillis = 1_800_000_000_000L;

    private final long startMillis = nowMillis;
    private final StringBuilder story = new StringBuilder();
    private final boolean isTold;
    private long hash;
    private int logNumber;

    /** {@code isTold}: keeps what happens, to be read. */
    SimulatedWorld(PlantedFault planted, boolean isTold) {
        this.planted = planted;
        this.isTold = isTold;
        for (int i = 0; i < LifeSimulation.PARTITIONS; i++) inputs.add(new SimulatedInputs(i));
        for (int i = 0; i < LifeSimulation.NODES; i++) machines.add(new SimulatedMachine());
    }

    boolean isAway(int node) {
        return machines.get(node).isAway(nowMillis);
    }

    /** The topics get other ids. */
    void nameLogsAnew() {
        logNumber++;
    }

    Backlog backlog() {
        return new Backlog() {
            @Override
            public long lastKnownLag(int partition, long nextOffset) {
                return Math.max(0, inputs.get(partition).events.end() - nextOffset);
            }

            @Override
            public OptionalLong end(int partition) {
                SimulatedLog log = inputs.get(partition).events;
                if (log.isSilent(nowMillis)) return OptionalLong.empty();
                return OptionalLong.of(planted == PlantedFault.GOAL_MOVES ? log.end() + 1 : log.end());
            }

            @Override
            public Optional<String> id() {
                return planted == PlantedFault.TOPICS_ID_UNKNOWN ? Optional.empty() : Optional.of("log " + logNumber);
            }
        };
    }

    Seals seals() {
        return new Seals() {
            @Override
            public Optional<PartitionSeals> of(int partition) {
                return planted == PlantedFault.SEALED_DAYS_LEFT_OUT
                        ? Optional.empty()
                        : inputs.get(partition).seals.ofABeginning();
            }

            @Override
            public Optional<String> loss(int partition) {
                return inputs.get(partition).seals.loss();
            }
        };
    }

    void tell(String sentence) {
        hash = hash * 31 + sentence.hashCode() + nowMillis;
        if (isTold)
            story.append((nowMillis - startMillis) / 1_000)
                    .append(" s: ")
                    .append(sentence)
                    .append('\n');
    }

    /** The same for two runs in which the same happened. */
    long hash() {
        return hash;
    }

    String story() {
        return story.toString();
    }

    long simulatedMillis() {
        return nowMillis - startMillis;
    }
}
