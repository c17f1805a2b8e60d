package dev.footfall.aggregator.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.internals.OffsetCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateRecoveryTest {
    @TempDir
    private Path directory;

    @Test
    void writesOffsetsAsKafkaStreamsReadsThem() throws IOException {
        Path stores = Files.createDirectory(directory.resolve("0_3"));

        StateRecovery.writeOffsets(stores, Map.of("counts-changelog", 7L, "likes-changelog", 0L));

        Map<TopicPartition, Long> read =
                new OffsetCheckpoint(stores.resolve(".checkpoint").toFile()).read();
        assertEquals(
                Map.of(
                        new TopicPartition("counts-changelog", 3),
                        6L,
                        new TopicPartition("likes-changelog", 3),
                        OffsetCheckpoint.OFFSET_UNKNOWN),
                read);
    }
}
