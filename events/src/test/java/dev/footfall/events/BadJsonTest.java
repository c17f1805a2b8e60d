package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "[{}]",
                "7",
                "null",
                "\"text\"",
                "not json",
                "{\"id\"}",
                "{\"id\":}",
                "{'id':'a'}",
                "{\"id\":\"a\",}",
                "{\"id\":\"a\"",
                "{\"id\":\"a",
                "{\"id\":\"\\x\"}",
                "{\"id\":\"a\nb\"}",
                "{\"x\":01}",
                "{\"x\":NaN}",
                "{\"x\":[1}",
                "\uFEFF{}"
            })
    void rejectsWhatIsNoJsonObject(String text) {
        assertEquals(FieldError.JSON, RawEvent.fault(RawEvent.decode(text)).field());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "x", "}", ",", "1", "\"\"", "\u0000"})
    void rejectsWhatFollowsTheEvent(String garbage) {
        String json = RawEvent.minimal().json() + garbage;

        assertEquals(FieldError.JSON, RawEvent.fault(RawEvent.decode(json)).field());
        assertTrue(RawEvent.decode(RawEvent.minimal().json() + " \r\n\t") instanceof Parsed.Valid);
    }

    @Test
    void rejectsTwoThousandLevelsWithoutFailing() {
        for (String opening : new String[] {"[", "{\"a\":"}) {
            String deep = "{\"x\":" + opening.repeat(2_000);

            FieldError fault = RawEvent.fault(RawEvent.decode(deep));

            assertEquals(FieldError.JSON, fault.field());
            assertTrue(fault.error().startsWith("not JSON of at most 1,000 levels"), fault.error());
        }
    }

    @Test
    void rejectsBytesThatAreNotUtf8() {
        byte[][] bad = {{(byte) 0xFF}, {(byte) 0xC3}, {(byte) 0xE2, (byte) 0x82}, {(byte) 0xF5, 1, 1, 1}, {(byte) 0x80}
        };
        for (byte[] bytes : bad) {
            var json = new ByteArrayOutputStream();
            json.writeBytes("{\"id\":\"".getBytes(StandardCharsets.UTF_8));
            json.writeBytes(bytes);
            json.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));

            Parsed<DownloadEvent> decoded = EventCodec.decode(json.toByteArray(), 0);

            assertEquals(FieldError.JSON, RawEvent.fault(decoded).field());
        }
    }

    @Test
    void neverGuessesAnotherEncoding() {
        String json = RawEvent.minimal().json();
        byte[][] others = {
            json.getBytes(StandardCharsets.UTF_16),
            json.getBytes(StandardCharsets.UTF_16LE),
            {0, 0, 1, 0, 0, 0, 0, 0},
            {0, 1, 0, 0, 0, 0, 0, 0},
            {0, 0, (byte) 0xFF, (byte) 0xFE}
        };
        for (byte[] other : others) {
            assertEquals(
                    FieldError.JSON, RawEvent.fault(EventCodec.decode(other, 0)).field());
        }
    }
}
