package dev.footfall.standalone.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.SteadyTime;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.store.PartitionStores;
import dev.footfall.aggregator.store.StorePosition;
import dev.footfall.events.RepoId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A state from before each store said how far it is: it is counted on, and followed from the next flush on. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StateWithoutMarksIT {
    @TempDir
    private Path directory;

    @Test
    void isCountedAsItIsAndAnsweredFromACopyAfterTheNextFlush() {
        try (var log = new KnownLog(directory.resolve("kafka"))) {
            try (Aggregator before = start(log, "before")) {
                log.grow(400);
                awaitAll(log, before.state());
            }
            removeMarks(log);

            try (Aggregator now = start(log, "now")) {
                awaitAll(log, now.state());
                log.grow(400);
                awaitAll(log, now.state());
                awaitAll(log, now.standby());
            }
        }
    }

    private Aggregator start(KnownLog log, String name) {
        var aggregator = new Aggregator(
                KnownLog.config(log.bootstrapServers(), directory.resolve(name), name.length()),
                new SteadyTime(System::nanoTime, System.currentTimeMillis()),
                sentence -> {
                    throw new IllegalStateException(sentence);
                });
        aggregator.start();
        return aggregator;
    }

    /** Deletes them in the changelogs, of which the next node makes its stores. */
    private static void removeMarks(KnownLog log) {
        Map<String, Object> client = Map.of("bootstrap.servers", log.bootstrapServers());
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String store : PartitionStores.ASKED) {
                String changelog = KnownLog.STATE.changelog(store);
                for (int partition = 0; partition < KnownLog.PARTITIONS; partition++) {
                    byte[] mark = StorePosition.key().bytes();
                    var unused = producer.send(new ProducerRecord<>(changelog, partition, mark, null));
                }
            }
        }
    }

    private static void awaitAll(KnownLog log, LocalState state) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            for (RepoId repo : log.repositories()) {
                assertEquals(Optional.of(log.files(repo)), files(state.totals(repo)), repo::toString);
            }
        });
    }

    private static Optional<Long> files(LocalRead<Optional<DailyCounts>> read) {
        return read.fold(
                found -> found.value().map(DailyCounts::files),
                notOwned -> Optional.empty(),
                notReady -> Optional.empty());
    }
}
