package dev.footfall.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class KafkaEventPublisherTest {
    /** A port that no test is given. */
    private static final String NOBODY = "127.0.0.1:1";

    private static final Node BROKER = new Node(0, "kafka-1", 9092);

    /** Topics of one partition. */
    private static final Cluster CLUSTER = new Cluster(
            "cluster",
            List.of(BROKER),
            Stream.of(TopicSpec.DOWNLOAD_EVENTS, TopicSpec.REJECTED)
                    .map(topic -> new PartitionInfo(topic.topic(), 0, BROKER, new Node[] {BROKER}, new Node[] {BROKER}))
                    .toList(),
            Set.of(),
            Set.of());

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(CLUSTER, false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaEventPublisher publisher =
            new KafkaEventPublisher(kafka, Topics.STANDARD, 1, Durability.OF_REPLICAS);
    private final List<DownloadEvent> events = EventPublisherContract.events("e", 3);

    @Test
    void keysEachEventByItsRepository() {
        assertFalse(publisher.publish(events).isDone());

        ProducerRecord<byte[], byte[]> first = kafka.history().get(0);
        assertEquals(TopicSpec.DOWNLOAD_EVENTS.topic(), first.topic());
        assertArrayEquals(events.get(0).repo().keyBytes(), first.key());
        assertArrayEquals(EventCodec.encode(events.get(0)), first.value());
    }

    @Test
    void acknowledgesWithTheLastOfTheRecords() {
        CompletableFuture<Delivery> delivery = publisher.publish(events);

        assertTrue(kafka.completeNext());
        assertTrue(kafka.completeNext());
        assertFalse(delivery.isDone());
        assertTrue(kafka.completeNext());
        assertEquals(new Delivery.Acknowledged(), delivery.join());
    }

    @Test
    void isUnavailableAsSoonAsOneRecordFails() {
        CompletableFuture<Delivery> delivery = publisher.publish(events);

        assertTrue(kafka.completeNext() && kafka.errorNext(new TimeoutException("too late")));
        assertEquals(new Delivery.Unacknowledged("too late"), delivery.join());
        assertTrue(kafka.completeNext());
        assertEquals(new Delivery.Unacknowledged("too late"), delivery.join());
    }

    @Test
    void isUnavailableOnceTheTopicHasOtherPartitions() {
        var partitions = new ArrayList<PartitionInfo>();
        var grown = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public List<PartitionInfo> partitionsFor(String topic) {
                return partitions;
            }
        };
        var ingest = new KafkaEventPublisher(grown, Topics.STANDARD, 2, Durability.OF_REPLICAS);
        for (int i = 0; i < 2; i++)
            partitions.add(new PartitionInfo("footfall.download-events.v1", i, null, null, null));
        assertEquals(new Delivery.Acknowledged(), ingest.publish(events).join());
        partitions.add(new PartitionInfo("footfall.download-events.v1", 2, null, null, null));

        Delivery delivery = ingest.publish(events).join();

        assertEquals(
                new Delivery.Unacknowledged(
                        "topic footfall.download-events.v1 has 3 partitions, but its log was created with 2"),
                delivery);
        assertEquals(3, grown.history().size());
    }

    @Test
    void namesTheTopicWhereNoneMayBeWritten() {
        CompletableFuture<Delivery> delivery = publisher.publish(events);

        assertTrue(kafka.errorNext(new ClusterAuthorizationException("Cluster authorization failed.")));
        assertEquals(
                new Delivery.Unacknowledged("Not authorized to write to topic footfall.download-events.v1"),
                delivery.join());
    }

    @Test
    void acknowledgesWhenThePartitionsOfAllRecordsAreOnTheDisk() {
        Map<TopicPartition, CompletableFuture<Void>> disk = new HashMap<>();
        CompletableFuture<Delivery> delivery = new KafkaEventPublisher(
                        kafka,
                        Topics.STANDARD,
                        1,
                        place -> disk.computeIfAbsent(place, any -> new CompletableFuture<>()))
                .publish(events);

        assertEquals(Set.of(), disk.keySet());
        while (kafka.completeNext()) assertFalse(delivery.isDone());

        assertEquals(Set.of(new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), 0)), disk.keySet());
        disk.values().forEach(force -> force.complete(null));
        assertEquals(new Delivery.Acknowledged(), delivery.join());
    }

    @Test
    void isUnavailableWhenAForceFails() {
        Durability broken = partition -> CompletableFuture.failedFuture(new IOException("Input/output error"));
        CompletableFuture<Delivery> delivery =
                new KafkaEventPublisher(kafka, Topics.STANDARD, 1, broken).publish(events);

        while (kafka.completeNext()) {}

        assertEquals(new Delivery.Unacknowledged("Input/output error"), delivery.join());
    }

    @Test
    void sendsNothingMoreOnceARecordWasRefused() {
        kafka.sendException = new TimeoutException("buffer is full");

        CompletableFuture<Delivery> delivery = publisher.publish(events);

        assertEquals(new Delivery.Unacknowledged("buffer is full"), delivery.join());
        assertTrue(kafka.history().isEmpty());
    }

    @Test
    void sendsWhatIsRejectedToItsTopic() {
        var rejected = new RejectedEvent("id", "missing", new RejectedEvent.FromTopic("t", 1, 2));

        CompletableFuture<Delivery> delivery = publisher.send(RecordKind.REJECTED, List.of(rejected));

        assertTrue(kafka.completeNext());
        assertEquals(new Delivery.Acknowledged(), delivery.join());
        assertEquals(TopicSpec.REJECTED.topic(), kafka.history().get(0).topic());
        assertArrayEquals(rejected.toJson(), kafka.history().get(0).value());
    }

    @Test
    void hasRoomWhileAQuarterOfTheBufferIsFree() {
        assertTrue(withBuffer(64, 16).hasRoom());
        assertFalse(withBuffer(64, 15).hasRoom());
    }

    private static KafkaEventPublisher withBuffer(double totalBytes, double freeBytes) {
        var kafka = new MockProducer<byte[], byte[]>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        kafka.setMockMetrics(metric("buffer-total-bytes"), new Fixed(metric("buffer-total-bytes"), totalBytes));
        kafka.setMockMetrics(metric("buffer-available-bytes"), new Fixed(metric("buffer-available-bytes"), freeBytes));
        return new KafkaEventPublisher(kafka, Topics.STANDARD, 1, Durability.OF_REPLICAS);
    }

    private static MetricName metric(String name) {
        return new MetricName(name, "producer-metrics", "", Map.of());
    }

    private record Fixed(MetricName metricName, Object metricValue) implements Metric {}

    @Test
    void isUnavailableWithoutAnyBroker() throws Exception {
        var config = new PublisherConfig(NOBODY, Map.of("max.block.ms", "100"));
        try (var absent = new KafkaEventPublisher(config, 1, Durability.OF_REPLICAS)) {
            Delivery delivery =
                    absent.publish(EventPublisherContract.events("e", 10_000)).get(60, TimeUnit.SECONDS);

            assertInstanceOf(Delivery.Unacknowledged.class, delivery);
        }
    }

    @Test
    void probesAnAbsentBrokerAsUnreachable() {
        try (var probe = new KafkaProbe(new PublisherConfig(NOBODY, Map.of()))) {
            assertFalse(probe.isReachable());
        }
    }

    @Test
    void refusesSettingsThatKafkaRefuses() {
        var config = new PublisherConfig("not-a-port", Map.of());

        var failure = assertThrows(
                IllegalArgumentException.class,
                () -> new KafkaEventPublisher(config, 1, Durability.OF_REPLICAS).close());

        assertTrue(String.valueOf(failure.getMessage()).contains("not-a-port"), failure.getMessage());
    }
}
