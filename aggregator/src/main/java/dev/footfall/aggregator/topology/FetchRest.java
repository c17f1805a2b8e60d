package dev.footfall.aggregator.topology;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * The time for which brokers hold one consumer's fetches that find nothing: as set while there is news, since a partition that is added
 * waits for the fetch before; long once there was none for a second, since each fetch costs client and broker. Records end
 * it, but commits do not: a reader of committed records does not rest. Kafka's client takes one time for ever: it is
 * changed in each request, by reflection.
 */
final class FetchRest {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LONG_WAIT_MILLIS = 500;

    private final Field maxWait;
    private final LongSupplier nanos;
    private final boolean rests;
    private long newsNanos;

    static FetchRest of(Map<String, Object> consumer, ThreadRest rest) throws NoSuchFieldException {
        Object isolation = consumer.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
        return new FetchRest(rest.clock(), !"read_committed".equals(isolation));
    }

    FetchRest(LongSupplier nanos, boolean rests) throws NoSuchFieldException {
        this.rests = rests;
        this.maxWait = FetchRequest.Builder.class.getDeclaredField("maxWait");
        maxWait.setAccessible(true);
        this.nanos = nanos;
        this.newsNanos = nanos.getAsLong();
    }

    /** Before it is sent. Partitions that are new to the broker are news. */
    void send(FetchRequest.Builder request) throws IllegalAccessException {
        if (!rests) return;
        if (!request.fetchData().isEmpty() || !request.removed().isEmpty()) newsNanos = nanos.getAsLong();
        else if (nanos.getAsLong() - newsNanos > QUIET_NANOS) maxWait.setInt(request, LONG_WAIT_MILLIS);
    }

    void receive(FetchResponse response) {
        if (!rests) return;
        boolean isNews = response.data().responses().stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(FetchRest::hasRecords);
        if (isNews) newsNanos = nanos.getAsLong();
    }

    private static boolean hasRecords(FetchResponseData.PartitionData partition) {
        return partition.records() != null && partition.records().sizeInBytes() > 0;
    }
}
