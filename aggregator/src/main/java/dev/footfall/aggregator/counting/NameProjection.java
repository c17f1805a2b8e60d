package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.NamedCounts;
import dev.footfall.aggregator.session.Outcome.Counted;
import dev.footfall.events.Observation;
import java.io.IOException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Downloads, files and bytes of a day by a name that each file has, such as its revision; the empty name is unknown. */
interface NameProjection extends DayProjection {
    Names names();

    /**
     * {@code most} names of a day are told apart. {@code ofEvent}: key of a file's name, ≥ 0; {@code ofHead}: of the
     * name in a session's head; {@code ofText}: of a name in UTF-8. {@code ofVisitors}: where the distinct visitors of each
     * name are counted, its key in the number that a session has of it; only of names that all are told apart.
     */
    record Names(
            int most,
            ToLongBiFunction<Observation, Counted> ofEvent,
            ToLongFunction<Head> ofHead,
            BiFunction<Observation, Counted, byte[]> text,
            ToLongFunction<byte[]> ofText,
            @Nullable LongUnaryOperator ofVisitors) {
        /** Those in a session's {@link Head#name}. */
        static Names ofHeads(
                int most,
                ToLongFunction<Observation> ofEvent,
                LongUnaryOperator ofName,
                Function<Observation, byte[]> text,
                ToLongFunction<byte[]> ofText,
                boolean hasVisitors) {
            return new Names(
                    most,
                    (event, outcome) -> ofEvent.applyAsLong(event),
                    head -> ofName.applyAsLong(head.name()),
                    (event, outcome) -> text.apply(event),
                    ofText,
                    hasVisitors ? ofName : null);
        }

        boolean hasVisitors() {
            return ofVisitors != null;
        }
    }

    @Override
    default DaySection empty() {
        return new RunningNames(names());
    }

    @Override
    default DaySection read(ValueReader section) {
        return RunningNames.read(names(), section);
    }

    @Override
    default void seal(DaySection counts, JsonGenerator json) throws IOException {
        if (counts.isEmpty()) return;
        json.writeArrayFieldStart(name());
        ((RunningNames) counts).seal(json);
        json.writeEndArray();
    }

    @Override
    default DaySection unsealDay(JsonTree day) {
        var counts = new RunningNames(names());
        if (day.has(name())) day.objects(name()).forEach(counts::unseal);
        return counts;
    }

    /** The names of a daily row's value; all are others if it was counted without them ({@link RowCounts#named}). */
    default NamedCounts counts(byte[] row, int fewest) {
        return RowCounts.section(row, id())
                .map(section -> RunningNames.read(names(), section))
                .orElseGet(() -> new RunningNames(names()))
                .toCounts(RowFormat.counts(row), fewest);
    }
}
