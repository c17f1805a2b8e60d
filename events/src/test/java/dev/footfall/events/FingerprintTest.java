package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void differsForDifferentEvents() {
        Set<Long> fingerprints = new HashSet<>();

        for (int id = 0; id < 300; id++) {
            byte[] text = ("event-" + "0".repeat(id % 20) + id).getBytes(StandardCharsets.UTF_8);
            for (int time = 0; time < 300; time++) fingerprints.add(Fingerprint.of(text, 0, text.length, time));
        }

        assertEquals(300 * 300, fingerprints.size());
    }

    @Test
    void dependsOnTheIdAloneNotOnWhereItStands() {
        byte[] text = "{\"id\":\"0198c5f2-77\"}".getBytes(StandardCharsets.UTF_8);
        byte[] id = "0198c5f2-77".getBytes(StandardCharsets.UTF_8);

        assertEquals(Fingerprint.of(id, 0, id.length, 7), Fingerprint.of(text, 7, id.length, 7));
    }
}
