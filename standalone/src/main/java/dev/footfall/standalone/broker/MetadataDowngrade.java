package dev.footfall.standalone.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.metadata.MetadataRecordType;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.image.writer.ImageWriterOptions;
import org.apache.kafka.image.writer.RecordListWriter;
import org.apache.kafka.metadata.MetadataRecordSerde;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Rewrites the metadata of a lone node that a later Kafka has formatted, because Kafka refuses metadata of a version that
 * it does not know. Topics, their ids, partitions and settings stay as they are, and so do the records in them. The
 * registrations of nodes are the only records whose form has changed from 4.2 to 4.3; a node registers anew at each start.
 *
 * <p>The old metadata log is moved out of the node's directory first and kept; what is in it becomes the new log's first
 * records. Should that be interrupted, the next start does it again, from the log that was moved.
 */
final class MetadataDowngrade {
    private static final MetadataVersion KNOWN = MetadataVersion.latestProduction();
    private static final String LOG = "__cluster_metadata-0";

    /** Records that the new log does not need, or that it gets when the node starts. */
    private static final Set<MetadataRecordType> LEFT_OUT = Set.of(
            MetadataRecordType.REGISTER_BROKER_RECORD,
            MetadataRecordType.UNREGISTER_BROKER_RECORD,
            MetadataRecordType.FENCE_BROKER_RECORD,
            MetadataRecordType.UNFENCE_BROKER_RECORD,
            MetadataRecordType.BROKER_REGISTRATION_CHANGE_RECORD,
            MetadataRecordType.REGISTER_CONTROLLER_RECORD,
            MetadataRecordType.BEGIN_TRANSACTION_RECORD,
            MetadataRecordType.END_TRANSACTION_RECORD,
            MetadataRecordType.ABORT_TRANSACTION_RECORD,
            MetadataRecordType.NO_OP_RECORD);

    private final MetadataDelta delta =
            new MetadataDelta.Builder().setImage(MetadataImage.EMPTY).build();

    private MetadataDowngrade() {}

    /** Rewrites the metadata in the directory of a formatted node, unless this Kafka knows its version. */
    static void ifNeeded(Path directory) throws Exception {
        var bootstrap = new BootstrapDirectory(directory.toString());
        BootstrapMetadata formatted = bootstrap.read();
        if (formatted.metadataVersion().compareTo(KNOWN) <= 0) return;
        Path kept = directory.resolveSibling(directory.getFileName() + "-metadata-" + formatted.metadataVersion());
        if (Files.exists(directory.resolve(LOG)) && !Files.exists(kept)) {
            Files.move(directory.resolve(LOG), kept, StandardCopyOption.ATOMIC_MOVE);
        }
        bootstrap.writeBinaryFile(Files.exists(kept) ? read(kept) : known(formatted));
    }

    /** The same for a node that was formatted but never started. */
    private static BootstrapMetadata known(BootstrapMetadata formatted) {
        return formatted.copyWithFeatureRecord(MetadataVersion.FEATURE_NAME, KNOWN.featureLevel());
    }

    private static BootstrapMetadata read(Path log) throws IOException {
        var downgrade = new MetadataDowngrade();
        long offset = downgrade.replayNewestSnapshot(log);
        downgrade.replayAll(log, offset);
        MetadataImage image = downgrade.delta.apply(new MetadataProvenance(offset, 0, 0, true));
        var records = new RecordListWriter();
        image.write(
                records,
                new ImageWriterOptions.Builder(image).setMetadataVersion(KNOWN).build());
        return BootstrapMetadata.fromRecords(records.records(), "the metadata of a later Kafka in " + log);
    }

    /** Replays the newest snapshot, and returns the offset of the first record that is not in it; 0 without a snapshot. */
    private long replayNewestSnapshot(Path log) throws IOException {
        List<Path> snapshots = files(log, ".checkpoint");
        if (snapshots.isEmpty()) return 0;
        Path newest = snapshots.get(snapshots.size() - 1);
        replay(newest, 0);
        return offsetOf(newest);
    }

    private void replayAll(Path log, long fromOffset) throws IOException {
        for (Path segment : files(log, ".log")) replay(segment, fromOffset);
    }

    private void replay(Path file, long fromOffset) throws IOException {
        try (FileRecords records = FileRecords.open(file.toFile(), false)) {
            for (RecordBatch batch : records.batches()) {
                if (!batch.isValid()) return; // its end was cut off when the node was killed
                if (batch.isControlBatch()) continue;
                for (Record record : batch) {
                    if (record.offset() >= fromOffset) replay(record);
                }
            }
        }
    }

    private void replay(Record record) {
        var header = record.value().duplicate();
        int frameVersion = ByteUtils.readUnsignedVarint(header);
        short type = (short) ByteUtils.readUnsignedVarint(header);
        if (frameVersion != 1 || !LEFT_OUT.contains(MetadataRecordType.fromId(type))) {
            var accessor = new ByteBufferAccessor(record.value());
            delta.replay(
                    new MetadataRecordSerde().read(accessor, record.valueSize()).message());
        }
    }

    private static List<Path> files(Path log, String ending) throws IOException {
        Function<Path, Long> offset = MetadataDowngrade::offsetOf;
        try (Stream<Path> files = Files.list(log)) {
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
