package dev.footfall.ingest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"})
    void bindsToLoopbackWithoutKeys(String host) {
        assertEquals(host, new IngestConfig(host, 28_081, List.of()).host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "example.org", "127.0.0.1.example.org"})
    void bindsElsewhereOnlyWithKeys(String host) {
        String message = refusal(host, 28_081, List.of());

        assertTrue(message.contains("ingest.host " + host) && message.contains("ingest.api-keys"), message);
        assertEquals(host, new IngestConfig(host, 28_081, List.of("key")).host());
    }

    @Test
    void namesABadPortHostOrKey() {
        assertEquals("ingest.port: not in 0–65535: -1", refusal("localhost", -1, List.of()));
        assertEquals("ingest.port: not in 0–65535: 65536", refusal("localhost", 65_536, List.of()));
        assertEquals("ingest.host is empty", refusal(" ", 1, List.of()));
        String keys = "ingest.api-keys: a key is one or more visible ASCII characters";
        assertEquals(keys, refusal("localhost", 1, List.of("good", "")));
        assertEquals(keys, refusal("localhost", 1, List.of("two words")));
    }

    @Test
    void neverShowsAKey() {
        assertFalse(
                new IngestConfig("localhost", 1, List.of("s3cret")).toString().contains("s3cret"));
    }

    private static String refusal(String host, int port, List<String> keys) {
        var failure = assertThrows(IllegalArgumentException.class, () -> new IngestConfig(host, port, keys));
        return String.valueOf(failure.getMessage());
    }
}
