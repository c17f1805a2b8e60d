package dev.footfall.operations.logfiles;

import dev.footfall.events.RestoredPartition;
import dev.footfall.events.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** The records of an export that a cluster has already: none at first, some after an import that was interrupted. */
final class ImportedRecords {
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> begins;
    private final TopicPartition noted;
    private final Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();

    /** {@code noted}: the partition that has records of its own before those of an export. */
    ImportedRecords(Map<TopicPartition, Long> begins, TopicPartition noted) {
        this.begins = begins;
        this.noted = noted;
    }

    long begin(TopicPartition place) {
        return begins.getOrDefault(place, 0L);
    }

    /** Fails if the partition has anything that is not of this export. */
    void find(RestoredPartition wanted, Optional<RestoredPartition> found, PartitionReader reader) {
        var place = new TopicPartition(wanted.topic(), wanted.partition());
        if (found.filter(mark -> !mark.export().equals(wanted.export())).isPresent()) {
            throw refused(place, "has records of another export");
        }
        if (found.filter(RestoredPartition::isComplete).isPresent()) {
            ends.put(place, wanted.end());
            return;
        }
        long end = reader.partition(place).end();
        if (found.isEmpty() && end > (place.equals(noted) ? begin(place) : 0))
            throw refused(place, "has records, or had some before");
        if (end > wanted.end()) throw refused(place, "has records that are not from this export");
        ends.put(place, end);
        if (end > begin(place)) last.put(place, last(place, end, reader));
    }

    private static ConsumerRecord<byte[], byte[]> last(TopicPartition place, long end, PartitionReader reader) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        reader.read(
                new OffsetRange(place.topic(), place.partition(), end - 1, end),
                (polled, next) -> records.addAll(polled));
        if (records.size() != 1) throw refused(place, "has lost records of an import that was interrupted");
        return records.get(0);
    }

    long total() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - begin(end.getKey())))
                .sum();
    }

    boolean isEmpty(TopicPartition place) {
        return ends.getOrDefault(place, 0L) == 0;
    }

    /** True if a record is there, at its offset in the restored log; fails if another is there in its place. */
    boolean has(ConsumerRecord<byte[], byte[]> exported, long offset) {
        var place = new TopicPartition(exported.topic(), exported.partition());
        long end = ends.getOrDefault(place, 0L);
        ConsumerRecord<byte[], byte[]> there = last.get(place);
        if (offset == end - 1 && there != null && !isSame(exported, there)) {
            throw refused(place, "has records that are not from this export");
        }
        return offset < end;
    }

    private static boolean isSame(ConsumerRecord<byte[], byte[]> exported, ConsumerRecord<byte[], byte[]> there) {
        Header time = there.headers().lastHeader(Topics.LOG_TIME_HEADER);
        return Arrays.equals(exported.key(), there.key())
                && Arrays.equals(exported.value(), there.value())
                && time != null
                && ByteBuffer.wrap(time.value()).getLong() == exported.timestamp();
    }

    private static IllegalStateException refused(TopicPartition place, String why) {
        return new IllegalStateException("partition " + place.partition() + " of " + place.topic() + " " + why
                + ": a log can only be imported into empty topics; delete the topic, or name another Kafka");
    }
}
