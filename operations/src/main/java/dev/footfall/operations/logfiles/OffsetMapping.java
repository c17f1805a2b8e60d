package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Unchecked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sealed days' offsets as the restored log has them, which has no gaps of transactions and deletion. Not thread-safe. */
final class OffsetMapping {
    private final Map<Integer, PartitionMapping> partitions = new TreeMap<>();
    private final Map<Integer, List<PartitionMapping>> parts = new HashMap<>();

    private static final class PartitionMapping {
        private final TreeSet<Long> pending = new TreeSet<>();
        private final Map<Long, Long> moved = new HashMap<>();
        private long next;

        /** Gives the ends up to this offset their places: the next record. */
        void reach(long offset) {
            while (!pending.isEmpty() && pending.first() <= offset) moved.put(pending.pollFirst(), next);
        }

        long moved(long offset) {
            return moved.getOrDefault(offset, next);
        }
    }

    /** {@code restored}: the head of the restored log, whose partitions each of {@code before} was split into. */
    OffsetMapping(ExportedLog restored, int before) {
        for (OffsetRange partition : restored.partitions()) {
            if (TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.topic()))
                of(partition.partition()).next = restored.begin(partition);
        }
        partitions.forEach((number, part) ->
                parts.computeIfAbsent(number % before, any -> new ArrayList<>()).add(part));
    }

    private PartitionMapping of(int partition) {
        return partitions.computeIfAbsent(partition, any -> new PartitionMapping());
    }

    /** {@code record}: in its restored partition, with its exported offset; {@code exported}: its partition before. */
    void pass(ConsumerRecord<byte[], byte[]> record, int exported) {
        PartitionMapping partition = of(record.partition());
        if (TopicSpec.DOWNLOAD_EVENTS.isNamed(record.topic())) {
            for (PartitionMapping part : parts.getOrDefault(exported, List.of())) part.reach(record.offset());
            partition.next++;
        }
        if (!isSealed(record)) return;
        var unused = rewritten(record.value(), end -> {
            partition.pending.add(end);
            return end;
        });
    }

    /** A record as it is to be restored, once all were passed. */
    ConsumerRecord<byte[], byte[]> restored(ConsumerRecord<byte[], byte[]> record) {
        if (!isSealed(record)) return record;
        byte[] value = rewritten(record.value(), of(record.partition())::moved);
        return LogTimes.copy(record, record.timestamp(), value);
    }

    private static boolean isSealed(ConsumerRecord<byte[], byte[]> record) {
        return TopicSpec.SEALED_DAYS.isNamed(record.topic()) && record.value() != null;
    }

    private static byte[] rewritten(byte[] value, LongUnaryOperator offsets) {
        var unused = SealDecoder.decode(value); // refuses one that this version does not know
        return Unchecked.io(() -> {
            JsonNode json = ExportedLog.JSON.readTree(value);
            replace(json, "end", offsets);
            replace(json, "rejected_end", offsets);
            replace(json, "log_begin", offsets);
            for (JsonNode sealing : json.path("sealings")) replace(sealing, "end", offsets);
            return ExportedLog.JSON.writeValueAsBytes(json);
        });
    }

    private static void replace(JsonNode json, String field, LongUnaryOperator offsets) {
        if (json.has(field))
            ((ObjectNode) json).put(field, offsets.applyAsLong(json.path(field).asLong()));
    }
}
