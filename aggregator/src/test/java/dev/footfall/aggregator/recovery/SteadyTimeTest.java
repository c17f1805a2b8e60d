package dev.footfall.aggregator.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final SteadyTime time = new SteadyTime(nanos::get, 1_000);

    @Test
    void isTheTimeOfDayAtTheStartAndWhatTheClockHasRunSince() {
        assertEquals(1_000, time.milliseconds());

        nanos.addAndGet(5_999_999); // over the end of the range, as a clock of any origin may

        assertEquals(1_005, time.milliseconds());
    }

    @Test
    void endsAWaitThatIsOver() throws InterruptedException {
        time.waitObject(this, () -> true, 0);

        assertThrows(TimeoutException.class, () -> time.waitObject(this, () -> false, 1_000));
    }
}
