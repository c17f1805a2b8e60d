package dev.footfall.aggregator.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes stores that were not closed in order again of their {@link Snapshot}s, with the offset to read on from. */
record StateRecovery(StateLocation location, ChangelogEnds changelogs, SteadyTime time) {
    private static final Logger LOG = LoggerFactory.getLogger(StateRecovery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHECKPOINT = ".checkpoint";
    private static final String CHECKPOINT_VERSION = "0";

    /** The offset of a store whose changelog is empty, in a checkpoint. */
    private static final long NO_OFFSET = -4;

    /** Makes each partition's stores what they were when they were last copied; deletes those that have no usable copy. */
    void recover() {
        List<Path> partitions = StateFiles.ofPartitions(location);
        if (partitions.isEmpty()) return;
        long recovered = partitions.parallelStream().filter(this::isRecovered).count();
        LOG.info(
                "The local stores were not closed: {} of {} partitions continue from a copy, {} are restored from the "
                        + "beginning",
                recovered,
                partitions.size(),
                partitions.size() - recovered);
    }

    private boolean isRecovered(Path stores) {
        var changelog = new TopicPartition(location.state().changelog(), StateFiles.partitionOf(stores));
        try {
            Optional<Snapshot> last = Snapshot.last(stores).filter(copy -> isUsable(copy, changelog.partition()));
            if (last.isEmpty()) {
                StateFiles.delete(stores);
                return false;
            }
            last.get().reinstate();
            writeOffset(stores, changelog, last.get().offset());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the local state cannot be read or written: " + stores, e);
        }
    }

    /** A copy has more than a changelog that has lost its end, as by a loss of power. */
    private boolean isUsable(Snapshot copy, int partition) {
        if (time.milliseconds() - copy.takenMillis() >= Snapshot.LONGEST_AGE_MILLIS) return false;
        try {
            return copy.offset()
                    <= changelogs
                            .committed(partition)
                            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                            .join();
        } catch (CompletionException e) {
            LOG.warn("The end offset of the changelog could not be read: {}", String.valueOf(e.getCause()));
            return false;
        }
    }

    /** Notes the changelog's last record as Kafka Streams' {@code OffsetCheckpoint} does. A torn note is harmless. */
    static void writeOffset(Path stores, TopicPartition changelog, long firstMissing) throws IOException {
        long last = firstMissing == 0 ? NO_OFFSET : firstMissing - 1;
        String line = changelog.topic() + " " + changelog.partition() + " " + last;
        Files.write(stores.resolve(CHECKPOINT), List.of(CHECKPOINT_VERSION, "1", line));
    }

    /** The offset of the first record of a changelog that the stores lack; empty where no file says so, or it is torn. */
    static OptionalLong readOffset(Path stores, TopicPartition changelog) {
        String beginning = changelog.topic() + " " + changelog.partition() + " ";
        try {
            if (!Files.exists(stores.resolve(CHECKPOINT))) return OptionalLong.empty();
            return Files.readAllLines(stores.resolve(CHECKPOINT)).stream()
                    .filter(line -> line.startsWith(beginning))
                    .mapToLong(line -> Long.parseLong(line.substring(beginning.length())) + 1)
                    .filter(end -> end > 0)
                    .findFirst();
        } catch (NumberFormatException | CharacterCodingException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the local state cannot be read: " + stores, e);
        }
    }
}
