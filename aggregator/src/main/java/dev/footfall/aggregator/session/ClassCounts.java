package dev.footfall.aggregator.session;

import dev.footfall.rules.clients.ClientClass;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Downloads by the class of the client that sent the first file, each ≥ 1. They add up to the downloads. */
public record ClassCounts(Map<ClientClass, Long> downloads) {
    public static final ClassCounts NONE = new ClassCounts(Map.of());

    public ClassCounts {
        downloads = NumbersByKind.inOrder(ClientClass.class, downloads);
    }

    public ClassCounts plus(ClassCounts other) {
        return new ClassCounts(NumbersByKind.sum(ClientClass.class, downloads, other.downloads));
    }

    static final class NumbersByKind {
        private NumbersByKind() {}

        /** The same numbers in order, not to be changed. */
        static <K extends Enum<K>> Map<K, Long> inOrder(Class<K> kind, Map<K, Long> numbers) {
            Map<K, Long> inOrder = new EnumMap<>(kind);
            inOrder.putAll(numbers);
            return Collections.unmodifiableMap(inOrder);
        }

        static <K extends Enum<K>> Map<K, Long> sum(Class<K> kind, Map<K, Long> numbers, Map<K, Long> others) {
            Map<K, Long> sum = new EnumMap<>(kind);
            sum.putAll(numbers);
            others.forEach((key, number) -> sum.merge(key, number, Long::sum));
            return sum;
        }
    }
}
