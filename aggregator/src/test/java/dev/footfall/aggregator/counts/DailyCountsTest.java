package dev.footfall.aggregator.counts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyCountsTest {
    private static final DailyCounts HUGE = new DailyCounts(1, 0, 1, Long.MAX_VALUE);

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void isACommutativeMonoidUnderPlusWhereverItSaturates(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            DailyCounts a = counts(random, Long.MAX_VALUE);
            DailyCounts b = counts(random, Long.MAX_VALUE);
            DailyCounts c = counts(random, Long.MAX_VALUE);

            assertEquals(a, a.plus(DailyCounts.ZERO));
            assertEquals(a.plus(b), b.plus(a));
            assertEquals(a.plus(b).plus(c), a.plus(b.plus(c)));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void takesBackWhatWasAddedBelowSaturation(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            DailyCounts a = counts(random, Long.MAX_VALUE / 2);
            DailyCounts b = counts(random, Long.MAX_VALUE / 2);

            assertEquals(a, a.plus(b).plus(b.negate()));
        }
    }

    @Test
    void cannotTakeBackFromASumThatSaturated() {
        var some = new DailyCounts(0, 0, 1, 5);

        assertNotEquals(HUGE, HUGE.plus(some).plus(some.negate()));
    }

    @Test
    void staysAtTheLargestNumberOfBytesRatherThanTurnNegative() {
        assertEquals(Long.MAX_VALUE, HUGE.plus(HUGE).bytes());
        assertEquals(Long.MAX_VALUE, HUGE.plus(new DailyCounts(0, 0, 1, 1)).bytes());
    }

    @Test
    void countsTheSessionsOfWhoeverWasNotSignedIn() {
        assertEquals(2, new DailyCounts(3, 1, 7, 1_000).anonymous());
    }

    @Test
    void countsTheSessionsThatBeganNeitherByGitNorByLfs() {
        assertEquals(4, new DailyCounts(7, 0, 9, 1, 2, 1).http());
        assertEquals(7, new DailyCounts(7, 0, 9, 1).http());
    }

    /** Downloads may be taken back, bytes never are. */
    private static DailyCounts counts(Random random, long mostBytes) {
        long downloads = random.nextLong(10) - 3;
        return new DailyCounts(
                downloads,
                random.nextLong(3) - 1,
                random.nextLong(10),
                random.nextLong(mostBytes),
                random.nextLong(5) - 2,
                random.nextLong(5) - 2);
    }
}
