package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.Head;
import dev.footfall.events.Observation;
import dev.footfall.rules.clients.ClientClass;
import java.util.function.BiFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code most} names of a day are distinguished. {@code ofEvent}: key of a file's name, ≥ 0; {@code ofHead}: of the
 * name in a session's head; {@code ofText}: of a name in UTF-8. {@code ofVisitors}: where the distinct visitors of each
 * name are counted, its key in the number that a session has of it; only of names that all are distinguished.
 */
record NameKeys(
        int most,
        ToLongBiFunction<Observation, CountedOutcome> ofEvent,
        ToLongFunction<Head> ofHead,
        BiFunction<Observation, ClientClass, byte[]> text,
        ToLongFunction<byte[]> ofText,
        @Nullable LongUnaryOperator ofVisitors) {
    boolean hasVisitors() {
        return ofVisitors != null;
    }

    /** The field of a sealed name beside its counts. */
    String rest() {
        return hasVisitors() ? "visitors" : "inherited";
    }
}
