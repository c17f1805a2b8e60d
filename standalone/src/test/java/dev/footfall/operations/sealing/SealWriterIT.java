package dev.footfall.operations.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.counting.SealRecord.SealMark;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.sealing.LogSealing.SealWriter;
import dev.footfall.operations.topics.TopicAdmin;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealWriterIT {
    private static final TopicPartition PLACE = new TopicPartition(TopicSpec.SEALED_DAYS.topic(), 0);

    @TempDir
    private Path directory;

    @Test
    void failsWhereAnotherSealsTheSamePartition() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            var kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            new TopicAdmin(kafka, Topics.STANDARD).ensure(TopicSpec.SEALED_DAYS, 1, Optional.empty());
            try (var alone = new SealWriter(kafka, PLACE, 0);
                    var another = new SealWriter(kafka, PLACE, 1)) {
                write(alone);
                write(another);
                String refused = assertThrows(IllegalStateException.class, () -> write(alone))
                        .getMessage();

                assertEquals("partition 0 is sealed by another process, too: seal again when it is done", refused);
            }
        }
    }

    private static void write(SealWriter writer) {
        var sealing = new SealMark.Sealing("default@2d852a824908", 0, 0, LocalDate.EPOCH);
        writer.write(SealMark.KEY, new SealMark(List.of(sealing), Map.of(), 0, 0));
        writer.flush();
    }
}
