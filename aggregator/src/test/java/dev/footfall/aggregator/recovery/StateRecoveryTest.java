package dev.footfall.aggregator.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.internals.OffsetCheckpoint;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateRecoveryTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"7, 6", "0, " + OffsetCheckpoint.OFFSET_UNKNOWN})
    void writesOffsetsAsKafkaStreamsReadsThem(long firstMissing, long last) throws IOException {
        Path stores = Files.createDirectory(directory.resolve("0_3"));
        var changelog = new TopicPartition("counts-changelog", 3);

        StateRecovery.writeOffset(stores, changelog, firstMissing);

        Map<TopicPartition, Long> read =
                new OffsetCheckpoint(stores.resolve(".checkpoint").toFile()).read();
        assertEquals(Map.of(changelog, last), read);
    }
}
