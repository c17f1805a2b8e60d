package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The end of a plain string, found eight bytes at a time, is the one that is found byte by byte. */
class PlainJsonTest {
    private static final String TEXT = "0123456789abcdefghijklm\",";

    @Test
    void anyTwoNeighboursAtAnyPlace() {
        for (int at = 0; at + 1 < TEXT.length(); at++) {
            byte[] json = TEXT.getBytes(StandardCharsets.US_ASCII);
            for (int pair = 0; pair < 1 << 16; pair++) {
                json[at] = (byte) (pair >>> 8);
                json[at + 1] = (byte) pair;
                int shown = pair;
                int place = at;
                assertEquals(
                        endOfString(json),
                        PlainJson.endOfString(json, 0),
                        () -> Integer.toHexString(shown) + " at " + place);
            }
        }
    }

    private static int endOfString(byte[] json) {
        for (int at = 0; at < json.length; at++) {
            if (json[at] == '"') return at;
            boolean isPlain = json[at] >= ' ' && json[at] < 0x7f && json[at] != '\\';
            if (!isPlain) return PlainJson.NONE;
        }
        return PlainJson.NONE;
    }
}
