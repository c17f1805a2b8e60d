package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RetainedMetersTest {
    @Test
    void areThoseOfKafkaThatTheDocsExplain() throws IOException {
        String docs = Files.readString(Path.of("../docs/operations.md"));
        Set<String> explained = Pattern.compile("`(kafka_[a-z_]+)`")
                .matcher(docs)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> kept = RetainedMeters.OF_KAFKA.stream()
                .map(name -> name.replace('.', '_').replace("failed_stream_threads", "failed_stream_threads_total"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(explained, kept);
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

        assertEquals(
                List.of("footfall.events.read", "footfall.likes.v1", "jvm.memory.used"),
                registry.getMeters().stream()
                        .map(Meter::getId)
                        .map(id -> String.valueOf(id.getTags().isEmpty() ? id.getName() : id.getTag("topic")))
                        .sorted()
                        .toList());
    }
}
