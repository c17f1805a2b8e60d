package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the partitions say while it comes in. Each partition is added or missed once. Used by one thread. */
final class Gathering<T> {
    private final List<T> values = new ArrayList<>();
    private final List<Integer> missing = new ArrayList<>();
    private @Nullable AsOf asOf;
    private String reason = "there are no partitions";

    /** Takes what one partition said. */
    Gathering<T> take(int partition, LocalRead<T> read) {
        return read.fold(
                found -> add(found.value(), found.asOf()),
                notOwned -> miss(partition, "no node that can be asked has partition " + partition),
                notReady -> miss(partition, notReady.why()));
    }

    private Gathering<T> add(T value, AsOf valueAsOf) {
        values.add(value);
        asOf = asOf == null ? valueAsOf : asOf.and(valueAsOf);
        return this;
    }

    private Gathering<T> miss(int partition, String why) {
        if (missing.isEmpty()) reason = why;
        missing.add(partition);
        return this;
    }

    /** What was found, in no order. */
    Answer<List<T>> answer() {
        if (asOf == null) return new Answer.Unavailable<>(reason);
        return missing.isEmpty()
                ? new Answer.Complete<>(List.copyOf(values), asOf)
                : new Answer.Partial<>(List.copyOf(values), asOf, missing, reason);
    }
}
