package dev.footfall.aggregator.session;

import dev.footfall.rules.clients.ClientClass;
import java.util.Map;

/**
 * Downloads by the class of the client that sent the first file. They add up to the downloads.
 *
 * @param downloads of each class that has some, ≥ 1
 */
public record ClassCounts(Map<ClientClass, Long> downloads) {
    /** No downloads. */
    public static final ClassCounts NONE = new ClassCounts(Map.of());

    public ClassCounts {
        downloads = NumbersByKind.inOrder(ClientClass.class, downloads);
    }

    /** The sum. */
    public ClassCounts plus(ClassCounts other) {
        return new ClassCounts(NumbersByKind.sum(ClientClass.class, downloads, other.downloads));
    }
}
