package dev.footfall.logs.accesslog;

import java.util.List;
import java.util.Optional;

/**
 * The clients of a log's requests.
 *
 * @param clients different ones; at most {@link #MOST_CLIENTS}
 * @param vouched requests whose client is from a list, behind named proxies
 * @param forgeable requests whose client is the left-most public address of a list, because no proxies are named
 * @param unreadable requests of a proxy whose list has no address
 * @param unusedIdents requests with an address or a host's name in the place of ident that is not their client
 * @param nearest the addresses that stand right-most in lists of several, the most frequent first: proxies, if nobody lies
 * @param warning a sentence, if one client made most of the routed requests
 */
public record ClientSummary(
        int clients,
        long vouched,
        long forgeable,
        long unreadable,
        long unusedIdents,
        List<NearestProxy> nearest,
        Optional<String> warning) {
    static final int MOST_CLIENTS = 100_000;

    public ClientSummary {
        nearest = List.copyOf(nearest);
    }

    public boolean isComplete() {
        return clients < MOST_CLIENTS;
    }

    public record NearestProxy(String address, long lines) {}
}
