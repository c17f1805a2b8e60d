package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.Load;
import dev.footfall.bench.LoadEvent;
import dev.footfall.proofs.guarantees.Ledger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Iterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownTest {
    private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void asksForEveryDayOnWhichTheLoadHasAnEvent(long seed) {
        var load = new Load(2_400, 500, 20_000, 10, seed, LocalDate.parse("2026-11-22"), Load.Manner.VISITS);
        var known = new Known(new Ledger(), new Catalog(500, 4), load, HandmadeLedger.RULES);

        for (Iterator<LoadEvent> events = load.stream(); events.hasNext(); ) {
            long epochDay = events.next().timeMillis() / MILLIS_PER_DAY;
            assertTrue(load.firstDay() <= epochDay && epochDay <= known.lastDay(), "seed=" + seed + " day " + epochDay);
        }
    }
}
