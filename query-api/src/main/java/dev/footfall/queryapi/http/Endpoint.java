package dev.footfall.queryapi.http;

import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.web.Reply;
import java.util.Optional;
import java.util.function.Function;

/** One thing that can be asked: everything that a client has to know about it, and its answer. */
public interface Endpoint {
    Operation operation();

    /** HEAD, OPTIONS and conditional requests are made of it. */
    Reply answer(Request request);

    /** Nothing is at its path where that is not counted. Empty for most. */
    default Optional<String> projection() {
        return Optional.empty();
    }

    static Endpoint of(Operation operation, Function<Request, Reply> answer) {
        return new Handler(operation, Optional.empty(), answer);
    }

    static Endpoint of(Operation operation, String projection, Function<Request, Reply> answer) {
        return new Handler(operation, Optional.of(projection), answer);
    }

    record Handler(Operation operation, Optional<String> projection, Function<Request, Reply> handler)
            implements Endpoint {
        @Override
        public Reply answer(Request request) {
            return handler.apply(request);
        }
    }
}
