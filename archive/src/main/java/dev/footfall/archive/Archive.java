package dev.footfall.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.exports.ExportDirectory;
import dev.footfall.operations.exports.LoggedEvent;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.operations.topics.TopicAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The archive of a log's committed events: each run adds the days that are over, and what came late for those before. */
public final class Archive {
    private final Map<String, String> kafka;
    private final ArchiveOptions options;
    private final ReadProgress progress;
    private final String topic;
    private int partitions;
    private long total;
    private long done;
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
            partitions = log.size();
            directory.begin(head(), "");
            var manifest = new ArchiveManifest(directory);
            manifest.deleteUnfinished(path);
            var target = new ArchiveTarget(directory, manifest, ArchivedVisitors.of(path), days, options);
            write(missing(log, manifest), reader, target);
        }
        return rows;
    }

    private List<OffsetRange> missing(List<OffsetRange> log, ArchiveManifest manifest) {
        List<OffsetRange> missing = new ArrayList<>();
        for (OffsetRange whole : log) {
            ArchivedOffsets archived = manifest.archived(whole.partition());
            if (archived.hasAll(whole.end(), options.to())) continue;
            long next = archived.next();
            if (archived.lacksBefore(whole.first()) && !options.skipsDeleted()) {
                throw new IllegalStateException("the events of partition " + whole.partition() + " from offset " + next
                        + " to " + whole.first() + " were deleted before they were archived: to continue without them,"
                        + " add --skip-deleted");
            }
            missing.add(new OffsetRange(topic, whole.partition(), Math.max(next, whole.first()), whole.end()));
        }
        return missing;
    }

    private void write(List<OffsetRange> ranges, PartitionReader reader, ArchiveTarget target) throws IOException {
        total = ranges.stream().mapToLong(range -> range.end() - range.first()).sum();
        for (OffsetRange range : ranges) {
            var writer = new PartWriter(target, range);
            read(range, reader, writer);
            rows += writer.end();
        }
    }

    private void read(OffsetRange range, PartitionReader reader, PartWriter writer) throws IOException {
        long before = done;
        reader.read(range, (polled, next) -> {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                Optional<LoggedEvent> logged = LoggedEvent.of(record, partitions);
                if (logged.isPresent()) writer.add(record, logged.get());
            }
            done = before + next - range.first();
            progress.show(done, total, rows);
        });
        done = before + range.end() - range.first();
    }

    private ObjectNode head() {
        TopicDescription events =
                requireNonNull(new TopicAdmin(kafka, options.log()).existing().get(topic));
        ObjectNode head = ExportDirectory.line().put("archive", "events").put("topic", topic);
        head.put("topic_id", events.topicId().toString()).put("partitions", partitions);
        options.from().ifPresent(day -> head.put("from", day.toString()));
        return head;
    }
}
