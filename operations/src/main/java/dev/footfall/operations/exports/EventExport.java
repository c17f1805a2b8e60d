package dev.footfall.operations.exports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.events.Unchecked;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.table.RowWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The export of a log's committed events, up to its present end, as rows with their places in the log. */
public final class EventExport {
    private static final String PARTITIONS = "partitions";

    private final Map<String, String> kafka;
    private final EventExportOptions options;
    private final Topics log;
    private final ReadProgress progress;
    private int partitions;
    private long total;
    private long done;
    private long rows;

    public EventExport(Map<String, String> kafka, EventExportOptions options, ReadProgress progress) {
        this.kafka = kafka;
        this.options = options;
        this.log = options.log();
        this.progress = progress;
    }

    /** {@code out} stays open. Fails if the log cannot be read. */
    public long into(OutputStream out) throws IOException {
        try (var reader = PartitionReader.ofCommitted(kafka, log);
                OutputStream packed = options.form().packed(out);
                RowWriter<LoggedEvent> writer = options.form().format().writer(LoggedEvent.TABLE, packed)) {
            List<OffsetRange> ranges = begin(reader.partitions(log.name(TopicSpec.DOWNLOAD_EVENTS)));
            for (OffsetRange range : ranges) {
                read(range, reader, (row, next) -> {
                    if (row.isPresent()) writer.write(row.get());
                });
            }
        }
        return rows;
    }

    /** Writes the files that the directory lacks; fails if the log cannot be read, or it has another export. */
    public long into(Path path) throws IOException {
        try (var reader = PartitionReader.ofCommitted(kafka, log);
                var directory = ExportDirectory.open(path)) {
            ObjectNode head = head(reader.partitions(log.name(TopicSpec.DOWNLOAD_EVENTS)));
            List<OffsetRange> ranges =
                    begin(ranges(directory.begin(head, PARTITIONS).path(PARTITIONS)));
            Map<Integer, Long> ends = new HashMap<>();
            for (JsonNode part : directory.parts()) {
                ends.put(part.path("partition").asInt(), part.path("end").asLong());
                rows += part.path("rows").asLong();
            }
            for (OffsetRange range : ranges) {
                long next = ends.getOrDefault(range.partition(), range.first());
                done += next - range.first();
                write(from(next, range, reader), reader, directory);
            }
        }
        return rows;
    }

    private void write(OffsetRange range, PartitionReader reader, ExportDirectory directory) throws IOException {
        var chunks = new ChunkWriter(directory, range, options);
        read(range, reader, chunks::add);
        chunks.end();
    }

    /** Fails if a part of it was deleted from the log. */
    private static OffsetRange from(long next, OffsetRange range, PartitionReader reader) {
        long first = reader.partition(range.place()).first();
        if (next < range.end() && first > next) {
            throw new IllegalStateException("the events of partition " + range.partition() + " from offset " + next
                    + " to " + first + " were deleted: export what is left into another directory");
        }
        return new OffsetRange(range.topic(), range.partition(), next, range.end());
    }

    @FunctionalInterface
    interface RowSink {
        void add(Optional<LoggedEvent> row, long next) throws IOException;
    }

    private void read(OffsetRange range, PartitionReader reader, RowSink receiver) throws IOException {
        long before = done;
        reader.read(range, (polled, next) -> {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                Optional<LoggedEvent> row = LoggedEvent.of(record, partitions).filter(options::has);
                if (row.isPresent()) rows++;
                receiver.add(row, record.offset() + 1);
            }
            done = before + next - range.first();
            progress.show(done, total, rows);
        });
        done = before + range.end() - range.first();
    }

    private List<OffsetRange> begin(List<OffsetRange> ranges) {
        partitions = ranges.size();
        total = ranges.stream().mapToLong(range -> range.end() - range.first()).sum();
        return ranges;
    }

    private ObjectNode head(List<OffsetRange> ranges) {
        TopicDescription topic =
                requireNonNull(new TopicAdmin(kafka, log).existing().get(log.name(TopicSpec.DOWNLOAD_EVENTS)));
        ObjectNode head = options.form().into(ExportDirectory.line().put("export", "events"));
        head.put("topic", topic.name()).put("topic_id", topic.topicId().toString());
        options.selection().write(head);
        ArrayNode list = head.putArray(PARTITIONS);
        for (OffsetRange range : ranges) {
            list.addObject()
                    .put("partition", range.partition())
                    .put("first", range.first())
                    .put("end", range.end());
        }
        return head;
    }

    private List<OffsetRange> ranges(JsonNode list) {
        List<OffsetRange> ranges = new ArrayList<>();
        for (JsonNode each : list) {
            ranges.add(new OffsetRange(
                    log.name(TopicSpec.DOWNLOAD_EVENTS),
                    each.path("partition").asInt(),
                    each.path("first").asLong(),
                    each.path("end").asLong()));
        }
        return ranges;
    }

    /** Writes consecutive events by type and month, as many at a time as fit into memory. Which ones depends on the log alone. */
    static final class ChunkWriter {
        private final ExportDirectory directory;
        private final OffsetRange range;
        private final EventExportOptions options;
        private final Map<String, Pile> piles = new TreeMap<>();
        private long bytes;
        private long first;

        ChunkWriter(ExportDirectory directory, OffsetRange range, EventExportOptions options) {
            this.directory = directory;
            this.range = range;
            this.options = options;
            this.first = range.first();
        }

        private static final class Pile {
            final ByteArrayOutputStream text = new ByteArrayOutputStream();
            final RowWriter<LoggedEvent> writer;
            long rows;

            Pile(FileForm form) throws IOException {
                writer = form.format().writer(LoggedEvent.TABLE, text);
            }
        }

        void add(Optional<LoggedEvent> row, long next) throws IOException {
            if (row.isEmpty()) return;
            add(row.get());
            if (bytes >= options.chunkBytes()) write(next);
        }

        private void add(LoggedEvent row) throws IOException {
            String place = ExportDirectory.partition(row.event().repo().type(), YearMonth.from(row.day()));
            Pile pile = piles.computeIfAbsent(place, any -> Unchecked.io(() -> new Pile(options.form())));
            long before = pile.text.size();
            pile.writer.write(row);
            pile.rows++;
            bytes += pile.text.size() - before;
        }

        void end() throws IOException {
            if (first < range.end()) write(range.end());
        }

        private void write(long end) throws IOException {
            List<ExportedFile> files = files();
            ObjectNode part = ExportDirectory.line().put("partition", range.partition());
            part.put("first", first).put("end", end);
            part.put("rows", files.stream().mapToLong(ExportedFile::rows).sum());
            directory.finish(part, files);
            first = end;
            piles.clear();
            bytes = 0;
        }

        private List<ExportedFile> files() throws IOException {
            String name = String.format(Locale.ROOT, "events-%d-%020d", range.partition(), first);
            List<ExportedFile> files = new ArrayList<>();
            for (Map.Entry<String, Pile> entry : piles.entrySet()) {
                Pile pile = entry.getValue();
                pile.writer.close();
                RowOutput rows = out -> {
                    pile.text.writeTo(out);
                    return pile.rows;
                };
                FileForm form = options.form();
                directory
                        .write(form.file(entry.getKey() + "/" + name), form.packed(rows))
                        .ifPresent(files::add);
            }
            return files;
        }
    }
}
