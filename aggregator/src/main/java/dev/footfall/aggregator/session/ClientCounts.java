package dev.footfall.aggregator.session;

import dev.footfall.aggregator.session.ClassCounts.NumbersByKind;
import dev.footfall.events.ClientProduct;
import java.util.Map;

/** Downloads by the client that sent the first file, each ≥ 1. They add up to the downloads. */
public record ClientCounts(Map<ClientProduct, Long> downloads) {
    public static final ClientCounts NONE = new ClientCounts(Map.of());

    public ClientCounts {
        downloads = NumbersByKind.inOrder(ClientProduct.class, downloads);
    }

    public ClientCounts plus(ClientCounts other) {
        return new ClientCounts(NumbersByKind.sum(ClientProduct.class, downloads, other.downloads));
    }
}
