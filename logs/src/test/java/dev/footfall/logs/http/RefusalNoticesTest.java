package dev.footfall.logs.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalNoticesTest {
    private Instant now = Instant.parse("2026-11-20T04:59:54Z");
    private final RefusalNotices notices = new RefusalNotices(() -> now);

    @Test
    void saysItOnceAnHourForASource() {
        assertTrue(notices.isDue("a"));
        assertFalse(notices.isDue("a"));
        assertTrue(notices.isDue("b"));

        now = now.plusSeconds(10);

        assertTrue(notices.isDue("a"));
        assertFalse(notices.isDue("a"));
    }

    @Test
    void isSilentAboutSourcesAfterTheFirstHundredOfAnHour() {
        for (int i = 0; i < 100; i++) assertTrue(notices.isDue("s" + i));

        assertFalse(notices.isDue("another"));
    }
}
