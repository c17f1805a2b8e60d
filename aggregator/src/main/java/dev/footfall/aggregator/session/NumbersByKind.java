package dev.footfall.aggregator.session;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Maps from the values of an enum to numbers, in the order of the enum. */
final class NumbersByKind {
    private NumbersByKind() {}

    /** The same numbers in order, not to be changed. */
    static <K extends Enum<K>> Map<K, Long> inOrder(Class<K> kind, Map<K, Long> numbers) {
        Map<K, Long> inOrder = new EnumMap<>(kind);
        inOrder.putAll(numbers);
        return Collections.unmodifiableMap(inOrder);
    }

    /** The sums of both. */
    static <K extends Enum<K>> Map<K, Long> sum(Class<K> kind, Map<K, Long> numbers, Map<K, Long> others) {
        Map<K, Long> sum = new EnumMap<>(kind);
        sum.putAll(numbers);
        others.forEach((key, number) -> sum.merge(key, number, Long::sum));
        return sum;
    }
}
