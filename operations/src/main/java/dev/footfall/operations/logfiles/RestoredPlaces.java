package dev.footfall.operations.logfiles;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic and partition of each record of an exported log where it is restored. Topics may have another prefix there, and those by
 * repository another number of partitions: a record is then in the partition of its key. One that was not in it before,
 * and was rejected for that, is not in it there either.
 */
final class RestoredPlaces {
    private final Path file;
    private final ExportedLog exported;
    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final int before;
    private final int partitions;

    /**
     * {@code partitions}: empty for those of the exported log.
     *
     * @throws IllegalStateException if the log has topics that are unknown, or of different numbers of partitions
     */
    RestoredPlaces(Path file, ExportedLog exported, Topics log, OptionalInt partitions) {
        this.file = file;
        this.exported = exported;
        exported.topics().keySet().forEach(name -> topics.put(name, known(name, log)));
        this.before = before();
        this.partitions = partitions.orElse(before);
        exported.topics().forEach((name, number) -> requireAll(number, topic(name)));
    }

    private Topic known(String name, Topics log) {
        Topic known = log.those(TopicSpec::isExported).stream()
                .filter(topic -> topic.spec().isNamed(name))
                .findAny()
                .orElseThrow(() -> BadLogFile.ofLaterRelease(file, "the topic " + name));
        if (topics.containsValue(known)) throw new BadLogFile(file, "has two topics that end as " + name + " does");
        return known;
    }

    private int before() {
        List<Integer> all = exported.topics().entrySet().stream()
                .filter(topic -> topic(topic.getKey()).spec().isPartitioned())
                .map(Map.Entry::getValue)
                .toList();
        return all.isEmpty() ? 1 : Collections.max(all);
    }

    private void requireAll(int found, Topic topic) {
        int expected = topic.spec().partitions(before);
        if (found == expected) return;
        throw new BadLogFile(file, "has " + found + " partitions of " + topic.name() + " instead of " + expected);
    }

    private Topic topic(String exportedName) {
        return Objects.requireNonNull(topics.get(exportedName));
    }

    /** The topics of the restored log that have records in the exported one. */
    List<Topic> topics() {
        return List.copyOf(topics.values());
    }

    /** The number of partitions of the restored topics by repository. */
    int partitions() {
        return partitions;
    }

    /** The number of partitions of the exported topics by repository. */
    int partitionsBefore() {
        return before;
    }

    boolean isRepartitioned() {
        return partitions != before;
    }

    /** True if partitions only become several ones. */
    boolean isSplit() {
        return repartition().isSplit();
    }

    private Repartition repartition() {
        return new Repartition(before, partitions);
    }

    /** The head of the restored log; where it is repartitioned, its ranges of offsets are empty. */
    ExportedLog restored() {
        List<OffsetRange> ranges = new ArrayList<>();
        if (!isRepartitioned()) {
            for (OffsetRange range : exported.partitions()) {
                String name = topic(range.topic()).name();
                ranges.add(new OffsetRange(name, range.partition(), range.first(), range.end()));
            }
        } else {
            for (Topic topic : topics.values()) {
                for (int i = 0; i < topic.spec().partitions(partitions); i++) {
                    long first = isSplit() && isCut(topic, i % before) ? 1 : 0;
                    ranges.add(new OffsetRange(topic.name(), i, first, first));
                }
            }
        }
        return new ExportedLog(exported.id(), ranges);
    }

    /** True if the beginning of an exported partition was deleted. */
    private boolean isCut(Topic topic, int partition) {
        return exported.partitions().stream()
                .anyMatch(range -> range.partition() == partition
                        && range.first() > 0
                        && topic(range.topic()).equals(topic));
    }

    /** The same record in its restored place; one of sealed days that is of a whole partition, in each that this is split into. */
    List<ConsumerRecord<byte[], byte[]>> placed(ConsumerRecord<byte[], byte[]> record) {
        boolean isSealed = isRepartitioned() && topic(record.topic()).spec() == TopicSpec.SEALED_DAYS;
        List<ConsumerRecord<byte[], byte[]>> all =
                isSealed ? new SplitSeals(repartition()).of(record) : List.of(record);
        return all.stream().map(one -> placed(one, isSealed)).toList();
    }

    private ConsumerRecord<byte[], byte[]> placed(ConsumerRecord<byte[], byte[]> record, boolean isInPlace) {
        Topic topic = topic(record.topic());
        if (!isRepartitioned() && topic.name().equals(record.topic())) return record;
        boolean moves = isRepartitioned() && !isInPlace && topic.spec().isPartitioned();
        int partition = moves ? repartition().partition(record) : record.partition();
        var place = new TopicPartition(topic.name(), partition);
        return new ExportedRecord(
                        place, record.offset(), record.timestamp(), record.key(), record.value(), record.headers())
                .consumed();
    }
}
