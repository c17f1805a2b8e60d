package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Unchecked;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sealed days' offsets as the restored log has them, which has no gaps of transactions and deletion. Not thread-safe. */
final class OffsetMapping {
    private final Map<Integer, PartitionMapping> partitions = new HashMap<>();

    private static final class PartitionMapping {
        private final TreeSet<Long> pending = new TreeSet<>();
        private final Map<Long, Long> moved = new HashMap<>();
        private long next;

        void pass(long offset) {
            while (!pending.isEmpty() && pending.first() <= offset) moved.put(pending.pollFirst(), next);
            next++;
        }

        long moved(long offset) {
            return moved.getOrDefault(offset, next);
        }
    }

    OffsetMapping(ExportedLog log) {
        for (OffsetRange partition : log.partitions()) {
            if (TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.topic()))
                of(partition.partition()).next = log.begin(partition);
        }
    }

    private PartitionMapping of(int partition) {
        return partitions.computeIfAbsent(partition, any -> new PartitionMapping());
    }

    void pass(ConsumerRecord<byte[], byte[]> record) {
        PartitionMapping partition = of(record.partition());
        if (TopicSpec.DOWNLOAD_EVENTS.isNamed(record.topic())) partition.pass(record.offset());
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
