package dev.footfall.operations.topics;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoneBrokerTest {
    @TempDir
    Path directory;

    @Test
    void saysWhichSettingOfKafkasClientsCannotBeUsed() throws IOException {
        Files.createFile(directory.resolve("meta.properties"));
        var client = Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "BAD");

        var refusal = assertThrows(
                IllegalStateException.class, () -> LoneBroker.requireOf(directory, AdminAnswers.of(client)));

        String message = String.valueOf(refusal.getMessage());
        String expected =
                "Kafka at 127.0.0.1:1 cannot be reached: Invalid value BAD for configuration " + "security.protocol";
        assertTrue(message.startsWith(expected), message);
    }
}
