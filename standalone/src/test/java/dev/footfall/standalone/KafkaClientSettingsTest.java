package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.standalone.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientSettingsTest {
    /** A topic that a broker makes for a client has its default settings, by which records are deleted. */
    @Test
    void letNoClientHaveAMissingTopicMade() {
        Settings settings = Settings.read(null, Map.of("KAFKA_ALLOW_AUTO_CREATE_TOPICS", "true"), Map.of());

        assertEquals("false", RoomConfigs.of(settings).kafka().get("allow.auto.create.topics"));
    }
}
