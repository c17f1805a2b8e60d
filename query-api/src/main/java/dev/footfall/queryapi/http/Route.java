package dev.footfall.queryapi.http;

import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.web.Reply;
import java.util.List;

/**
 * A shape of paths, and what answers there. In the template, which is also the label in metrics, <code>{type}s</code>
 * stands for a plural type and any other name in braces for one segment.
 */
final class Route {
    private static final String TYPE = "{type}s";

    private final Endpoint endpoint;
    private final Operation operation;
    private final Api bundle;
    private final List<String> shape;

    /** The operation's path, answered by its endpoint. */
    Route(Endpoint endpoint, Api bundle) {
        this.endpoint = endpoint;
        this.operation = endpoint.operation();
        this.bundle = bundle;
        this.shape = List.of(operation.template().substring(1).split("/", -1));
    }

    String template() {
        return operation.template();
    }

    Operation operation() {
        return operation;
    }

    Reply answer(Request request) {
        return endpoint.answer(request);
    }

    /** True if operators' tools ask it: it is limited by no rate and has places of its own. */
    boolean isForOperators() {
        return bundle.isForOperators();
    }

    /** True if its question is sent as a body, with POST. */
    boolean hasBody() {
        return operation.body().isPresent();
    }

    /** The methods that it answers, as the header {@code Allow} lists them. */
    String methods() {
        return hasBody() ? "OPTIONS, POST" : "GET, HEAD, OPTIONS";
    }

    boolean takes(String method) {
        return List.of(methods().split(", ")).contains(method);
    }

    boolean matches(RequestPath path) {
        List<String> segments = bundle.takesTrailingSlash() ? path.withoutTrailingSlash() : path.segments();
        if (shape.size() != segments.size()) return false;
        for (int i = 0; i < shape.size(); i++) {
            if (!matches(shape.get(i), segments.get(i))) return false;
        }
        return true;
    }

    private static boolean matches(String shape, String segment) {
        if (shape.equals(TYPE)) return RequestPath.typeOf(segment).isPresent();
        return shape.startsWith("{") || shape.equals(segment);
    }
}
