package dev.footfall.aggregator.sealing;

import dev.footfall.aggregator.counting.SealedDays;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sealed days read from their compacted topic. Each call opens a consumer of its own and reads from the
 * topic's beginning; the returned partition holds that consumer until it is closed. Safe for many threads; fails if the topic
 * cannot be read.
 */
public final class KafkaSeals implements Seals {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSeals.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_EMPTY_POLLS = 300;

    private final Map<String, Object> kafka;
    private final Topics log;

    public KafkaSeals(Map<String, String> kafka, Topics log) {
        var settings = new HashMap<String, Object>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000); // of one commit
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25); // a close waits for the last fetch
        this.kafka = Map.copyOf(settings);
        this.log = log;
    }

    @Override
    public Optional<PartitionSeals> of(int partition) {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        Optional<KafkaPartitionSeals> found = Optional.empty();
        try {
            Beginning beginning = find(consumer, partition);
            beginning.loss(partition).ifPresent(loss -> LOG.warn("{}: the records in between are not counted", loss));
            found = beginning.sealed();
        } finally {
            if (found.isEmpty()) consumer.close();
        }
        return found.map(PartitionSeals.class::cast);
    }

    @Override
    public Optional<String> loss(int partition) {
        try (var consumer = consumer()) {
            return find(consumer, partition).loss(partition);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Beginning find(KafkaConsumer<byte[], byte[]> consumer, int partition) {
        var events = new TopicPartition(log.name(TopicSpec.DOWNLOAD_EVENTS), partition);
        long begin = offset(consumer.beginningOffsets(List.of(events)), events);
        // by name: a list of topics leaves out those that may not be described
        boolean isSealed =
                !consumer.partitionsFor(log.name(TopicSpec.SEALED_DAYS)).isEmpty();
        if (!isSealed || (begin == 0 && !hasPlaceholder(consumer, events)))
            return new Beginning(begin, Optional.empty());
        var seals = new TopicPartition(log.name(TopicSpec.SEALED_DAYS), partition);
        consumer.assign(List.of(seals));
        consumer.seekToBeginning(List.of(seals));
        var found = new KafkaPartitionSeals(consumer, seals, Math.max(1, begin));
        found.look();
        return new Beginning(begin, Optional.of(found).filter(days -> days.last.isPresent()));
    }

    /** An imported log begins with one, deleted afterwards, and is back if the broker dies before it notes that. */
    private static boolean hasPlaceholder(KafkaConsumer<byte[], byte[]> consumer, TopicPartition events) {
        consumer.assign(List.of(events));
        consumer.seekToBeginning(List.of(events));
        long end = offset(consumer.endOffsets(List.of(events)), events);
        for (int emptyPolls = 0; isBefore(end, consumer, events, emptyPolls); emptyPolls++) {
            for (ConsumerRecord<byte[], byte[]> first : consumer.poll(POLL))
                return first.key() == null && first.value() == null;
        }
        return false;
    }

    private static boolean isBefore(long end, KafkaConsumer<?, ?> consumer, TopicPartition place, int emptyPolls) {
        if (emptyPolls > MOST_EMPTY_POLLS) throw new TimeoutException("the broker returns no records");
        return consumer.position(place) < end;
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition));
    }

    private record Beginning(long offset, Optional<KafkaPartitionSeals> sealed) {
        Optional<String> loss(int partition) {
            // an imported log without sealed days begins at 1
            long sealedTo = Math.max(
                    1, sealed.flatMap(days -> days.last).map(SealMark::logBegin).orElse(1L));
            if (offset <= sealedTo) return Optional.empty();
            return Optional.of("The log of partition %d begins at offset %d, but days are sealed only up to %d"
                    .formatted(partition, offset, sealedTo));
        }
    }

    private static final class KafkaPartitionSeals implements PartitionSeals {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicPartition place;
        private final long logBegin;
        private final long end;
        private final Set<String> rules = new TreeSet<>();
        private Optional<SealMark> last = Optional.empty();
        private long loaded = -1;

        KafkaPartitionSeals(KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long logBegin) {
            this.consumer = consumer;
            this.place = place;
            this.logBegin = logBegin;
            this.end = offset(consumer.endOffsets(List.of(place)), place);
        }

        /** Reads all of them once: by which rules they are must be known before the first one is loaded. */
        private void look() {
            for (int emptyPolls = 0; isBefore(end, consumer, place, emptyPolls); emptyPolls++) {
                if (poll(record -> look(SealDecoder.decode(record.value())))) emptyPolls = 0;
            }
        }

        private void look(SealRecord record) {
            if (!record.rules().isEmpty()) rules.add(record.rules());
            if (record instanceof SealMark mark) last = Optional.of(mark);
        }

        private boolean poll(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
            boolean hasRecords = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                hasRecords = true;
                if (record.offset() < end && record.value() != null) reader.accept(record);
            }
            return hasRecords;
        }

        @Override
        public Set<String> rules() {
            return Set.copyOf(rules);
        }

        @Override
        public void loadSome(SealedDays into) {
            if (into.next() != loaded) consumer.seek(place, Math.min(end, into.next()));
            poll(record -> into.load(SealDecoder.decode(record.value()), record.offset()));
            loaded = into.next(); // a poll may only pass what compaction removed
            if (consumer.position(place) >= end) into.complete(last.orElseThrow(), logBegin);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
