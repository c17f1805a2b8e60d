package dev.footfall.operations.broker;

import dev.footfall.events.TopicSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.metadata.MetadataRecordType;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.ByteUtils;

/** Guards logs: Kafka deletes records of topics that its metadata, damaged or left out of a backup, does not know. */
final class LostTopics {
    private static final List<TopicSpec> KEPT = Stream.of(TopicSpec.values())
            .filter(topic -> topic.isExported() || topic == TopicSpec.RESTORED)
            .toList();

    private static final String METADATA = "__cluster_metadata-0";
    private static final Pattern PARTITION = Pattern.compile("(.+)-\\d+");

    private LostTopics() {}

    static void refuse(Path directory) throws IOException {
        Path metadata = directory.resolve(METADATA);
        Set<String> known = topicsOf(metadata);
        var lost = new TreeSet<String>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path partition : files.toList()) {
                var name = PARTITION.matcher(partition.getFileName().toString());
                if (name.matches()
                        && KEPT.stream().anyMatch(topic -> topic.isNamed(name.group(1)))
                        && !known.contains(name.group(1))) {
                    lost.add(name.group(1));
                }
            }
        }
        if (lost.isEmpty()) return;
        throw new IllegalStateException("the metadata of Kafka in " + metadata
                + " lacks " + String.join(", ", lost)
                + ", which have records: it is damaged, or belongs to another directory. Nothing was started, because "
                + "Kafka would delete them; restore all of "
                + directory + " from one backup");
    }

    private static Set<String> topicsOf(Path metadata) throws IOException {
        var topics = new HashSet<String>();
        for (Path snapshot : files(metadata, ".checkpoint")) readTopics(snapshot, topics);
        for (Path segment : files(metadata, ".log")) {
            if (!readTopics(segment, topics)) break;
        }
        return topics;
    }

    private static List<Path> files(Path metadata, String ending) throws IOException {
        if (!Files.exists(metadata)) return List.of();
        try (Stream<Path> files = Files.list(metadata)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** Reads the topics of a file up to the first batch that is not whole, where Kafka stops too; false if there is one. */
    private static boolean readTopics(Path file, Set<String> topics) throws IOException {
        try (FileRecords records = FileRecords.open(file.toFile(), false)) {
            for (RecordBatch batch : records.batches()) {
                if (!batch.isValid()) return false;
                if (batch.isControlBatch()) continue;
                for (Record record : batch) topicOf(record.value()).ifPresent(topics::add);
            }
            return true;
        } catch (CorruptRecordException e) {
            return false;
        }
    }

    /** The topic that a metadata record creates. Its frame: frame version, type and version of the record as varints. */
    private static Optional<String> topicOf(ByteBuffer value) {
        int frame = ByteUtils.readUnsignedVarint(value);
        int type = ByteUtils.readUnsignedVarint(value);
        int version = ByteUtils.readUnsignedVarint(value);
        if (frame != 1 || type != MetadataRecordType.TOPIC_RECORD.id()) return Optional.empty();
        return Optional.of(new TopicRecord(new ByteBufferAccessor(value), (short) version).name());
    }
}
