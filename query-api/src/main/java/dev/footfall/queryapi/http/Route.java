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

    private final Operation operation;
    private final List<String> shape;
    private final Action action;

    /** The answer to a GET or POST; it need not know about HEAD or conditional requests. */
    @FunctionalInterface
    interface Action {
        /**
         * The reply to a request whose path has the route's shape.
         *
         * @throws BadParameter if a parameter cannot be used
         * @throws Refused if there can be no answer
         */
        Reply answer(Request request);
    }

    /** What the operation describes, answered by the action. */
    Route(Operation operation, Action action) {
        this.operation = operation;
        this.shape = List.of(operation.template().substring(1).split("/", -1));
        this.action = action;
    }

    String template() {
        return operation.template();
    }

    Operation operation() {
        return operation;
    }

    Action action() {
        return action;
    }

    /** Whether its question is sent as a body, with POST. */
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
        List<String> segments = path.segments();
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
