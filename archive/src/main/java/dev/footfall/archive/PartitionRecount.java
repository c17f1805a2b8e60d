package dev.footfall.archive;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.events.VisitorId;
import dev.footfall.operations.exports.LoggedEvent;
import dev.footfall.rules.RuleTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the days of a partition by other rules, one after the other: nothing that is counted of a day is asked of another. The events
 * of a repository's day are counted in the order of the log: those of its files, and then those that the archive lacks.
 */
final class PartitionRecount {
    private static final long HEAP_BYTES = 128 << 20;

    private final Path archive;
    private final int partition;
    private final ArchivedOffsets offsets;
    private final NavigableMap<LocalDate, List<String>> files;
    private final WaitingDays lacking;
    private final ArchivedVisitors keys;
    private final RecountOptions options;
    private final RuleTexts texts;
    private long archived;
    private long logged;

    /** {@code lacking}: empty, for what the archive lacks of the partition. */
    PartitionRecount(Path archive, int partition, ArchiveManifest manifest, WaitingDays lacking, RecountOptions options)
            throws IOException {
        this.archive = archive;
        this.partition = partition;
        this.offsets = manifest.archived(partition);
        this.files = manifest.days(partition);
        this.lacking = lacking;
        this.keys = ArchivedVisitors.of(archive);
        this.options = options;
        this.texts = RuleTexts.of(options.rules().rules());
    }

    /** Keeps an event of the log, if the archive lacks it. */
    void add(ConsumerRecord<byte[], byte[]> record, LoggedEvent event) throws IOException {
        LocalDate day = event.day();
        if (options.has(day) && !offsets.has(record.offset(), day)) lacking.add(day, LoggedBytes.of(record));
    }

    NavigableSet<LocalDate> days() {
        NavigableSet<LocalDate> days = new TreeSet<>(lacking.days());
        files.keySet().stream().filter(options::has).forEach(days::add);
        return days;
    }

    List<RecountedDay> count(LocalDate day) throws IOException {
        var stores = new DayStores();
        try (var counter =
                new PartitionCounter(options.rules(), stores, new HeapBudget(HEAP_BYTES), (repository, totals) -> {})) {
            for (String file : files.getOrDefault(day, List.of())) count(archive.resolve(file), counter);
            lacking.read(day, partition, record -> count(record.event(), counter));
            counter.flush();
        }
        return stores.rows();
    }

    private void count(Path file, PartitionCounter counter) throws IOException {
        try (ArchivedFile events = ArchivedFile.open(file, texts)) {
            List<LoggedObservation> ofRepository = new ArrayList<>();
            byte[] repository = {};
            for (LoggedObservation event = events.next(); event != null; event = events.next()) {
                if (event.event().repository() != repository) countInOrder(ofRepository, counter);
                repository = event.event().repository();
                ofRepository.add(event);
            }
            countInOrder(ofRepository, counter);
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(file + " cannot be read: " + e, e);
        }
    }

    private void countInOrder(List<LoggedObservation> events, PartitionCounter counter) {
        events.sort(Comparator.comparingLong(LoggedObservation::offset));
        for (LoggedObservation event : events) count(event.event(), event.logMillis(), counter);
        archived += events.size();
        events.clear();
    }

    private void count(LoggedEvent record, PartitionCounter counter) {
        DownloadEvent event = record.event();
        var archivedVisitor = new VisitorId(event.visitor().authenticated(), keys.of(event.visitor()));
        Observation observed = Observation.of(event).by(archivedVisitor);
        count(observed, record.logTime().toEpochMilli(), counter);
        logged++;
    }

    /** Numbers the events as they come: the counter of a day is not asked where in the log it is. */
    private void count(Observation event, long logMillis, PartitionCounter counter) {
        counter.reach(counter.tally().nextOffset(), logMillis);
        counter.count(event, logMillis);
    }

    long archived() {
        return archived;
    }

    long logged() {
        return logged;
    }
}
