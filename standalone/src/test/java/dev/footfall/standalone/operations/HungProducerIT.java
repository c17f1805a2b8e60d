package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.topology.BatchingClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A counting thread's producer whose broker stops answering in the middle of a transaction. */
@Tag("proof")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HungProducerIT {
    private static final String TOPIC = "changes";

    @TempDir
    Path directory;

    /** Kafka Streams closes a dead thread's producer without a limit, and the thread keeps its partitions meanwhile. */
    @Test
    void isClosedThoughItsTransactionDoesNotEnd() throws Exception {
        try (var broker = BrokerProcess.small(directory, Map.of())) {
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "transactional.id",
                    "counting-thread",
                    "request.timeout.ms",
                    "10000",
                    "delivery.timeout.ms",
                    Integer.toString(Integer.MAX_VALUE));
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
            }
            Producer<byte[], byte[]> producer = new BatchingClients().getProducer(settings);
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(TOPIC, new byte[] {1}), (metadata, failure) -> {});
            producer.flush();
            broker.pause();
            var sent = producer.send(new ProducerRecord<>(TOPIC, new byte[] {2}), (metadata, failure) -> {});

            producer.close(Duration.ofMillis(Long.MAX_VALUE));

            assertTrue(sent.isDone());
            broker.resume();
        }
    }
}
