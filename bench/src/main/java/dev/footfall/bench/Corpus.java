package dev.footfall.bench;

import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.publish.PublisherConfig;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The first events of a load as JSON in memory, sent repeatedly so that generating them costs a sender nothing. */
final class Corpus {
    private static final int MAX_EVENTS = 100_000;

    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();

    Corpus(Load load, Catalog catalog) {
        var text = new EventText(catalog, load.seed());
        for (Iterator<LoadEvent> events = load.stream(); events.hasNext() && keys.size() < MAX_EVENTS; ) {
            LoadEvent event = events.next();
            keys.add(catalog.key(event.repository()));
            values.add(text.of(event));
        }
    }

    /** POSTs of this many events each, without a shorter last one. */
    List<byte[]> requests(int eventsPerRequest) {
        int size = Math.min(eventsPerRequest, values.size());
        var requests = new ArrayList<byte[]>();
        for (int from = 0; from + size <= values.size(); from += size) {
            requests.add(HttpConnection.post(values.subList(from, from + size)));
        }
        return requests;
    }

    /** Sends this many events with a producer; returns the seconds. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
    double produce(PublisherConfig config, long events) {
        var acknowledged = new AtomicLong();
        double seconds;
        try (var producer = new KafkaProducer<byte[], byte[]>(config.producer())) {
            producer.partitionsFor(TopicSpec.DOWNLOAD_EVENTS.topic());
            long startNanos = System.nanoTime();
            for (long number = 0; number < events; number++) {
                int index = (int) (number % values.size());
                var record =
                        new ProducerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), keys.get(index), values.get(index));
                producer.send(record, (metadata, failure) -> {
                    if (failure == null) acknowledged.incrementAndGet();
                });
            }
            producer.flush();
            seconds = (System.nanoTime() - startNanos) / 1e9;
        }
        if (acknowledged.get() == events) return seconds;
        throw new IllegalStateException(
                "of " + events + " events of the reference, Kafka accepted only " + acknowledged.get());
    }
}
