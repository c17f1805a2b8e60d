package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitorKeyTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final String KEY = "0123456789abcdef".repeat(4);

    @Test
    void isReadBackAsItWasWritten() {
        var key = new VisitorKey(DAY, KEY);

        assertEquals(Optional.of(key), VisitorKey.decode(key.toJson()).value());
        assertEquals(Optional.of(DAY), VisitorKey.dayOf(VisitorKey.recordKey(DAY)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | json",
                "{\"key\":\"K\"} | day",
                "{\"day\":\"20 November\",\"key\":\"K\"} | day",
                "{\"day\":\"2026-11-20\"} | key",
                "{\"day\":\"2026-11-20\",\"key\":\"K0\"} | key"
            })
    void namesTheFieldAtFault(String json, String field) {
        byte[] value = json.replace("K", KEY).getBytes(StandardCharsets.UTF_8);

        assertEquals(field, VisitorKey.decode(value).fold(key -> "", FieldError::field));
    }

    @Test
    void showsTheDayAlone() {
        assertFalse(new VisitorKey(DAY, KEY).toString().contains(KEY.substring(0, 8)));
    }
}
