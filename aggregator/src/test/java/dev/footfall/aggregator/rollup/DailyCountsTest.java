package dev.footfall.aggregator.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DailyCountsTest {
    @Test
    void isAGroupUnderPlus() {
        var some = new DailyCounts(3, 1, 7, 1_000);
        var other = new DailyCounts(-1, 0, 1, 5);

        assertEquals(some, some.plus(DailyCounts.ZERO));
        assertEquals(some.plus(other), other.plus(some));
        assertEquals(DailyCounts.ZERO, some.plus(some.negate()));
        assertEquals(2, some.anonymous());
    }

    @Test
    void staysAtTheLargestNumberOfBytesRatherThanTurnNegative() {
        var huge = new DailyCounts(1, 0, 1, Long.MAX_VALUE);

        assertEquals(Long.MAX_VALUE, huge.plus(huge).bytes());
        assertEquals(Long.MAX_VALUE, huge.plus(new DailyCounts(0, 0, 1, 1)).bytes());
    }
}
