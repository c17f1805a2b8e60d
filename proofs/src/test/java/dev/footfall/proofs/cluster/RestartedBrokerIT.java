package dev.footfall.proofs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that was away copies what it missed, and loses its power as soon as it is in sync. The processors are busy
 * meanwhile: so it copies before it has read the settings that Kafka keeps for all brokers.
 */
class RestartedBrokerIT {
    private static final int PARTITIONS = 8;
    private static final int RECORDS = 400;

    @TempDir
    Path directory;

    @Test
    @Tag("proof")
    void hasOnItsDiskWhatItMissed() throws Exception {
        LoopImageIT.require(directory);
        Settings settings = Settings.read(null, Map.of(), Map.of("topics.partitions", Integer.toString(PARTITIONS)));
        try (LoopbackCluster cluster = LoopbackCluster.startKafka(directory, settings, new ClusterSize(0, 0), true)) {
            Member last = cluster.members(Role.BROKER).get(2);
            produce(cluster, last);
            last.kill();
            Map<Integer, Long> ends = produce(cluster, last);
            var load = new BusyProcessors();
            last.start();
            cluster.awaitUp(last);
            load.end();

            last.losePower();

            assertEquals(ends, onDisk(last));
        }
    }

    /** Many threads that want all the time there is. */
    private static final class BusyProcessors {
        private static final int PER_PROCESSOR = 20;
        private volatile boolean isOver;

        BusyProcessors() {
            int threads = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < threads; i++) begin("busy-" + i);
        }

        private void begin(String name) {
            var thread = new Thread(this::spin, name);
            thread.setDaemon(true);
            thread.start();
        }

        private void spin() {
            while (!isOver) Thread.onSpinWait();
        }

        void end() {
            isOver = true;
        }
    }

    /** Sends some records to each partition, and returns the offset after the last one of each. */
    private Map<Integer, Long> produce(LoopbackCluster cluster, Member any) throws Exception {
        var properties = new HashMap<String, Object>(
                RoomConfigs.of(cluster.settings(any)).kafka());
        properties.put("acks", "all");
        var ends = new TreeMap<Integer, Long>();
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            String topic = Topics.STANDARD.name(TopicSpec.LIKES);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, i % PARTITIONS, new byte[8], new byte[64])));
            }
            for (Future<RecordMetadata> one : sent) {
                RecordMetadata record = one.get();
                ends.merge(record.partition(), record.offset() + 1, Math::max);
            }
        }
        return ends;
    }

    private Map<Integer, Long> onDisk(Member broker) throws IOException {
        var ends = new TreeMap<Integer, Long>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String name = Topics.STANDARD.name(TopicSpec.LIKES) + "-" + partition;
            File segment = directory
                    .resolve(broker.toString())
                    .resolve(name)
                    .resolve("00000000000000000000.log")
                    .toFile();
            ends.put(partition, end(segment));
        }
        return ends;
    }

    private static long end(File segment) throws IOException {
        long end = 0;
        try (FileRecords records = FileRecords.open(segment, false)) {
            for (RecordBatch batch : records.batches()) {
                if (batch.isValid()) end = batch.nextOffset();
            }
        } catch (CorruptRecordException e) {
            return end; // bytes that were never written
        }
        return end;
    }
}
