package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import java.util.Optional;

/** A request as its route sees it. */
final class Request {
    private final RequestPath path;
    private final QueryParameters query;
    private final Caller caller;
    private final byte[] body;

    /**
     * A request.
     *
     * @param path its path, without the prefix
     * @param query its parameters
     * @param caller who asks
     * @param body what was sent along; empty for a GET
     */
    Request(RequestPath path, QueryParameters query, Caller caller, byte[] body) {
        this.path = path;
        this.query = query;
        this.caller = caller;
        this.body = body;
    }

    /** The segment of its path at this place, decoded; the route's shape says that there is one. */
    String segment(int place) {
        return path.segments().get(place);
    }

    /** The repository that its path begins with; empty when no such name can be. */
    Optional<RepoId> repository() {
        return path.repository();
    }

    QueryParameters query() {
        return query;
    }

    Caller caller() {
        return caller;
    }

    /** The body itself, not a copy. */
    byte[] body() {
        return body;
    }
}
