package dev.footfall.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.exports.ExportDirectory;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.logfiles.ReadProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The archive of a log's committed events: each run adds the days that are over, and what came late for those before. */
public final class Archive {
    private final Map<String, String> kafka;
    private final ArchiveOptions options;
    private final ReadProgress progress;
    private final String topic;
    private long rows;

    public Archive(Map<String, String> kafka, ArchiveOptions options, ReadProgress progress) {
        this.kafka = kafka;
        this.options = options;
        this.progress = progress;
        this.topic = options.log().name(TopicSpec.DOWNLOAD_EVENTS);
    }

    /**
     * The number of rows written. Fails if the log cannot be read, if the directory has the archive of another log, or if events were
     * deleted before they were archived.
     */
    public long into(Path path) throws IOException {
        try (var reader = PartitionReader.ofCommitted(kafka, options.log());
                var directory = ExportDirectory.open(path);
                var days = new WaitingDays(path.resolve(".waiting"), options.memory())) {
            List<OffsetRange> log = reader.partitions(topic);
            var manifest = new ArchiveManifest(directory, directory.begin(head(log.size()), ""));
            manifest.deleteUnfinished(path);
            var target = new ArchiveTarget(directory, manifest, ArchivedVisitors.of(path), days, options);
            List<OffsetRange> ranges = missing(log, manifest);
            write(ranges, new LoggedEvents(reader, log.size(), ranges, progress), target);
        }
        return rows;
    }

    private List<OffsetRange> missing(List<OffsetRange> log, ArchiveManifest manifest) {
        List<OffsetRange> missing = new ArrayList<>();
        for (OffsetRange whole : log) {
            ArchivedOffsets archived = manifest.archived(whole.partition());
            if (archived.hasAll(whole.end(), options.to())) continue;
            if (!options.skipsDeleted()) archived.requireKept(whole, "add --skip-deleted");
            missing.add(archived.rest(whole));
        }
        return missing;
    }

    private void write(List<OffsetRange> ranges, LoggedEvents events, ArchiveTarget target) throws IOException {
        for (OffsetRange range : ranges) {
            var writer = new PartWriter(target, range);
            events.read(range, writer::add, rows);
            rows += writer.end();
        }
    }

    private ObjectNode head(int partitions) {
        ObjectNode head = ArchiveManifest.head(kafka, options.log(), partitions);
        options.from().ifPresent(day -> head.put(ArchiveManifest.FROM, day.toString()));
        return head;
    }
}
