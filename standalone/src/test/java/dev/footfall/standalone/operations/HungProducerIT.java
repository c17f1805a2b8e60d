package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.topology.BatchingClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    private BrokerProcess broker;
    private Producer<byte[], byte[]> producer;

    @BeforeEach
    void beginATransaction() throws Exception {
        broker = BrokerProcess.small(directory, Map.of());
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "transactional.id",
                "counting-thread",
                "max.block.ms",
                "10000",
                "request.timeout.ms",
                "10000",
                "delivery.timeout.ms",
                Integer.toString(Integer.MAX_VALUE));
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        producer = new BatchingClients().getProducer(settings);
        producer.initTransactions();
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(TOPIC, new byte[] {1}), (metadata, failure) -> {});
        producer.flush();
    }

    @AfterEach
    void stop() {
        producer.close(Duration.ZERO);
        broker.close();
    }

    /** Kafka Streams closes a dead thread's producer without a limit, and the thread keeps its partitions meanwhile. */
    @Test
    void isClosedThoughItsTransactionDoesNotEnd() {
        broker.pause();
        var sent = producer.send(new ProducerRecord<>(TOPIC, new byte[] {2}), (metadata, failure) -> {});

        producer.close(Duration.ofMillis(Long.MAX_VALUE));

        assertTrue(sent.isDone());
    }

    /** After a {@link TimeoutException}, the thread would restore its stores for this producer, which takes no record more. */
    @Test
    void isGivenUpForGoodWhenACommitIsNotAnswered() {
        broker.pause();

        KafkaException failure = assertThrowsExactly(KafkaException.class, producer::commitTransaction);

        assertInstanceOf(TimeoutException.class, failure.getCause());
    }

    @Test
    void isGivenUpForGoodWhenTheOffsetsOfACommitAreNotAnswered() {
        ConsumerGroupMetadata group = group();
        broker.pause();

        KafkaException failure = assertThrowsExactly(
                KafkaException.class,
                () -> producer.sendOffsetsToTransaction(
                        Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(1)), group));

        assertInstanceOf(TimeoutException.class, failure.getCause());
    }

    private ConsumerGroupMetadata group() {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", "group");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }
}
