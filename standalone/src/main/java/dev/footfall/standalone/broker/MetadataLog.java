package dev.footfall.standalone.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.metadata.AbortTransactionRecord;
import org.apache.kafka.common.metadata.BeginTransactionRecord;
import org.apache.kafka.common.metadata.EndTransactionRecord;
import org.apache.kafka.common.metadata.MetadataRecordType;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.metadata.MetadataRecordSerde;

/**
 * Reader of a node's metadata log while the node is stopped: topics, their ids, partitions and settings. It stops where
 * Kafka does, at the first record that is not whole.
 */
final class MetadataLog {
    /** The directory of the log in that of its node. */
    static final String DIRECTORY = "__cluster_metadata-0";

    /** Records that make no topic, or that are written anew when the node starts. */
    private static final Set<MetadataRecordType> LEFT_OUT = Set.of(
            MetadataRecordType.REGISTER_BROKER_RECORD,
            MetadataRecordType.UNREGISTER_BROKER_RECORD,
            MetadataRecordType.FENCE_BROKER_RECORD,
            MetadataRecordType.UNFENCE_BROKER_RECORD,
            MetadataRecordType.BROKER_REGISTRATION_CHANGE_RECORD,
            MetadataRecordType.REGISTER_CONTROLLER_RECORD,
            MetadataRecordType.NO_OP_RECORD);

    private final MetadataDelta delta =
            new MetadataDelta.Builder().setImage(MetadataImage.EMPTY).build();

    /** Records of a transaction that has not ended. */
    private final List<ApiMessage> pending = new ArrayList<>();

    private boolean isInTransaction;

    private MetadataLog() {}

    /** Reads the log in this directory; empty when there is no directory. */
    static MetadataImage read(Path directory) throws IOException {
        var log = new MetadataLog();
        if (!Files.exists(directory)) return log.delta.apply(MetadataProvenance.EMPTY);
        long offset = log.replayNewestSnapshot(directory);
        log.replaySegments(directory, offset);
        return log.delta.apply(new MetadataProvenance(offset, 0, 0, true));
    }

    /** Replays the newest snapshot, and returns the offset of the first record that is not in it; 0 without a snapshot. */
    private long replayNewestSnapshot(Path directory) throws IOException {
        List<Path> snapshots = files(directory, ".checkpoint");
        if (snapshots.isEmpty()) return 0;
        Path newest = snapshots.get(snapshots.size() - 1);
        replay(newest, 0);
        return offsetOf(newest);
    }

    private void replaySegments(Path directory, long fromOffset) throws IOException {
        List<Path> segments = files(directory, ".log");
        for (int i = 0; i < segments.size(); i++) {
            boolean isPast = i + 1 < segments.size() && offsetOf(segments.get(i + 1)) <= fromOffset;
            if (!isPast && !replay(segments.get(i), fromOffset)) return;
        }
    }

    /** Replays a file, and tells if all of it is whole. */
    private boolean replay(Path file, long fromOffset) throws IOException {
        try (FileRecords records = FileRecords.open(file.toFile(), false)) {
            for (RecordBatch batch : records.batches()) {
                if (!batch.isValid()) return false;
                if (batch.isControlBatch()) continue;
                for (Record record : batch) {
                    if (record.offset() >= fromOffset) replay(record);
                }
            }
            return true;
        } catch (CorruptRecordException e) {
            return false;
        }
    }

    private void replay(Record record) {
        var header = record.value().duplicate();
        int frameVersion = ByteUtils.readUnsignedVarint(header);
        short type = (short) ByteUtils.readUnsignedVarint(header);
        if (frameVersion == 1 && LEFT_OUT.contains(MetadataRecordType.fromId(type))) return;
        var accessor = new ByteBufferAccessor(record.value());
        replay(new MetadataRecordSerde().read(accessor, record.valueSize()).message());
    }

    /** Replays a record at once, or at the end of its transaction. */
    private void replay(ApiMessage record) {
        if (record instanceof BeginTransactionRecord) {
            isInTransaction = true;
        } else if (record instanceof AbortTransactionRecord) {
            endTransaction();
        } else if (record instanceof EndTransactionRecord) {
            pending.forEach(delta::replay);
            endTransaction();
        } else if (isInTransaction) {
            pending.add(record);
        } else {
            delta.replay(record);
        }
    }

    private void endTransaction() {
        pending.clear();
        isInTransaction = false;
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        Function<Path, Long> offset = MetadataLog::offsetOf;
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted(Comparator.comparing(offset))
                    .toList();
        }
    }

    /** The offset in the name of a segment, {@code <offset>.log}, or of a snapshot, {@code <offset>-<epoch>.checkpoint}. */
    private static long offsetOf(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf(name.contains("-") ? '-' : '.')));
    }
}
