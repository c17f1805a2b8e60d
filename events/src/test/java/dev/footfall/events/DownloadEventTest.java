package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DownloadEventTest {
    @Test
    void cutsTheTimeToMilliseconds() {
        DownloadEvent event = RawEvent.minimal().event();
        var finer = Instant.parse("2026-11-20T04:59:54.123999999Z");

        var cut = new DownloadEvent(event.id(), finer, event.repo(), event.visitor(), event.request(), event.details());

        assertEquals(event, cut);
    }

    @Test
    void refusesWhatTheSchemaRefuses() {
        assertThrows(IllegalArgumentException.class, () -> new FileRequest(Via.HTTP, "", 200, 0, null));
        assertThrows(IllegalArgumentException.class, () -> new FileRequest(Via.HTTP, "GET", 99, 0, null));
        assertThrows(IllegalArgumentException.class, () -> new FileRequest(Via.HTTP, "GET", 200, -1, null));
        assertThrows(IllegalArgumentException.class, () -> new FileRequest(Via.HTTP, "GET", 200, 0, -1L));
        assertThrows(IllegalArgumentException.class, () -> new FileRequest(Via.HTTP, "GET", 200, 0, null, -1L));
        assertThrows(IllegalArgumentException.class, () -> new EventDetails("", null, null, null, "192.0.2.7", null));
        assertThrows(IllegalArgumentException.class, () -> new EventDetails("x".repeat(4_097), null, null, null));
        assertThrows(IllegalArgumentException.class, () -> new EventDetails("\uD83D", null, null, null));
    }

    @Test
    void keepsARejectedLineSmallAndWellFormed() {
        var line = new RejectedEvent.FromLine("files-1", 7, "x\uD83D" + "\uD83D\uDE00".repeat(50_000));

        String json = new String(new RejectedEvent("json", "not a line", line).toJson(), StandardCharsets.UTF_8);

        assertTrue(json.startsWith(
                "{\"field\":\"json\",\"error\":\"not a line\",\"source\":\"files-1\",\"line\":7,\"text\":\"x\uFFFD"));
        assertTrue(json.length() < 100_000);
    }
}
