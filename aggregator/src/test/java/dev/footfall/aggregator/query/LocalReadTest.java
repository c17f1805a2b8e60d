package dev.footfall.aggregator.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalReadTest {
    private static final Instant EARLY = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(1);

    @ParameterizedTest
    @CsvSource({"true, 0, 7", "true, 7, 0", "false, 0, 7", "false, 7, 0"})
    void isAsOldAsTheOlderOfTwoReads(boolean firstIsOlder, long firstLag, long secondLag) {
        var first = new LocalRead.Found<>("a", new AsOf(Optional.of(firstIsOlder ? EARLY : LATE), firstLag));
        var second = new AsOf(Optional.of(firstIsOlder ? LATE : EARLY), secondLag);

        LocalRead<String> both = first.then(value -> new LocalRead.Found<>(value + "b", second));

        Instant wholeUntil = firstIsOlder == firstLag > 0 ? EARLY : LATE;
        assertEquals(new LocalRead.Found<>("ab", new AsOf(Optional.of(EARLY), 7, Optional.empty(), wholeUntil)), both);
    }

    @Test
    void isWholeUntilTheNewestRecordOfThePartitionThatIsFurthestBehind() {
        var current = new AsOf(Optional.of(EARLY), 0);
        var behind = new AsOf(Optional.of(LATE), 3);
        var further = new AsOf(Optional.of(LATE.minusSeconds(1)), 2);

        assertEquals(Instant.MAX, current.and(current).wholeUntil());
        assertEquals(LATE, current.and(behind).wholeUntil());
        assertEquals(LATE.minusSeconds(1), behind.and(further).wholeUntil());
        assertEquals(LATE.minusSeconds(1), further.and(behind).and(current).wholeUntil());
        assertEquals(Instant.MIN, behind.and(new AsOf(Optional.empty(), 1)).wholeUntil());
    }

    @Test
    void hasNoTimeWhenEitherReadWasOfAnEmptyPartition() {
        var dated = new LocalRead.Found<>("a", new AsOf(Optional.of(EARLY), 0));
        var empty = new LocalRead.Found<>("b", new AsOf(Optional.empty(), 3));

        assertEquals(new LocalRead.Found<>("b", new AsOf(Optional.empty(), 3)), dated.then(value -> empty));
        assertEquals(new LocalRead.Found<>("a", new AsOf(Optional.empty(), 3)), empty.then(value -> dated));
    }

    @Test
    void hasTheLastSealedDayOfEitherRead() {
        Optional<LocalDate> last = Optional.of(LocalDate.parse("2025-09-30"));
        var sealed = new AsOf(Optional.of(EARLY), 0, last);
        var earlier = new AsOf(Optional.of(EARLY), 0, Optional.of(LocalDate.parse("2025-09-29")));
        var whole = new AsOf(Optional.of(EARLY), 0);

        for (AsOf both : List.of(sealed.and(whole), whole.and(sealed), sealed.earlier(earlier), earlier.and(sealed))) {
            assertEquals(last, both.lastSealed());
        }
        assertEquals(Optional.empty(), whole.and(whole).lastSealed());
    }

    @Test
    void readsSeveralInOrderAndIsAsOldAsTheOldest() {
        LocalRead<List<Integer>> all = LocalRead.each(
                List.of(2, 1, 3),
                key -> new LocalRead.Found<>(key, new AsOf(Optional.of(LATE.minusSeconds(key)), key)));

        assertEquals(new LocalRead.Found<>(List.of(2, 1, 3), new AsOf(Optional.of(LATE.minusSeconds(3)), 3)), all);
    }

    @Test
    void endsWithTheFirstReadThatFindsNothing() {
        LocalRead<String> elsewhere = new LocalRead.NotOwned<>(3);
        LocalRead<String> restoring = new LocalRead.NotReady<>(3, "restoring");
        LocalRead<String> found = new LocalRead.Found<>("a", new AsOf(Optional.of(EARLY), 0));

        assertEquals(elsewhere, elsewhere.then(value -> fail("asked on")));
        assertEquals(restoring, restoring.then(value -> fail("asked on")));
        assertInstanceOf(LocalRead.NotReady.class, found.then(value -> restoring));
    }
}
