package dev.footfall.operations.topics;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.ingest.publish.BrokerDisk;
import dev.footfall.ingest.publish.Durability;
import dev.footfall.operations.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoneBrokerIT {
    @TempDir
    Path directory;

    @Test
    void isForcedToTheDiskWhereItsDirectoryIsThatOfItsCluster() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            Map<String, String> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Durability here = LoneBroker.durability(client)) {
                assertInstanceOf(BrokerDisk.class, here);
            }
            LoneBroker.requireOf(directory, AdminAnswers.of(client));
            LoneBroker.requireOf(directory.resolve("none"), AdminAnswers.of(client));

            Files.writeString(directory.resolve("meta.properties"), "cluster.id=of-another");
            assertThrows(IllegalStateException.class, () -> LoneBroker.requireOf(directory, AdminAnswers.of(client)));
            assertSame(Durability.OF_REPLICAS, LoneBroker.durability(client));
            Files.delete(directory.resolve("meta.properties"));
            assertSame(Durability.OF_REPLICAS, LoneBroker.durability(client));
        }
    }
}
