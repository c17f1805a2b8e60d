package dev.footfall.archive;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
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

    private final Random random;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<DownloadEvent> events = new ArrayList<>();
    private int begin;

    ArchivedLog(Random random) {
        this.random = random;
    }

    /** More events, of days up to this one. */
    void grow(int number, LocalDate today) {
        for (int i = 0; i < number; i++) {
            long age = random.nextInt(10) < 7 ? 0 : random.nextInt(5);
            LocalDate day = today.minusDays(age).isBefore(FIRST) ? FIRST : today.minusDays(age);
            add(event(day.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis(random.nextInt(86_400_000))));
        }
    }

    private void add(DownloadEvent event) {
        long logMillis = event.time().toEpochMilli() + random.nextInt(1_000);
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
                new FileRequest(Via.HTTP, "GET", 200, random.nextInt(1_000), isFull ? 0L : null, isFull ? 7L : null),
                new EventDetails(
                        "weights.bin",
                        isFull ? "main" : null,
                        isFull ? "curl/8" : null,
                        isFull ? "cdn-1" : null,
                        isFull ? "ci" : null,
                        isFull ? "DE" : null));
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
            files.begin(ExportDirectory.line().put("archive", "events"), "");
            var manifest = new ArchiveManifest(files);
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

    static ArchiveOptions options(LocalDate to, int fileRows, int memory) {
        return new ArchiveOptions(Topics.STANDARD, Optional.empty(), to, false, fileRows, memory);
    }
}
