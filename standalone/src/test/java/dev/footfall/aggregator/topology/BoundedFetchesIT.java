package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.standalone.PatientHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFetchesIT {
    private static final TopicPartition PARTITION = new TopicPartition("any", 0);

    @TempDir
    Path directory;

    @Test
    void aSmallBatchOfALargeRecordIsLeftOutAndTheNextRecordIsRead() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(kafka)) {
                admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                        .all()
                        .get();
            }
            byte[] blanks = new byte[(int) BoundedFetches.MOST_BYTES + 1];
            Arrays.fill(blanks, (byte) ' ');
            send(broker, blanks);
            send(broker, "next".getBytes(StandardCharsets.UTF_8));

            try (Consumer<byte[], byte[]> consumer = BoundedFetches.consumer(kafka)) {
                consumer.assign(List.of(PARTITION));
                consumer.seekToBeginning(List.of(PARTITION));
                List<String> read = new ArrayList<>();
                Awaitility.await().atMost(PatientHttp.PATIENCE).until(() -> {
                    consumer.poll(Duration.ofMillis(100))
                            .forEach(record -> read.add(
                                    record.offset() + " " + new String(record.value(), StandardCharsets.UTF_8)));
                    return read.size() == 2;
                });

                assertEquals(List.of("0 " + BoundedFetches.LEFT_OUT, "1 next"), read);
            }
        }
    }

    private static void send(EmbeddedBroker broker, byte[] value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "compression.type",
                "zstd",
                "max.request.size",
                2 * value.length + 1_000,
                "buffer.memory",
                Long.toString(3L * value.length + (1 << 20)));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
        }
    }
}
