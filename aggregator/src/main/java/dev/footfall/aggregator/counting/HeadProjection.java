package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.session.Head;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Downloads of a day by the kind that each session's head has, such as its client. */
interface HeadProjection<K extends Enum<K>> extends DayProjection {
    Kinds<K> kinds();

    /**
     * {@code ofHead}: number of a head's kind, 0 to 127; {@code number}: number of a kind in the store; {@code label}:
     * name of a kind in sealed days.
     */
    record Kinds<K extends Enum<K>>(
            Class<K> type,
            ToIntFunction<Head> ofHead,
            ToIntFunction<K> number,
            IntFunction<K> ofNumber,
            Function<K, String> label) {
        Map<K, Long> counts(ValueReader section) {
            return RunningTallies.read(ofHead, section).toCounts(type, ofNumber);
        }
    }

    @Override
    default DaySection empty() {
        return new RunningTallies(kinds().ofHead());
    }

    @Override
    default DaySection read(ValueReader section) {
        return RunningTallies.read(kinds().ofHead(), section);
    }

    @Override
    default void seal(DaySection counts, JsonGenerator json) throws IOException {
        Map<K, Long> downloads = ((RunningTallies) counts).toCounts(kinds().type(), kinds().ofNumber());
        JsonTree.write(name(), downloads, kinds().label(), json);
    }

    @Override
    default DaySection unsealDay(JsonTree day) {
        Map<K, Long> downloads = day.numbers(name(), kinds().type().getEnumConstants(), kinds().label());
        return RunningTallies.of(kinds().ofHead(), downloads, kinds().number());
    }
}
