package dev.footfall.aggregator.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.rules.ExclusionReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionSealingTest {
    private static final LocalDate BEFORE = LocalDate.parse("2026-06-01");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final LogPosition POSITION = new LogPosition(9_000, NOW.toEpochMilli(), 0);
    private static final PartitionSealing.Terms TERMS =
            new PartitionSealing.Terms("test@0123456789ab", Duration.ofDays(14), BEFORE);

    private final PartitionSealing sealing = new PartitionSealing(TERMS, POSITION, Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "2026-05-31, 2026-11-05T11:59:59.999Z, true",
        "2026-05-31, 2026-11-05T12:00:00Z, false",
        "2026-06-01, 2026-06-01T00:00:00Z, false",
        "1970-01-01, 2026-06-01T00:00:00Z, true"
    })
    void sealsADayBeforeTheDateThatIsClosedForADay(LocalDate date, Instant opened, boolean isSealed) {
        assertEquals(isSealed, seal(date, opened).isPresent());
    }

    @Test
    void sealsADayThatWasSealedBeforeWhateverTheRetention() {
        SealedDay day = SealedDay.of(key(BEFORE.minusDays(1)), row(NOW), "other@0123456789ab", 4_000);

        assertEquals(
                day.row(),
                sealing.seal(day.storeKey(), day.storeValue()).orElseThrow().row());
    }

    @Test
    void sealsADayOfWhichNothingWasCounted() {
        var row = new DailyRow(0, DailyCounts.ZERO, new ExcludedCounts(Map.of(ExclusionReason.METHOD, 3L)), 0);

        SealedDay sealed =
                sealing.seal(key(BEFORE.minusDays(1)), RowFormat.encode(row)).orElseThrow();

        assertEquals(row, sealed.row());
        assertEquals(9_000, sealed.end());
        assertEquals(row, RowFormat.decode(sealed.storeValue()));
    }

    @Test
    void removesWhatIsADayOlderThanTheDateAndWasCounted() {
        seal(BEFORE.minusDays(1), Instant.parse("2026-06-01T00:00:00Z"));
        long cut = Instant.parse("2026-05-31T00:00:00Z").toEpochMilli();

        assertEquals(500, logBegin(sealing, 0, millis -> millis == cut ? 500 : -1));
        assertEquals(9_000, logBegin(sealing, 0, millis -> 10_000));
        assertEquals(600, logBegin(sealing, 600, millis -> 500));
    }

    @Test
    void leavesTheLogFromTheLastSealingBeforeAnOpenDayOpened() {
        Instant opened = NOW.minus(Duration.ofDays(3));
        SealMark first = at(4_000, opened.minusMillis(1), Optional.empty());
        SealMark second = at(6_000, opened, Optional.of(first));
        var third = new PartitionSealing(TERMS, POSITION, Optional.of(second));

        assertEquals(Optional.empty(), third.seal(key(BEFORE.minusDays(1)), row(opened)));

        assertEquals(1, third.open());
        assertEquals(opened.plus(Duration.ofDays(15)), third.closed());
        assertEquals(4_000, logBegin(third, 0, millis -> 10_000));
    }

    @Test
    void reportsOpenDaysBeforeAnEarlierDateThanTheLastOneAlone() {
        LocalDate asked = BEFORE.minusDays(7);
        var terms = new PartitionSealing.Terms(TERMS.rules(), TERMS.retention(), asked);
        var earlier = new PartitionSealing(terms, POSITION, Optional.of(at(4_000, NOW, Optional.empty())));

        earlier.seal(key(asked), row(NOW));
        assertEquals(0, earlier.open());
        earlier.seal(key(asked.minusDays(1)), row(NOW.minusMillis(1)));

        assertEquals(1, earlier.open());
        assertEquals(NOW.minusMillis(1).plus(Duration.ofDays(15)), earlier.closed());
    }

    @Test
    void leavesTheWholeLogWhereNoSealingIsOlderThanAnOpenDay() {
        assertEquals(Optional.empty(), seal(BEFORE.minusDays(1), NOW));

        assertEquals(0, logBegin(sealing, 0, millis -> 10_000));
    }

    @Test
    void leavesWhatAnEarlierSealingByOtherRulesMayHaveLeftOpen() {
        var others = new PartitionSealing.Terms("other@ba9876543210", Duration.ofDays(14), BEFORE);
        Instant opened = NOW.minus(Duration.ofDays(3));
        var position = new LogPosition(4_000, opened.minusMillis(1).toEpochMilli(), 0);
        SealMark first = new PartitionSealing(others, position, Optional.empty()).mark(Map.of(), 4_000, 0, millis -> 0);
        var second = new PartitionSealing(TERMS, POSITION, Optional.of(first));

        second.seal(key(BEFORE.minusDays(1)), row(opened));

        assertEquals(0, logBegin(second, 0, millis -> 10_000));
    }

    @Test
    void keepsOnlySealingsThatMayStillDecide() {
        Optional<SealMark> mark = Optional.empty();
        for (int day = 0; day < 100; day++) {
            mark = Optional.of(at(1_000 + day, NOW.minus(Duration.ofDays(100 - day)), mark));
        }

        SealMark last = sealing(mark, POSITION).mark(Map.of(), 9_000, 0, millis -> 0);

        assertEquals(17, last.sealings().size());
        assertEquals(1_084, last.sealings().get(0).end());
    }

    @Test
    void neverGoesBackBehindAnEarlierDate() {
        SealMark first = sealing.mark(Map.of(), 9_000, 0, millis -> 0);
        var terms = new PartitionSealing.Terms("test@0123456789ab", Duration.ofDays(14), BEFORE.minusDays(9));

        SealMark second =
                new PartitionSealing(terms, POSITION, Optional.of(first)).mark(Map.of(), 9_000, 0, millis -> 0);

        assertEquals(BEFORE, second.last().before());
    }

    private static long logBegin(PartitionSealing sealing, long begin, LongUnaryOperator offsetOf) {
        return sealing.mark(Map.of(), 9_000, begin, offsetOf).logBegin();
    }

    private static SealMark at(long end, Instant logTime, Optional<SealMark> before) {
        return sealing(before, new LogPosition(end, logTime.toEpochMilli(), 0)).mark(Map.of(), end, 0, millis -> 0);
    }

    @Test
    void refusesALogThatIsAheadOfTheClock() {
        Instant newest = Instant.ofEpochMilli(POSITION.newestLogTimeMillis());
        PartitionSealing.requirePast(3, POSITION, newest.minus(Duration.ofHours(24)));

        var ahead = assertThrows(
                IllegalStateException.class,
                () -> PartitionSealing.requirePast(3, POSITION, newest.minus(Duration.ofHours(25))));
        assertTrue(String.valueOf(ahead.getMessage()).startsWith("partition 3 has a record of " + newest));
    }

    private static PartitionSealing sealing(Optional<SealMark> before, LogPosition position) {
        return new PartitionSealing(TERMS, position, before);
    }

    private Optional<SealedDay> seal(LocalDate date, Instant opened) {
        return sealing.seal(key(date), row(opened));
    }

    private static byte[] row(Instant opened) {
        return RowFormat.encode(
                new DailyRow(opened.toEpochMilli(), new DailyCounts(1, 0, 2, 3), ExcludedCounts.NONE, 0));
    }

    private static StoreKey key(LocalDate date) {
        return StoreKey.ofRow("model/org/name".getBytes(StandardCharsets.US_ASCII), (int) date.toEpochDay());
    }
}
