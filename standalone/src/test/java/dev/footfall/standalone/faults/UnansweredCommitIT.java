package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.topology.BatchingClients;
import dev.footfall.operations.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A commit that no broker answers ends its thread: Kafka Streams would take an error that can be retried for one before the
 * commit, and restore its tasks while the transaction is open.
 */
class UnansweredCommitIT {
    @TempDir
    private Path directory;

    @Test
    void failsForGood() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var topic = new NewTopic("changes", Optional.of(1), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        }
        Producer<byte[], byte[]> producer = producer(broker.bootstrapServers());
        try (broker) {
            producer.initTransactions();
            producer.beginTransaction();
            byte[] bytes = "one".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>("changes", bytes, bytes), (metadata, failure) -> {})
                    .get();
        }

        RuntimeException failure = assertThrows(RuntimeException.class, producer::commitTransaction);

        producer.close(Duration.ZERO);
        assertFalse(failure instanceof RetriableException, failure::toString);
    }

    private static Producer<byte[], byte[]> producer(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "one");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        return new BatchingClients().getProducer(settings);
    }
}
