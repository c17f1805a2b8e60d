package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenDaysTest {
    private static final Instant OPENED = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(60);

    /** A sealed day has no visitors, also under rules by which it would still accept events. */
    @ParameterizedTest
    @CsvSource({"1, 0, P60D, true", "1, 0, P60DT0.001S, false", "0, 0, P1D, false", "1, 9, P20D, false"})
    void acceptEventsUntilTheirRetentionIsOverOrTheyAreSealed(
            long files, long sealedEnd, Duration age, boolean isOpen) {
        var counts = new DailyCounts(files, 0, files, 0);
        ValueWriter value = RowFormat.write(new DailyRow(OPENED.toEpochMilli(), counts, ExcludedCounts.NONE, 0));
        SealedEnd.write(sealedEnd, value);
        byte[] key = StoreKey.ofRow("model/a/b".getBytes(StandardCharsets.US_ASCII), 20_000)
                .bytes();

        OpenDay day = OpenDay.of(key, value.toByteArray());

        assertEquals(isOpen, day.isOpen(OPENED.plus(age), RETENTION));
    }
}
