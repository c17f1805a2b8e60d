package dev.footfall.aggregator.counts;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Downloads by a kind of the first file's client, such as its class, each ≥ 1. They add up to the downloads. */
public record KindCounts<K extends Enum<K>>(Map<K, Long> downloads) {
    public KindCounts {
        downloads = Collections.unmodifiableMap(new TreeMap<>(downloads));
    }

    public static <K extends Enum<K>> KindCounts<K> none() {
        return new KindCounts<K>(Map.of());
    }

    public KindCounts<K> plus(KindCounts<K> other) {
        Map<K, Long> sum = new TreeMap<>(downloads);
        other.downloads.forEach((kind, number) -> sum.merge(kind, number, Long::sum));
        return new KindCounts<>(sum);
    }
}
