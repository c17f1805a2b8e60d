package dev.footfall.queryapi.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.query.HourRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HourSpanTest {
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void hasTheHoursThatAPeriodTouches(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long start = 3_600L * random.nextInt(50) + 3_599L * random.nextInt(2);
            long end = start + random.nextInt(4) * 1_800L * random.nextInt(60);

            HourSpan span = HourSpan.touching(OptionalLong.of(start), OptionalLong.of(end));

            for (long hour = 0; hour < 200; hour++) {
                boolean isTouched = hour * 3_600 <= end && start < (hour + 1) * 3_600;
                assertEquals(isTouched, span.contains(hour), "seed=" + seed + " " + start + " " + end + " " + hour);
            }
        }
    }

    @Test
    void hasAllHoursOfItsDays() {
        var one = LocalDate.parse("2026-11-19");
        var other = LocalDate.parse("2026-11-20");

        HourSpan span = HourSpan.ofDays(one, other);

        assertEquals(one, span.firstDate());
        assertEquals(other, span.lastDate());
        assertEquals(
                new HourRange(Instant.parse("2026-11-19T00:00:00Z"), Instant.parse("2026-11-20T23:00:00Z")),
                span.range());
    }

    @Test
    void isOpenWhereAnEndIsNotGiven() {
        HourSpan all = HourSpan.touching(OptionalLong.empty(), OptionalLong.empty());

        assertEquals(HourSpan.ofDays(LocalDate.EPOCH, LAST_DAY), all);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "7, 6"})
    void isNoRunThatBeginsBefore1970OrEndsBeforeItBegins(long first, long last) {
        assertThrows(IllegalArgumentException.class, () -> new HourSpan(first, last));
    }

    @Test
    void mayBeOneHour() {
        assertEquals(7, new HourSpan(7, 7).last());
    }
}
