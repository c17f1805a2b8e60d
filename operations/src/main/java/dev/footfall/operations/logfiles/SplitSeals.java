package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.projections.SealedSources;
import dev.footfall.aggregator.topology.RecordKey;
import dev.footfall.events.Unchecked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sealed records of a partition that is split. Those of a repository go where its events do. Sums over all repositories of the
 * partition, such as a source's hours, stay in one part; the others get them with nothing in it, for they say up to which
 * offset events are in such a sum.
 */
record SplitSeals(Repartition partitions) {
    /** The records in their partitions, with the offsets of the partition before. */
    List<ConsumerRecord<byte[], byte[]>> of(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) return List.of(record); // a claim of a sealing, which has ended
        Optional<String> repository = repository(SealDecoder.decode(record.value()));
        if (repository.isPresent()) {
            byte[] key = repository.get().getBytes(StandardCharsets.US_ASCII);
            return List.of(in(RecordKey.partitionOf(key, partitions.after()), record, record.value()));
        }
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(List.of(record));
        for (int part = record.partition() + partitions.before();
                part < partitions.after();
                part += partitions.before()) all.add(in(part, record, emptied(record.value())));
        return all;
    }

    private static Optional<String> repository(SealRecord record) {
        if (record instanceof SealedDay day) return Optional.of(day.repository());
        return record instanceof SealedSources sources ? Optional.of(sources.repository()) : Optional.empty();
    }

    private static byte[] emptied(byte[] value) {
        return Unchecked.io(() -> {
            JsonNode json = ExportedLog.JSON.readTree(value);
            if (json.has("source_hours")) ((ObjectNode) json).putArray("source_hours");
            if (json.has("rejected")) ((ObjectNode) json).putObject("rejected");
            return ExportedLog.JSON.writeValueAsBytes(json);
        });
    }

    private static ConsumerRecord<byte[], byte[]> in(
            int partition, ConsumerRecord<byte[], byte[]> record, byte[] value) {
        var place = new TopicPartition(record.topic(), partition);
        return new ExportedRecord(place, record.offset(), record.timestamp(), record.key(), value, record.headers())
                .consumed();
    }
}
