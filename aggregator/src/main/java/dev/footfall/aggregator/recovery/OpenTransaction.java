package dev.footfall.aggregator.recovery;

import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

record OpenTransaction(TopicPartition partition, long producerId, int epoch, int coordinatorEpoch, long firstOffset) {
    static OpenTransaction of(TopicPartition partition, ProducerState producer) {
        return new OpenTransaction(
                partition,
                producer.producerId(),
                producer.producerEpoch(),
                producer.coordinatorEpoch().orElse(0),
                producer.currentTransactionStartOffset().orElseThrow());
    }

    AbortTransactionSpec abort() {
        return new AbortTransactionSpec(partition, producerId, (short) epoch, Math.max(0, coordinatorEpoch));
    }
}
