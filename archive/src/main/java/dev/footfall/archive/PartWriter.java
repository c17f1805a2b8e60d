package dev.footfall.archive;

import dev.footfall.operations.exports.ExportedFile;
import dev.footfall.operations.exports.LoggedEvent;
import dev.footfall.operations.logfiles.OffsetRange;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Archives what a run reads of one partition, a part at a time. Where a part ends depends on the log alone. */
final class PartWriter {
    private final ArchiveTarget target;
    private final OffsetRange range;
    private final ArchivedOffsets archived;
    private long first;
    private OptionalLong open = OptionalLong.empty();
    private long rows;

    PartWriter(ArchiveTarget target, OffsetRange range) {
        this.target = target;
        this.range = range;
        this.archived = target.manifest().archived(range.partition());
        this.first = archived.beginOfPart(range.first());
    }

    void add(ConsumerRecord<byte[], byte[]> record, LoggedEvent logged) throws IOException {
        LocalDate day = logged.day();
        if (target.options().from().filter(day::isBefore).isPresent() || archived.has(record.offset(), day)) return;
        if (day.isAfter(target.options().to())) {
            if (open.isEmpty()) open = OptionalLong.of(record.offset());
            return;
        }
        target.days().add(day, LoggedBytes.of(record));
        if (target.days().isFull(target.options().fileRows())) write(record.offset() + 1);
    }

    /** The number of rows written. */
    long end() throws IOException {
        if (first < range.end()) write(range.end());
        return rows;
    }

    private void write(long end) throws IOException {
        List<ExportedFile> files = new ArrayList<>();
        for (LocalDate day : target.days().days()) files.add(file(day, end));
        target.manifest()
                .finish(
                        new ArchivedPart(
                                range.partition(), first, end, target.options().to(), open),
                        files);
        target.days().clear();
        rows += files.stream().mapToLong(ExportedFile::rows).sum();
        first = end;
        open = OptionalLong.empty();
    }

    private ExportedFile file(LocalDate day, long end) throws IOException {
        List<ArchivedEvent> events = new ArrayList<>();
        target.days()
                .read(day, range.partition(), logged -> events.add(ArchivedEvent.of(logged.event(), target.keys())));
        events.sort(ArchivedEvent.ORDER);
        String name = ArchiveManifest.file(day, range.partition(), first, end);
        return target.directory()
                .write(name, out -> {
                    ParquetFile.write(events, out);
                    return events.size();
                })
                .orElseThrow();
    }
}
