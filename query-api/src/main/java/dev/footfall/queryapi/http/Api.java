package dev.footfall.queryapi.http;

import java.util.List;

/** A bundle of endpoints, such as the statistics, or the dialect of another product. */
public interface Api {
    /** The endpoints, in the order in which they are tried and described. */
    List<Endpoint> endpoints(QueryService service);

    /** True if each path is answered after {@code /api} as well. */
    default boolean isPrefixed() {
        return true;
    }

    /** True if operators' tools ask it, which are limited by no rate and have places of their own. */
    default boolean isForOperators() {
        return false;
    }
}
