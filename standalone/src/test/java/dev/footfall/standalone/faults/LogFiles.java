package dev.footfall.standalone.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.EndTransactionMarker;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The files of a stopped broker, to which records are appended that no broker would have taken. */
final class LogFiles {
    private final Path directory;

    /** The files in the directory of a broker. They count as not closed in order, so that they are checked at its start. */
    LogFiles(Path directory) throws IOException {
        this.directory = directory;
        Files.deleteIfExists(directory.resolve(".kafka_cleanshutdown"));
    }

    /** The directories of a topic's partitions. */
    List<Path> partitions(String topic) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(partition -> partition.getFileName().toString().matches("(?:" + topic + ")-\\d+"))
                    .sorted()
                    .toList();
        }
    }

    /** The records of a partition's last segment, without the markers of transactions. */
    static List<SimpleRecord> records(Path partition) throws IOException {
        List<SimpleRecord> found = new ArrayList<>();
        try (FileRecords records = FileRecords.open(lastSegment(partition).toFile(), false)) {
            for (RecordBatch batch : records.batches()) {
                if (batch.isControlBatch()) continue;
                for (Record record : batch) {
                    found.add(new SimpleRecord(record.timestamp(), copy(record.key()), copy(record.value())));
                }
            }
        }
        return found;
    }

    /** The length of a partition's last segment. */
    static long length(Path partition) throws IOException {
        return Files.size(lastSegment(partition));
    }

    /** Cuts off what a partition's last segment has beyond this length. */
    static void truncate(Path partition, long length) throws IOException {
        try (var file = FileChannel.open(lastSegment(partition), StandardOpenOption.WRITE)) {
            file.truncate(length);
        }
    }

    /** Cuts a partition off somewhere between a length and its end, within a batch as well as between two. */
    static void cutAfter(Path partition, long length, Random random) throws IOException {
        truncate(partition, length + (long) (random.nextDouble() * (length(partition) - length)));
    }

    /** Commits what is open in a partition that was cut, as a coordinator does that only knows its own log. */
    static void commitOpen(Path partition) throws IOException {
        Map<Long, RecordBatch> open = new TreeMap<>();
        End end = end(partition);
        try (FileRecords records = FileRecords.open(lastSegment(partition).toFile())) {
            for (RecordBatch batch : whole(records)) {
                if (batch.isControlBatch()) open.remove(batch.producerId());
                else if (batch.isTransactional()) open.put(batch.producerId(), batch);
            }
        }
        for (RecordBatch batch : open.values()) {
            var marker = new EndTransactionMarker(ControlRecordType.COMMIT, 0);
            append(
                    partition,
                    MemoryRecords.withEndTransactionMarker(
                            end.offset(),
                            batch.maxTimestamp(),
                            end.leaderEpoch(),
                            batch.producerId(),
                            batch.producerEpoch(),
                            marker));
            end = end(partition);
        }
    }

    /** The batches up to one that was cut; the file ends with them then. */
    private static List<RecordBatch> whole(FileRecords records) throws IOException {
        List<RecordBatch> whole = new ArrayList<>();
        int bytes = 0;
        for (RecordBatch batch : records.batches()) {
            whole.add(batch);
            bytes += batch.sizeInBytes();
        }
        if (bytes < records.sizeInBytes()) records.channel().truncate(bytes);
        return whole;
    }

    /** Appends records of a transaction that nobody has begun, and nobody will end. */
    static void appendHung(Path partition, long producerId, SimpleRecord... records) throws IOException {
        appendHung(partition, producerId, (short) 0, records);
    }

    /** Appends a record of the next transaction of the last producer, of which the coordinator knows nothing. */
    static void appendNextTransaction(Path partition) throws IOException {
        Optional<Writer> last = lastWriter(partition);
        if (last.isEmpty()) return;
        List<SimpleRecord> records = records(partition);
        appendHung(partition, last.get().producerId(), last.get().epoch(), records.get(records.size() - 1));
    }

    private record Writer(long producerId, short epoch) {}

    /** The producer whose transaction ended last. */
    private static Optional<Writer> lastWriter(Path partition) throws IOException {
        try (FileRecords records = FileRecords.open(lastSegment(partition).toFile())) {
            return whole(records).stream()
                    .filter(RecordBatch::isControlBatch)
                    .map(marker -> new Writer(marker.producerId(), marker.producerEpoch()))
                    .reduce((earlier, later) -> later);
        }
    }

    private static void appendHung(Path partition, long producerId, short epoch, SimpleRecord... records)
            throws IOException {
        End end = end(partition);
        append(
                partition,
                MemoryRecords.withTransactionalRecords(
                        end.offset(), Compression.NONE, producerId, epoch, 0, end.leaderEpoch(), records));
    }

    /** Cuts off the last batch of a partition, if it has any. */
    static void cutLastBatch(Path partition) throws IOException {
        try (FileRecords records = FileRecords.open(lastSegment(partition).toFile())) {
            List<RecordBatch> batches = whole(records);
            if (batches.isEmpty()) return;
            records.truncateTo(
                    records.sizeInBytes() - batches.get(batches.size() - 1).sizeInBytes());
        }
    }

    /** Appends records. */
    static void append(Path partition, SimpleRecord... records) throws IOException {
        End end = end(partition);
        append(partition, MemoryRecords.withRecords(end.offset(), Compression.NONE, end.leaderEpoch(), records));
    }

    private static void append(Path partition, MemoryRecords records) throws IOException {
        try (var file = FileChannel.open(lastSegment(partition), StandardOpenOption.APPEND)) {
            Utils.writeFully(file, records.buffer());
        }
    }

    private record End(long offset, int leaderEpoch) {}

    private static End end(Path partition) throws IOException {
        Path segment = lastSegment(partition);
        var end = new End(Long.parseLong(segment.getFileName().toString().replace(".log", "")), 0);
        try (FileRecords records = FileRecords.open(segment.toFile())) {
            for (RecordBatch batch : whole(records)) end = new End(batch.nextOffset(), batch.partitionLeaderEpoch());
        }
        return end;
    }

    private static Path lastSegment(Path partition) throws IOException {
        try (Stream<Path> files = Files.list(partition)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".log"))
                    .sorted()
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
        }
    }

    private static @Nullable ByteBuffer copy(@Nullable ByteBuffer bytes) {
        return bytes == null ? null : ByteBuffer.wrap(Utils.toArray(bytes));
    }
}
