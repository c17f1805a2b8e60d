package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.recovery.StateFiles.StateLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.internals.OffsetCheckpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local stores that were not closed in order, made again of their {@link Snapshot}s. Kafka Streams reads on from the offsets in
 * the file that it writes itself beside stores which it has closed; what it writes there is internal to it, as is {@link
 * OffsetCheckpoint}, which no other file uses.
 */
final class StateRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(StateRecovery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHECKPOINT = ".checkpoint";

    private final StateLocation location;
    private final ChangelogEnds changelogs;
    private final SteadyTime time;

    StateRecovery(StateLocation location, ChangelogEnds changelogs, SteadyTime time) {
        this.location = location;
        this.changelogs = changelogs;
        this.time = time;
    }

    /** Makes each partition's stores what they were when they were last copied; deletes those that have no usable copy. */
    void recover() {
        List<Path> partitions = StateFiles.ofPartitions(location);
        if (partitions.isEmpty()) return;
        long recovered = partitions.parallelStream().filter(this::isRecovered).count();
        LOG.info(
                "The local stores were not closed: {} of {} partitions go on from a copy of them, {} are restored whole",
                recovered,
                partitions.size(),
                partitions.size() - recovered);
    }

    private boolean isRecovered(Path stores) {
        try {
            Optional<Snapshot> last =
                    Snapshot.last(stores).filter(copy -> isUsable(copy, StateFiles.partitionOf(stores)));
            if (last.isEmpty()) {
                StateFiles.delete(stores);
                return false;
            }
            last.get().reinstate();
            writeOffsets(stores, last.get().offsets());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the local state cannot be read or written: " + stores, e);
        }
    }

    /** A copy has more than changelogs that have lost their ends, as by a loss of power. */
    private boolean isUsable(Snapshot copy, int partition) {
        if (!SnapshotSchedule.isUsable(copy, time.milliseconds())) return false;
        try {
            Map<String, Long> ends = changelogs
                    .committed(partition)
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return ends.keySet().equals(copy.offsets().keySet())
                    && ends.entrySet().stream()
                            .allMatch(
                                    end -> copy.offsets().getOrDefault(end.getKey(), Long.MAX_VALUE) <= end.getValue());
        } catch (CompletionException e) {
            LOG.warn("It could not be read how far the changelogs go: {}", String.valueOf(e.getCause()));
            return false;
        }
    }

    /** Notes the last record of each changelog that the stores have. */
    private static void writeOffsets(Path stores, Map<String, Long> firstMissing) throws IOException {
        Map<TopicPartition, Long> last = new HashMap<>();
        firstMissing.forEach((changelog, offset) -> last.put(
                new TopicPartition(changelog, StateFiles.partitionOf(stores)),
                offset == 0 ? OffsetCheckpoint.OFFSET_UNKNOWN : offset - 1));
        new OffsetCheckpoint(stores.resolve(CHECKPOINT).toFile()).write(last);
    }
}
