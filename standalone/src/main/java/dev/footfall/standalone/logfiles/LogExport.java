package dev.footfall.standalone.logfiles;

import dev.footfall.aggregator.RestoredLog;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The export of a log: what the counting would read of its topics, up to where they end when it begins, with the log times
 * that the counting goes by. What was made of the log is not exported, as it is made again: neither counted state nor rejects.
 */
public final class LogExport {
    private final Map<String, String> kafka;
    private final Topics log;
    private final MoveProgress progress;
    private final LogTimes times = new LogTimes();
    private long total;
    private long done;
    private long records;

    /**
     * An export that has not begun.
     *
     * @param kafka Kafka client settings, {@code bootstrap.servers} among them
     */
    public LogExport(Map<String, String> kafka, Topics log, MoveProgress progress) {
        this.kafka = kafka;
        this.log = log;
        this.progress = progress;
    }

    /**
     * Writes these of the log's topics.
     *
     * @return the number of records
     * @throws IllegalStateException if the log cannot be read
     */
    public long write(List<String> topics, OutputStream out) throws IOException {
        readMarks();
        try (var committed = PartitionReader.ofCommitted(kafka);
                var all = PartitionReader.ofAll(kafka)) {
            List<ExportedPartition> partitions = new ArrayList<>();
            for (String topic : topics)
                partitions.addAll(reader(topic, committed, all).partitions(topic));
            requireWhole(partitions, committed);
            total = partitions.stream()
                    .mapToLong(partition -> partition.end() - partition.first())
                    .sum();
            var writer =
                    new LogFileWriter(out, new ExportedLog(UUID.randomUUID().toString(), partitions));
            for (ExportedPartition partition : partitions) {
                write(partition, reader(partition.topic(), committed, all), writer);
            }
            writer.finish();
        }
        return records;
    }

    /** Refuses a log of which sealed days are a part: these speak of offsets, which are others elsewhere. */
    private void requireWhole(List<ExportedPartition> partitions, PartitionReader reader) {
        boolean isWhole = partitions.stream()
                .filter(partition -> partition.topic().equals(log.downloadEvents()))
                .allMatch(partition -> partition.first() == 0);
        if (isWhole || !reader.exists(log.sealedDays())) return;
        throw new IllegalStateException(
                "the first events of this log were deleted when their days were sealed, and sealed"
                        + " days cannot be moved: an export would lose their counts");
    }

    private void readMarks() {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            times.restored(new RestoredLog(admin, kafka, log).ends());
        }
    }

    /** The reader that takes of a topic what the counting takes of it. */
    private PartitionReader reader(String topic, PartitionReader committed, PartitionReader all) {
        return topic.equals(log.repositories()) ? all : committed;
    }

    private void write(ExportedPartition partition, PartitionReader reader, LogFileWriter writer) throws IOException {
        long before = done;
        reader.read(partition, (polled, next) -> {
            for (ConsumerRecord<byte[], byte[]> record : times.of(partition.place(), polled)) {
                record.headers().remove(Topics.LOG_TIME_HEADER);
                writer.append(record);
            }
            records += polled.size();
            done = before + next - partition.first();
            progress.show(done, total, records);
        });
        done = before + partition.end() - partition.first();
    }
}
