package dev.footfall.standalone.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.events.RepoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A state that cannot prove of which commit it is: it is counted again, and answers nothing meanwhile. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StateWithoutMarksIT {
    @TempDir
    private Path directory;

    @Test
    void isCountedAgain() throws IOException {
        try (var log = new KnownLog(directory.resolve("kafka"))) {
            try (Aggregator before = start(log)) {
                log.grow(400);
                awaitAll(log, before.state());
            }
            removeMarks(log);
            deleteLocalStores();

            try (Aggregator now = start(log)) {
                awaitAll(log, now.state());
                log.grow(400);
                awaitAll(log, now.state());
                awaitAll(log, now.standby());
            }
        }
    }

    private Aggregator start(KnownLog log) {
        var aggregator = new Aggregator(
                KnownLog.config(log.bootstrapServers(), directory.resolve("state"), 1),
                new SteadyTime(System::nanoTime, System.currentTimeMillis()),
                sentence -> {
                    throw new IllegalStateException(sentence);
                });
        aggregator.start();
        return aggregator;
    }

    private void deleteLocalStores() throws IOException {
        Path stores = directory.resolve("state").resolve(KnownLog.STATE.applicationId());
        try (Stream<Path> files = Files.walk(stores)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    /** Deletes them in the changelogs, of which the next start makes its stores. */
    private static void removeMarks(KnownLog log) {
        Map<String, Object> client = Map.of("bootstrap.servers", log.bootstrapServers());
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            String changelog = KnownLog.STATE.changelog();
            for (int partition = 0; partition < KnownLog.PARTITIONS; partition++) {
                var unused = producer.send(new ProducerRecord<>(changelog, partition, PartKeys.mark(), null));
            }
        }
    }

    private static void awaitAll(KnownLog log, LocalState state) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            for (RepoId repo : log.repositories()) {
                assertEquals(Optional.of(log.files(repo)), files(state.totals().of(repo)), repo::toString);
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
