package dev.footfall.standalone.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.writer.ImageWriterOptions;
import org.apache.kafka.image.writer.RecordListWriter;
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

    private MetadataDowngrade() {}

    /** Rewrites the metadata in the directory of a formatted node, unless this Kafka knows its version. */
    static void ifNeeded(Path directory) throws Exception {
        var bootstrap = new BootstrapDirectory(directory.toString());
        BootstrapMetadata formatted = bootstrap.read();
        if (formatted.metadataVersion().compareTo(KNOWN) <= 0) return;
        Path kept = directory.resolveSibling(directory.getFileName() + "-metadata-" + formatted.metadataVersion());
        if (Files.exists(directory.resolve(MetadataLog.DIRECTORY)) && !Files.exists(kept)) {
            Files.move(directory.resolve(MetadataLog.DIRECTORY), kept, StandardCopyOption.ATOMIC_MOVE);
        }
        bootstrap.writeBinaryFile(Files.exists(kept) ? read(kept) : known(formatted));
    }

    /** The same for a node that was formatted but never started. */
    private static BootstrapMetadata known(BootstrapMetadata formatted) {
        return formatted.copyWithFeatureRecord(MetadataVersion.FEATURE_NAME, KNOWN.featureLevel());
    }

    private static BootstrapMetadata read(Path log) throws IOException {
        MetadataImage image = MetadataLog.read(log);
        var records = new RecordListWriter();
        image.write(
                records,
                new ImageWriterOptions.Builder(image).setMetadataVersion(KNOWN).build());
        return BootstrapMetadata.fromRecords(records.records(), "the metadata of a later Kafka in " + log);
    }
}
