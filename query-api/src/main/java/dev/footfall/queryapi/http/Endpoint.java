package dev.footfall.queryapi.http;

import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that can be asked: everything that a client has to know about it, and its answer. HEAD, OPTIONS and conditional
 * requests are made of it. {@code projection}: 404 where that is not counted; empty for most.
 */
public record Endpoint(Operation operation, Optional<String> projection, Function<Request, Reply> handler) {
    public static Endpoint of(Operation operation, Function<Request, Reply> handler) {
        return new Endpoint(operation, Optional.empty(), handler);
    }

    public static Endpoint of(Operation operation, String projection, Function<Request, Reply> handler) {
        return new Endpoint(Responses.orNotCounted(operation), Optional.of(projection), handler);
    }

    /** A 404 at the same path with the reason, described like the answer: clients are generated for all servers alike. */
    Endpoint off() {
        String detail = "Not counted here: the setting projections has no " + projection.orElseThrow()
                + " (docs/rules.md#projections has the price of each)";
        return new Endpoint(operation, projection, request -> Problem.notFound(detail));
    }
}
