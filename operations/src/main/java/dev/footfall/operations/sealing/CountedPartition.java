package dev.footfall.operations.sealing;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.StoredPartition;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SealedSources;
import dev.footfall.aggregator.counting.projections.Sources;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One partition's counts up to an offset, from its changelog: whole up to the last {@link CommitMark}. */
final class CountedPartition {
    /** Compaction leaves records of the last minute: so many are read in less. */
    private static final long NEAR_THE_END = 10_000;

    /** Days of repositories, some 500 bytes each with what was sealed of them, in a quarter of the heap. */
    static final long MOST_ON_HEAP = Runtime.getRuntime().maxMemory() / 4 / 500;

    private final Map<StoreKey, byte[]> rows = new HashMap<>();
    private final Map<String, List<SourceFiles>> sources = new HashMap<>();
    private final StoredPartition own = new StoredPartition();
    private final LocalDate before;
    private CommitMark mark = CommitMark.NONE;

    CountedPartition(LocalDate before) {
        this.before = before;
    }

    /** Fails if it is being counted again: its numbers are too small. {@code before}: the first day not wanted. */
    static CountedPartition read(PartitionReader reader, StateId state, int partition, LocalDate before) {
        var counted = new CountedPartition(before);
        var unused = readToEnd(reader, new TopicPartition(state.changelog(), partition), counted::add);
        if (counted.mark.isRecount() || counted.mark.phase() != CommitMark.Phase.CLOSED) {
            throw new IllegalStateException(
                    "partition " + partition + " is being counted again: wait until it answers, then seal");
        }
        return counted;
    }

    /** Without a value it is deleted: after a loss of records in the log, a partition is counted again from nothing. */
    void add(byte[] key, byte @Nullable [] value) {
        byte[] inPart = PartKeys.inPart(key);
        if (Arrays.equals(key, PartKeys.mark())) mark = value == null ? CommitMark.NONE : CommitMark.decode(value);
        else if (PartKeys.isIn(PartitionStores.DAILY_ROWS, key)) addRow(inPart, value);
        else if (PartKeys.isIn(PartitionStores.TOTALS, key)) addTotals(inPart, value);
        else if (PartKeys.isIn(PartitionStores.PARTITION, key)) own.read(inPart, value);
    }

    private void addRow(byte[] key, byte @Nullable [] value) {
        StoreKey row = StoreKey.ofRepository(key);
        if (value == null) rows.remove(row);
        else if (StoreKey.epochDayOf(key) < before.toEpochDay()) rows.put(row, value);
        requireRoom(rows.size(), MOST_ON_HEAP);
    }

    /** A heap that is full would end a node that counts, and end it again after each start. */
    static void requireRoom(long days, long most) {
        if (days <= most) return;
        throw new IllegalStateException(String.format(
                Locale.ROOT,
                "a partition has more than %,d days of repositories, too many for this heap: run 'footfall seal' with"
                        + " more, such as FOOTFALL_JAVA_OPTS=-Xmx16g",
                most));
    }

    private void addTotals(byte[] key, byte @Nullable [] value) {
        String repository = new String(key, StandardCharsets.US_ASCII);
        List<SourceFiles> ofRepository = value == null ? List.of() : Sources.of(value);
        if (ofRepository.isEmpty()) sources.remove(repository);
        else sources.put(repository, ofRepository);
    }

    /** Reads until near the end, and returns it: a record that compaction removes meanwhile has a later version. */
    static long readToEnd(PartitionReader reader, TopicPartition place, BiConsumer<byte[], byte @Nullable []> entries) {
        OffsetRange range = reader.partition(place);
        while (true) {
            reader.read(range, (polled, next) -> {
                for (ConsumerRecord<byte[], byte[]> record : polled) entries.accept(record.key(), record.value());
            });
            boolean wasNear = range.end() - range.first() < NEAR_THE_END;
            long end = reader.partition(place).end();
            if (wasNear || end == range.end()) return range.end();
            range = new OffsetRange(place.topic(), place.partition(), range.end(), end);
        }
    }

    Map<StoreKey, byte[]> rows() {
        return rows;
    }

    Stream<SealedSources> sources() {
        return sources.entrySet().stream()
                .map(entry -> new SealedSources(
                        entry.getKey(), own.rules(), mark.events().nextOffset(), entry.getValue()));
    }

    Stream<SealRecord> seals() {
        return own.seals(mark.events().nextOffset());
    }

    StoredPartition own() {
        return own;
    }

    /** The offset that the rows are of, and the newest log time; empty while nothing is counted. */
    Optional<LogPosition> position() {
        return Optional.of(mark.events()).filter(position -> !position.equals(LogPosition.START));
    }
}
