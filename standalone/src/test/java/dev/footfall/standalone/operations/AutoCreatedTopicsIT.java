package dev.footfall.standalone.operations;

import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that a broker makes for its clients have its default settings, by which records are deleted after a week. */
class AutoCreatedTopicsIT {
    @TempDir
    Path directory;

    @Test
    @Tag("proof")
    void aReaderOfAMissingTopicDoesNotHaveItMade() throws Exception {
        try (var broker = BrokerProcess.small(directory, Map.of("auto.create.topics.enable", "true"))) {
            var settings = Settings.read(null, Map.of(), Map.of("kafka.bootstrap-servers", broker.bootstrapServers()));
            var client = new HashMap<String, Object>(RoomConfigs.of(settings).kafka());
            try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                    var admin = Admin.create(client)) {
                consumer.partitionsFor("missing");

                Awaitility.await()
                        .atMost(PatientHttp.PATIENCE)
                        .during(Duration.ofSeconds(2))
                        .until(() -> !admin.listTopics().names().get().contains("missing"));
            }
        }
    }
}
