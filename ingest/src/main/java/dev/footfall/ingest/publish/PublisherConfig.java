package dev.footfall.ingest.publish;

import dev.footfall.events.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The log's address and client settings: those of durability and partitioning are fixed, others suit small events. */
public record PublisherConfig(String bootstrapServers, Topics topics, Map<String, String> clientProperties) {
    private static final String SERIALIZER = ByteArraySerializer.class.getName();

    private static final Map<String, String> DEFAULTS = Map.of(
            ProducerConfig.CLIENT_ID_CONFIG, "footfall-ingest",
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd",
            // as small as at 3 for events, and tables of a tenth to be cleared for each batch
            ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, "1",
            ProducerConfig.LINGER_MS_CONFIG, "1",
            // the producer keeps one for each partition of five requests
            ProducerConfig.BATCH_SIZE_CONFIG, "65536",
            ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "1000",
            // a leader that does not answer is asked for again in time for its successor
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");

    /** For many events at once: fuller batches. */
    private static final Map<String, String> BULK =
            Map.of(ProducerConfig.LINGER_MS_CONFIG, "20", ProducerConfig.BATCH_SIZE_CONFIG, "262144");

    private static final Map<String, String> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false",
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, SERIALIZER,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, SERIALIZER);

    private static final Set<String> REFUSED =
            Set.of(ProducerConfig.PARTITIONER_CLASS_CONFIG, ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    private static final String PROBE_TIMEOUT_MILLIS = "1000";

    public PublisherConfig {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("kafka.bootstrap-servers is empty; it must be host:port");
        }
        clientProperties = Map.copyOf(clientProperties);
        clientProperties.forEach(PublisherConfig::check);
    }

    public PublisherConfig(String bootstrapServers, Map<String, String> clientProperties) {
        this(bootstrapServers, Topics.STANDARD, clientProperties);
    }

    public PublisherConfig inBulk() {
        var properties = new HashMap<String, String>(BULK);
        properties.putAll(clientProperties);
        return new PublisherConfig(bootstrapServers, topics, properties);
    }

    private static void check(String name, String value) {
        if (REFUSED.contains(name)) {
            throw new IllegalArgumentException("Kafka client property " + name + " must not be set for ingest");
        }
        String fixed = FIXED.get(name);
        if (fixed != null && !fixed.equals(value)) {
            throw new IllegalArgumentException(
                    "Kafka client property " + name + " is always " + fixed + " in ingest, it cannot be " + value);
        }
    }

    public Map<String, Object> producer() {
        var properties = new HashMap<String, Object>(DEFAULTS);
        properties.putAll(clientProperties);
        properties.putAll(FIXED);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** The settings of any client. */
    public Map<String, Object> client() {
        var properties = new HashMap<String, Object>(clientProperties);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    Map<String, Object> probe() {
        Map<String, Object> properties = client();
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "footfall-ingest-probe");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MILLIS);
        return properties;
    }

    /** The outermost message says only that a client was not made; the innermost says why. */
    static IllegalArgumentException unusable(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) innermost = innermost.getCause();
        return new IllegalArgumentException(
                "Kafka cannot be used with these settings (kafka.bootstrap-servers, KAFKA_ variables): "
                        + innermost.getMessage(),
                failure);
    }
}
