package dev.footfall.aggregator;

import dev.footfall.aggregator.reading.NodePartitions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/** The age of the oldest copy here that lacks records: the time since the log time of its last one. */
record CopyAge(NodePartitions partitions, LongSupplier nowMillis) {
    private static final double MILLIS = 1_000;

    void bindTo(MeterRegistry registry) {
        Gauge.builder("footfall.standby.age.seconds", this, CopyAge::seconds)
                .description("Age of the oldest copy that this node follows and that lacks records; 0 if none does")
                .register(registry);
    }

    private double seconds() {
        return partitions.endsOfOldCopies().stream()
                .mapToDouble(end -> (nowMillis.getAsLong() - end.toEpochMilli()) / MILLIS)
                .map(age -> Math.max(0, age))
                .max()
                .orElse(0);
    }
}
