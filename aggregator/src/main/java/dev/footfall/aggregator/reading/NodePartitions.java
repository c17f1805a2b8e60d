package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.PartitionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The partitions on this node, in whatever role, with their phases. Safe for many threads. */
public final class NodePartitions {
    private static final String FOLLOWING = "Following";
    private static final String RESTORING = "Restoring";

    private final NodeContents contents;
    private final StandbyStores standby;
    private final NodeStores stores;

    NodePartitions(NodeContents contents, StandbyStores standby, NodeStores stores) {
        this.contents = contents;
        this.standby = standby;
        this.stores = stores;
    }

    /** By number. {@code bytes}: those of the stores on the disk. */
    public List<PartitionStatus> all(Map<Integer, Long> bytes) {
        var numbers = new TreeSet<>(contents.live().numbers());
        numbers.addAll(contents.copies().partitions());
        return numbers.stream()
                .map(partition -> status(partition, bytes.getOrDefault(partition, 0L)))
                .toList();
    }

    /** The log times at which the copies here have ended, of those that lack records. */
    public List<Instant> endsOfOldCopies() {
        return contents.copies().partitions().stream()
                .filter(contents.copies()::isFollowing)
                .map(partition -> copy(partition, 0))
                .filter(copy -> copy.lagRecords().filter(lag -> lag > 0).isPresent())
                .flatMap(copy -> copy.lastRecord().stream())
                .toList();
    }

    private PartitionStatus status(int partition, long bytes) {
        Optional<LivePartition> live = contents.live().get(partition);
        if (live.isPresent()) return counted(partition, live.get(), bytes);
        return contents.copies().isFollowing(partition) ? copy(partition, bytes) : restored(partition, bytes);
    }

    private PartitionStatus counted(int partition, LivePartition live, long bytes) {
        LogPosition position = live.tally().position();
        OptionalLong lag = contents.ends().lag(partition, position.nextOffset());
        return new PartitionStatus(
                partition,
                true,
                live.life().getClass().getSimpleName(),
                live.whyMute(),
                lag.isPresent() ? Optional.of(lag.getAsLong()) : Optional.empty(),
                Optional.of(position)
                        .filter(at -> at.nextOffset() > 0)
                        .map(at -> Instant.ofEpochMilli(at.newestLogTimeMillis())),
                live.lastFlush(),
                entries(partition),
                bytes);
    }

    private Optional<Long> entries(int partition) {
        LocalRead<Long> read = stores.read(
                partition,
                PartitionStores.DAILY_ROWS,
                open -> new LocalRead.Found<>(open.approximateNumEntries(), AsOf.NOTHING));
        return read instanceof LocalRead.Found<Long> found ? Optional.of(found.value()) : Optional.empty();
    }

    private PartitionStatus restored(int partition, long bytes) {
        String why = "partition %d is being restored: %d changes remain"
                .formatted(partition, contents.copies().remaining(partition));
        return notOpen(partition, RESTORING, why, bytes);
    }

    private PartitionStatus copy(int partition, long bytes) {
        LocalRead<Long> read =
                standby.ask(partition, PartitionStores.DAILY_ROWS, ReadOnlyKeyValueStore::approximateNumEntries);
        return read.fold(
                found -> new PartitionStatus(
                        partition,
                        false,
                        FOLLOWING,
                        Optional.empty(),
                        Optional.of(found.asOf().lagRecords()),
                        found.asOf().newestLogTime(),
                        Optional.empty(),
                        Optional.of(found.value()),
                        bytes),
                notOwned -> notOpen(partition, FOLLOWING, "the store is not open", bytes),
                notReady -> notOpen(partition, FOLLOWING, notReady.why(), bytes));
    }

    private static PartitionStatus notOpen(int partition, String phase, String why, long bytes) {
        return new PartitionStatus(
                partition,
                phase.equals(RESTORING),
                phase,
                Optional.of(why),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                bytes);
    }
}
