package dev.footfall.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublisherConfigTest {
    @Test
    void writesDurablyAndBoundsEveryWait() {
        Map<String, Object> producer = new PublisherConfig("kafka:9092", Map.of()).producer();

        assertEquals("kafka:9092", producer.get("bootstrap.servers"));
        assertEquals("all", producer.get("acks"));
        assertEquals("true", producer.get("enable.idempotence"));
        assertEquals("zstd", producer.get("compression.type"));
        assertEquals("1000", producer.get("max.block.ms"));
        assertEquals("15000", producer.get("delivery.timeout.ms"));
        assertEquals("3000", producer.get("request.timeout.ms"));
    }

    @Test
    void passesClientPropertiesThrough() {
        var config = new PublisherConfig(
                "kafka:9092", Map.of("linger.ms", "50", "security.protocol", "SSL", "bootstrap.servers", "other:1"));

        assertEquals("50", config.producer().get("linger.ms"));
        assertEquals("kafka:9092", config.producer().get("bootstrap.servers"));
        assertEquals("SSL", config.probe().get("security.protocol"));
        assertEquals("kafka:9092", config.probe().get("bootstrap.servers"));
    }

    @Test
    void sendsInBulkWithFullerBatchesUnlessConfigured() {
        var config = new PublisherConfig("kafka:9092", Map.of());
        var configured = new PublisherConfig("kafka:9092", Map.of("linger.ms", "7", "compression.type", "lz4"));

        assertEquals("1", config.producer().get("linger.ms"));
        assertEquals("20", config.inBulk().producer().get("linger.ms"));
        assertEquals("65536", config.producer().get("batch.size"));
        assertEquals("262144", config.inBulk().producer().get("batch.size"));
        assertEquals("1", config.inBulk().producer().get("compression.zstd.level"));
        assertEquals("7", configured.inBulk().producer().get("linger.ms"));
        assertEquals("lz4", configured.inBulk().producer().get("compression.type"));
        assertEquals("all", config.inBulk().producer().get("acks"));
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "enable.idempotence, false",
        "partitioner.ignore.keys, true",
        "partitioner.class, org.apache.kafka.clients.producer.RoundRobinPartitioner",
        "transactional.id, t",
        "key.serializer, org.apache.kafka.common.serialization.StringSerializer"
    })
    void refusesWhatWouldLoseOrScatterEvents(String name, String value) {
        var failure = assertThrows(
                IllegalArgumentException.class, () -> new PublisherConfig("kafka:9092", Map.of(name, value)));

        assertTrue(String.valueOf(failure.getMessage()).contains(name), failure.getMessage());
    }

    @Test
    void needsAnAddress() {
        var failure = assertThrows(IllegalArgumentException.class, () -> new PublisherConfig(" ", Map.of()));

        assertEquals("kafka.bootstrap-servers is empty; it must be host:port", failure.getMessage());
    }
}
