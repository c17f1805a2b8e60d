package dev.footfall.aggregator.counts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentDownloadsTest {
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void sumsWhatAMapOfDaysSums(long seed) {
        var random = new Random(seed);
        var days = new TreeMap<Integer, Integer>();
        RecentDownloads recent = RecentDownloads.NONE;
        int newest = 0;

        for (int i = 0; i < 2_000; i++) {
            int day = 20_000 + random.nextInt(1 + i / 8);
            int downloads = 1 + random.nextInt(3);
            newest = Math.max(newest, day);
            days.merge(day, downloads, Integer::sum);
            recent = recent.plus(day, downloads);
            days.headMap(newest - RecentDownloads.DAYS, true).clear();
            int from = newest - random.nextInt(RecentDownloads.DAYS);
            int to = from + random.nextInt(100);

            assertEquals(newest, recent.newestDay(), "seed=" + seed);
            long expected = days.subMap(from, true, to, true).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            assertEquals(expected, recent.sum(from, to), "seed=" + seed);
        }
    }
}
