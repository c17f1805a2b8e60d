package dev.footfall.aggregator.topology;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.ConsumerNetworkClient;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumers of topics that others write, which unpack no more than the heap has room for. Brokers bound what a batch takes packed
 * ({@code max.message.bytes}), and Kafka's client takes the memory of a record as soon as it knows its length: 32 kB of
 * zstd are a record of 300 MiB. So each fetch is looked at before the client unpacks it. A batch that is too large is
 * left out. One record takes its last place, which cannot be read: a dead letter with that
 * offset. Of batches that are too large together, the later ones are fetched again.
 *
 * <p>Kafka has no place for this: the consumer's connection is replaced by reflection, and a test for it says when a new version of
 * the client has another one.
 */
public final class BoundedFetches {
    /** Sixteen times the most that a broker takes by default, and four records of the greatest size. */
    static final long MOST_BYTES = 64 << 20;

    static final String LEFT_OUT = "a batch that unpacks to more than " + (MOST_BYTES >> 20) + " MiB";

    private static final Logger LOG = LoggerFactory.getLogger(BoundedFetches.class);

    private BoundedFetches() {}

    /** A consumer with these settings, of the group protocol "classic". */
    public static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return consumer(settings, ThreadRest.NEVER);
    }

    /** The same, which rests as its thread does. */
    static Consumer<byte[], byte[]> consumer(Map<String, Object> settings, ThreadRest rest) {
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            Object classic = field(KafkaConsumer.class, "delegate").get(consumer);
            Object network = field(ClassicKafkaConsumer.class, "client").get(classic);
            Field client = field(ConsumerNetworkClient.class, "client");
            client.set(network, bounded((KafkaClient) client.get(network), FetchRest.of(settings, rest)));
            return consumer;
        } catch (ReflectiveOperationException | RuntimeException e) {
            consumer.close();
            throw new IllegalStateException("this version of Kafka's client cannot be bounded", e);
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static KafkaClient bounded(KafkaClient client, FetchRest rest) {
        Class<?>[] type = {KafkaClient.class};
        return (KafkaClient) Proxy.newProxyInstance(
                KafkaClient.class.getClassLoader(), type, (proxy, method, given) -> {
                    boolean isFetch =
                            method.getName().equals("newClientRequest") && given[1] instanceof FetchRequest.Builder;
                    if (isFetch) rest.send((FetchRequest.Builder) given[1]);
                    try {
                        Object returned = method.invoke(client, given);
                        if (method.getName().equals("poll"))
                            ((Iterable<?>) returned).forEach(response -> receive(response, rest));
                        return returned;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void receive(Object response, FetchRest rest) {
        boolean isFetch = ((ClientResponse) response).responseBody() instanceof FetchResponse;
        if (!isFetch) return;
        var fetch = (FetchResponse) ((ClientResponse) response).responseBody();
        rest.receive(fetch);
        for (FetchResponseData.FetchableTopicResponse topic : fetch.data().responses()) {
            for (FetchResponseData.PartitionData partition : topic.partitions()) {
                if (partition.records() instanceof MemoryRecords records)
                    partition.setRecords(bounded(records, MOST_BYTES));
            }
        }
    }

    /** The first batches of a fetch, as far as they unpack to no more together; the first of them in any case, or its stand-in. */
    static MemoryRecords bounded(MemoryRecords records, long mostBytes) {
        ByteBuffer bytes = records.buffer();
        int at = bytes.position();
        int start = at;
        long unpacked = 0;
        for (MutableRecordBatch batch : records.batches()) {
            int next = at + batch.sizeInBytes();
            ByteBuffer packed = bytes.duplicate().position(at).limit(next);
            long own = UnpackedBytes.atMost(batch, packed, mostBytes);
            if (own > mostBytes && at == start) return leftOut(batch);
            unpacked += own;
            if (unpacked > mostBytes)
                return MemoryRecords.readableRecords(bytes.duplicate().limit(at).slice());
            at = next;
        }
        return records;
    }

    private static MemoryRecords leftOut(MutableRecordBatch batch) {
        LOG.warn("Offsets {} to {} of a partition are skipped: {}", batch.baseOffset(), batch.lastOffset(), LEFT_OUT);
        var record = new SimpleRecord(batch.maxTimestamp(), new byte[0], LEFT_OUT.getBytes(StandardCharsets.UTF_8));
        return MemoryRecords.withRecords(batch.lastOffset(), Compression.NONE, record);
    }
}
