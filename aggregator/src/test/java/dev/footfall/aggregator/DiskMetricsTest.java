package dev.footfall.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.query.DiskSpace;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DiskMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Optional<DiskSpace> space = Optional.of(new DiskSpace(10, 100, 7, 3));
    private Duration now = Duration.ZERO;
    private int walks;

    DiskMetricsTest() {
        new DiskMetrics(this::walk, () -> now.toNanos()).bindTo(registry);
    }

    @Test
    void walksOnceForTheNumbersOfAScrape() {
        assertEquals(
                Map.of(
                        "footfall.disk.free.bytes", 10.0,
                        "footfall.disk.state.bytes", 7.0,
                        "footfall.disk.largest.store.bytes", 3.0),
                scraped());

        assertEquals(1, walks);
    }

    @Test
    void walksAgainForTheNextScrape() {
        scraped();
        space = Optional.empty();
        now = Duration.ofSeconds(15);

        assertEquals(Double.NaN, scraped().get("footfall.disk.free.bytes"));
        assertEquals(2, walks);
    }

    private Optional<DiskSpace> walk() {
        walks++;
        return space;
    }

    private Map<String, Double> scraped() {
        Map<String, Double> numbers = new TreeMap<>();
        for (Meter meter : registry.getMeters())
            numbers.put(
                    meter.getId().getName(), meter.measure().iterator().next().getValue());
        return numbers;
    }
}
