package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RetainedMetersTest {
    @Test
    void ofKafkaAreInTheDocs() throws IOException {
        List<String> rows = new TreeMap<>(RetainedMeters.OF_KAFKA)
                .entrySet().stream()
                        .map(meter -> DocTable.row("`" + inPrometheus(meter.getKey()) + "`", meter.getValue()))
                        .toList();

        DocTable.assertTable("metrics.md", "| metric of Kafka | meaning |", rows);
    }

    private static String inPrometheus(String meter) {
        return meter.replace('.', '_').replace("failed_stream_threads", "failed_stream_threads_total");
    }

    @Test
    void areFootfallsAndTheJvmsAndOneOfEachOfKafka() {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new RetainedMeters());

        registry.counter("footfall.events.read");
        registry.counter("jvm.memory.used");
        registry.counter("kafka.stream.state.put.rate");
        registry.counter("kafka.consumer.fetch.manager.records.lag.max", Tags.of("topic", "footfall.likes.v1"));
        registry.counter("kafka.consumer.fetch.manager.records.lag.max", Tags.of("topic", "footfall_likes_v1"));
        registry.counter("kafka.consumer.fetch.manager.records.lag.max", Tags.of("topic", "hub2.users.v1"));
        registry.counter("kafka.consumer.fetch.manager.records.lag.max", Tags.of("topic", "hub2_users_v1"));

        assertEquals(
                List.of("footfall.events.read", "footfall.likes.v1", "hub2.users.v1", "jvm.memory.used"),
                registry.getMeters().stream()
                        .map(Meter::getId)
                        .map(id -> String.valueOf(id.getTags().isEmpty() ? id.getName() : id.getTag("topic")))
                        .sorted()
                        .toList());
    }
}
