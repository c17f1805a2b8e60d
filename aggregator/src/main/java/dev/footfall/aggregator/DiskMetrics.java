package dev.footfall.aggregator;

import dev.footfall.aggregator.query.DiskSpace;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Metrics of the state's disk. Those of one scrape are of one walk through its directory. */
final class DiskMetrics {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Optional<DiskSpace>> disk;
    private final LongSupplier nanoTime;
    private Optional<DiskWalk> last = Optional.empty();

    /** {@code space} is empty where the file system does not tell. */
    private record DiskWalk(long atNanos, Optional<DiskSpace> space) {}

    DiskMetrics(Supplier<Optional<DiskSpace>> disk, LongSupplier nanoTime) {
        this.disk = disk;
        this.nanoTime = nanoTime;
    }

    void bindTo(MeterRegistry registry) {
        gauge(registry, "footfall.disk.free.bytes", "Free bytes on the disk of the state", DiskSpace::free);
        gauge(registry, "footfall.disk.state.bytes", "Bytes of the stores of all partitions here", DiskSpace::state);
        gauge(
                registry,
                "footfall.disk.largest.store.bytes",
                "Bytes of the largest partition's stores here, which one compaction may write again",
                DiskSpace::largestStore);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToLongFunction<DiskSpace> number) {
        Gauge.builder(
                        name,
                        () -> now().map(space -> (double) number.applyAsLong(space))
                                .orElse(Double.NaN))
                .description(description)
                .register(registry);
    }

    private synchronized Optional<DiskSpace> now() {
        long nanos = nanoTime.getAsLong();
        DiskWalk walk =
                last.filter(one -> nanos - one.atNanos < FRESH_NANOS).orElseGet(() -> new DiskWalk(nanos, disk.get()));
        last = Optional.of(walk);
        return walk.space;
    }
}
