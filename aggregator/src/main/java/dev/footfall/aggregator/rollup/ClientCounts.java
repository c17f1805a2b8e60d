package dev.footfall.aggregator.rollup;

import dev.footfall.events.ClientProduct;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Downloads by the client that sent the first file. They add up to the downloads.
 *
 * @param downloads of each client that has some, ≥ 1
 */
public record ClientCounts(Map<ClientProduct, Long> downloads) {
    /** No downloads. */
    public static final ClientCounts NONE = new ClientCounts(Map.of());

    public ClientCounts {
        Map<ClientProduct, Long> inOrder = new EnumMap<>(ClientProduct.class);
        inOrder.putAll(downloads);
        downloads = Collections.unmodifiableMap(inOrder);
    }

    /** The sum. */
    public ClientCounts plus(ClientCounts other) {
        Map<ClientProduct, Long> sum = new EnumMap<>(ClientProduct.class);
        sum.putAll(downloads);
        other.downloads.forEach((client, number) -> sum.merge(client, number, Long::sum));
        return new ClientCounts(sum);
    }
}
