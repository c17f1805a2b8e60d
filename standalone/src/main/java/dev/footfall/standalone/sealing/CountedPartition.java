package dev.footfall.standalone.sealing;

import dev.footfall.aggregator.partition.StoredPartition;
import dev.footfall.aggregator.projection.Sources;
import dev.footfall.aggregator.rollup.LogPosition;
import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.aggregator.sealed.SealedSourceDay;
import dev.footfall.aggregator.sealed.SealedSources;
import dev.footfall.aggregator.store.PartitionStores;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.aggregator.store.StorePosition;
import dev.footfall.aggregator.topology.StateId;
import dev.footfall.standalone.logfiles.ExportedPartition;
import dev.footfall.standalone.logfiles.PartitionReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The rows of one partition as they were committed up to one offset of the log: its changelog, read to the end. A flush writes
 * the offset after the rows, in the same transaction, so what is committed is whole up to the last of these.
 */
final class CountedPartition {
    /** Compaction leaves records of the last minute: so many are read in less. */
    private static final long NEAR_THE_END = 10_000;

    private static final StoreKey MARK = StorePosition.key();

    private final Map<StoreKey, byte[]> rows = new HashMap<>();
    private final Map<String, List<SourceFiles>> sources = new HashMap<>();
    private final StoredPartition own = new StoredPartition();
    private final LocalDate before;
    private Optional<LogPosition> position = Optional.empty();
    private LogPosition positionOfSources = LogPosition.START;

    private CountedPartition(LocalDate before) {
        this.before = before;
    }

    /**
     * Reads a partition.
     *
     * @param before the first day that is not wanted
     */
    static CountedPartition read(PartitionReader reader, StateId state, int partition, LocalDate before)
            throws IOException {
        var counted = new CountedPartition(before);
        readToEnd(reader, place(state, PartitionStores.DAILY_ROWS, partition), counted::addRow);
        readToEnd(reader, place(state, PartitionStores.TOTALS, partition), counted::addTotals);
        readToEnd(reader, place(state, PartitionStores.PARTITION, partition), counted.own::read);
        return counted;
    }

    private static TopicPartition place(StateId state, String store, int partition) {
        return new TopicPartition(state.changelog(store), partition);
    }

    private void addRow(byte[] key, byte[] value) {
        StoreKey row = StoreKey.ofRepository(key);
        if (row.equals(MARK)) position = Optional.of(StorePosition.decode(value));
        else if (StoreKey.epochDayOf(key) < before.toEpochDay()) rows.put(row, value);
    }

    private void addTotals(byte[] key, byte[] value) {
        if (StoreKey.ofRepository(key).equals(MARK)) {
            positionOfSources = StorePosition.decode(value);
        } else {
            List<SourceFiles> ofRepository = Sources.of(value);
            if (!ofRepository.isEmpty()) sources.put(new String(key, StandardCharsets.US_ASCII), ofRepository);
        }
    }

    /** Reads until hardly anything was left: what compaction has taken out meanwhile comes again later. */
    static void readToEnd(PartitionReader reader, TopicPartition place, BiConsumer<byte[], byte[]> entries)
            throws IOException {
        ExportedPartition range = reader.partition(place);
        while (true) {
            reader.read(range, (polled, next) -> {
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    if (record.value() != null) entries.accept(record.key(), record.value());
                }
            });
            boolean wasNear = range.end() - range.first() < NEAR_THE_END;
            long end = reader.partition(place).end();
            if (wasNear || end == range.end()) return;
            range = new ExportedPartition(place.topic(), place.partition(), range.end(), end);
        }
    }

    /** The rows of days before the date. */
    Map<StoreKey, byte[]> rows() {
        return rows;
    }

    /** The sources of each repository that has any, at an offset of their own. */
    Stream<SealedSources> sources() {
        return sources.entrySet().stream()
                .map(entry -> new SealedSources(entry.getKey(), positionOfSources.nextOffset(), entry.getValue()));
    }

    /** The days of its sources, at an offset of their own, which is not before that of the rows: they are read after them. */
    Stream<SealedSourceDay> sourceDays() {
        long end = own.tally().nextOffset();
        return own.sourceDays().stream().map(day -> new SealedSourceDay(day, end));
    }

    /** Its tally and rules. */
    StoredPartition own() {
        return own;
    }

    /** The offset that the rows are of, and the newest log time; empty while nothing is counted. */
    Optional<LogPosition> position() {
        return position;
    }
}
