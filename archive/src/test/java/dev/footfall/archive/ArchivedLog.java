package dev.footfall.archive;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Topics;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.operations.exports.ExportDirectory;
import dev.footfall.operations.exports.LoggedEvent;
import dev.footfall.operations.logfiles.OffsetRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A partition whose events come late, and in any order of days. */
final class ArchivedLog {
    static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private static final List<String> NETWORKS = List.of("builders", "office");
    private static final List<String> AGENTS =
            List.of("curl/8", "Googlebot/2.1", "python-requests/2.32", "hf_hub/0.26.2; python/3.12.4");

    private final Random random;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<DownloadEvent> events = new ArrayList<>();
    private int begin;

    ArchivedLog(Random random) {
        this.random = random;
    }

    /** More events, of days up to this one; some come a second time, and some weeks late. */
    void grow(int number, LocalDate today) {
        for (int i = 0; i < number; i++) {
            long age = random.nextInt(10) < 7 ? 0 : random.nextInt(5);
            LocalDate day = today.minusDays(age).isBefore(FIRST) ? FIRST : today.minusDays(age);
            boolean isAgain = !events.isEmpty() && random.nextInt(8) == 0;
            if (isAgain) add(event(random.nextInt(events.size())));
            else add(event(day.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis(millisOfDay())));
        }
    }

    /** Some are minutes apart, and some seconds. */
    private int millisOfDay() {
        int within = List.of(86_400_000, 43_200_000, 120_000).get(random.nextInt(3));
        return 86_400_000 - within + random.nextInt(within);
    }

    private void add(DownloadEvent event) {
        long lateDays = random.nextInt(6) == 0 ? random.nextInt(20) : 0;
        long logMillis = event.time().toEpochMilli() + random.nextInt(1_000) + lateDays * 86_400_000;
        byte[] value = EventCodec.encode(event);
        records.add(new ConsumerRecord<>(
                "events",
                0,
                records.size(),
                logMillis,
                TimestampType.CREATE_TIME,
                0,
                0,
                event.keyBytes(),
                value,
                new RecordHeaders(),
                Optional.empty()));
        events.add(event);
    }

    private DownloadEvent event(Instant time) {
        boolean isUser = random.nextBoolean();
        VisitorId visitor = isUser
                ? VisitorId.user("user-" + random.nextInt(4))
                : VisitorId.anonymous(String.format("%032x", random.nextInt(4)));
        boolean isFull = random.nextBoolean();
        return new DownloadEvent(
                "id-" + events.size(),
                time,
                new RepoId(RepoType.MODEL, "acme", "model-" + random.nextInt(3)),
                visitor,
                request(isFull),
                new EventDetails(
                        random.nextBoolean() ? "weights.bin" : "config.json",
                        isFull ? "main" : null,
                        isFull ? AGENTS.get(random.nextInt(AGENTS.size())) : null,
                        isFull ? "cdn-1" : null,
                        isFull ? NETWORKS.get(random.nextInt(NETWORKS.size())) : null,
                        isFull ? "DE" : null));
    }

    private FileRequest request(boolean isFull) {
        long bytes = random.nextInt(1_000);
        return switch (random.nextInt(8)) {
            case 0 -> new FileRequest(Via.HTTP, "HEAD", 200, 0, null, null);
            case 1 -> new FileRequest(Via.HTTP, "GET", 404, bytes, null, null);
            case 2 -> new FileRequest(Via.HTTP, "GET", 206, bytes, 7L, 3_000L);
            case 3 -> new FileRequest(Via.GIT, "POST", 200, bytes, null, null);
            default -> new FileRequest(Via.HTTP, "GET", 200, bytes, isFull ? 0L : null, isFull ? 7L : null);
        };
    }

    DownloadEvent event(int offset) {
        return events.get(offset);
    }

    LocalDate day(int offset) {
        return LocalDate.ofInstant(event(offset).time(), ZoneOffset.UTC);
    }

    /** Has the log begin here: what is before was deleted. */
    void beginAt(int offset) {
        begin = offset;
    }

    int end() {
        return records.size();
    }

    /** A run up to a day, which is interrupted before the record at {@code broken}, if it comes there. */
    void archive(Path directory, ArchiveOptions options, int broken) throws IOException {
        try (var files = ExportDirectory.open(directory);
                var days = new WaitingDays(directory.resolve(".waiting"), options.memory())) {
            var manifest = new ArchiveManifest(
                    files, files.begin(ExportDirectory.line().put("archive", "events"), ""));
            manifest.deleteUnfinished(directory);
            ArchivedOffsets archived = manifest.archived(0);
            if (archived.hasAll(end(), options.to())) return;
            var target = new ArchiveTarget(files, manifest, ArchivedVisitors.of(directory), days, options);
            long first = Math.max(begin, archived.next());
            var writer = new PartWriter(target, new OffsetRange("events", 0, first, end()));
            for (int offset = (int) first; offset < end(); offset++) {
                if (offset == broken) return;
                ConsumerRecord<byte[], byte[]> record = records.get(offset);
                writer.add(record, LoggedEvent.of(record, 1).orElseThrow());
            }
            writer.end();
        }
    }

    /** The rows as a state counts them that reads the whole log in its order. */
    List<RecountedDay> counted(RuleSet rules) {
        var stores = new DayStores();
        try (var counter = new PartitionCounter(rules, stores, new HeapBudget(1 << 20), (repository, totals) -> {})) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                counter.reach(record.offset(), record.timestamp());
                counter.count(Observation.of(event((int) record.offset())), record.timestamp());
            }
            counter.flush();
        }
        return stores.rows();
    }

    /** The rows as counted of the archive and of what it lacks. */
    List<RecountedDay> recounted(Path directory, RecountOptions options) throws IOException {
        try (var files = ExportDirectory.openExisting(directory);
                var lacking = new WaitingDays(directory.resolve(".waiting"), options.memory())) {
            var manifest = new ArchiveManifest(
                    files, files.begin(ExportDirectory.line().put("archive", "events"), ""));
            var partition = new PartitionRecount(directory, 0, manifest, lacking, options);
            OffsetRange rest = manifest.archived(0).rest(new OffsetRange("events", 0, begin, end()), options.from());
            for (int offset = (int) rest.first(); offset < end(); offset++) {
                ConsumerRecord<byte[], byte[]> record = records.get(offset);
                partition.add(record, LoggedEvent.of(record, 1).orElseThrow());
            }
            List<RecountedDay> rows = new ArrayList<>();
            for (LocalDate day : partition.days()) rows.addAll(partition.count(day));
            return rows;
        }
    }

    static ArchiveOptions options(LocalDate to, int fileRows, int memory) {
        return new ArchiveOptions(Topics.STANDARD, Optional.empty(), to, false, fileRows, memory);
    }
}
