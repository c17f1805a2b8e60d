package dev.footfall.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.exports.ExportDirectory;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.queryapi.table.RowWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Counts a log by other rules: the days that an archive has from its files, and the rest from the log. */
public final class ArchiveRecount {
    private final Map<String, String> kafka;
    private final RecountOptions options;
    private final ReadProgress progress;
    private RecountSums sums = RecountSums.NOTHING;

    public ArchiveRecount(Map<String, String> kafka, RecountOptions options, ReadProgress progress) {
        this.kafka = kafka;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Writes the rows of one partition after the other, by day and repository. Fails if the directory is no archive of this log, if it
     * cannot be read, or if events were deleted that it lacks.
     */
    public RecountSums into(Path archive, RowWriter<RecountedDay> rows) throws IOException {
        try (var reader = PartitionReader.ofCommitted(kafka, options.log());
                var directory = ExportDirectory.openExisting(archive);
                var lacking = new WaitingDays(archive.resolve(".waiting"), options.memory())) {
            List<OffsetRange> log = reader.partitions(options.log().name(TopicSpec.DOWNLOAD_EVENTS));
            ObjectNode head = ArchiveManifest.head(kafka, options.log(), log.size());
            var manifest = new ArchiveManifest(directory, directory.begin(head, ArchiveManifest.FROM));
            List<OffsetRange> ranges = log.stream()
                    .map(whole -> rest(whole, manifest.archived(whole.partition())))
                    .toList();
            var events = new LoggedEvents(reader, log.size(), ranges, progress);
            for (OffsetRange range : ranges) {
                var partition = new PartitionRecount(archive, range.partition(), manifest, lacking, options);
                events.read(range, partition::add, sums.archived() + sums.logged());
                count(partition, rows);
                sums = sums.read(
                        partition.archived(),
                        partition.logged(),
                        manifest.archived(range.partition()).skipped(range));
                lacking.clear();
            }
        }
        return sums;
    }

    private OffsetRange rest(OffsetRange whole, ArchivedOffsets archived) {
        archived.requireKept(whole, "run 'footfall archive' with --skip-deleted");
        return archived.rest(whole, options.from());
    }

    private void count(PartitionRecount partition, RowWriter<RecountedDay> rows) throws IOException {
        for (LocalDate day : partition.days()) {
            for (RecountedDay row : partition.count(day)) {
                rows.write(row);
                sums = sums.plus(row.row());
            }
        }
    }
}
