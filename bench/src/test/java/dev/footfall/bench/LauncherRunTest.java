package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LauncherRunTest {
    @Test
    void addsTheTimesOfTheProcessAndOfThoseThatItWaitedFor() {
        String stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194304 100 200 300 400 12 3 45 6 20 0 7 0 99 8 9";

        assertEquals(12 + 3 + 45 + 6, RebuildBench.LauncherRun.ObservedProcess.ticks(stat));
    }
}
