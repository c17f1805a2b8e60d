package dev.footfall.operations.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.topics.TopicAdmin;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SealWriterIT {
    private static final TopicPartition PLACE = new TopicPartition(TopicSpec.SEALED_DAYS.topic(), 0);

    @TempDir
    private Path directory;

    @Test
    void oneOfThoseThatSealThePartitionAtOnceIsDone() {
        withTopic((kafka, reader) -> {
            try (var first = new SealWriter(kafka, PLACE, 0);
                    var second = new SealWriter(kafka, PLACE, 0);
                    var third = new SealWriter(kafka, PLACE, 1)) {
                first.claim(reader);
                assertRefused(() -> second.claim(reader));
                assertRefused(() -> third.claim(reader));

                write(first);
                first.flush(reader);
            }
            try (var later =
                    new SealWriter(kafka, PLACE, reader.partition(PLACE).end())) {
                later.claim(reader);
            }
        });
    }

    @Test
    void failsWhereAnotherHasTakenThePartition() {
        withTopic((kafka, reader) -> {
            try (var first = new SealWriter(kafka, PLACE, 0);
                    var second = new SealWriter(kafka, PLACE, 1)) {
                first.claim(reader);
                second.claim(reader);
                write(first);
                assertRefused(() -> first.flush(reader));

                write(second);
                assertRefused(() -> second.flush(reader));
            }
        });
    }

    @Test
    void writesNothingMoreAfterAFailure() {
        withTopic((kafka, reader) -> {
            var hasty = new HashMap<>(kafka);
            hasty.putAll(Map.of("max.block.ms", "1000", "delivery.timeout.ms", "1000", "request.timeout.ms", "900"));
            try (var writer = new SealWriter(hasty, new TopicPartition("elsewhere", 0), 0)) {
                assertThrows(IllegalStateException.class, () -> writer.claim(reader));
                var refused = assertThrows(IllegalStateException.class, () -> write(writer));

                assertTrue(String.valueOf(refused.getMessage()).startsWith("sealed days could not be written: "));
            }
        });
    }

    private void withTopic(BiConsumer<Map<String, String>, PartitionReader> test) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            var kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            new TopicAdmin(kafka, Topics.STANDARD).ensure(TopicSpec.SEALED_DAYS, 1, Optional.empty());
            try (var reader = PartitionReader.ofCommitted(kafka)) {
                test.accept(kafka, reader);
            }
        }
    }

    private static void assertRefused(Executable seal) {
        String refused = assertThrows(IllegalStateException.class, seal).getMessage();

        assertEquals("partition 0 is being sealed by another process too: seal again when that one is done", refused);
    }

    private static void write(SealWriter writer) {
        var sealing = new SealMark.Sealing("default@91956d798fc5", 0, 0, LocalDate.EPOCH);
        writer.write(SealMark.KEY, new SealMark(List.of(sealing), Map.of(), 0, 0).encode());
    }
}
