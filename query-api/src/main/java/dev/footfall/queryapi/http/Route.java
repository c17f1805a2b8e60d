package dev.footfall.queryapi.http;

import java.util.List;

/**
 * A shape of paths, and what answers there. In the template, which is also the label in metrics, <code>{type}s</code>
 * stands for a plural type and any other name in braces for one segment.
 */
final class Route {
    private static final String TYPE = "{type}s";

    private final String template;
    private final List<String> shape;
    private final Action action;

    /** The answer to a GET; it need not know about HEAD or conditional requests. */
    @FunctionalInterface
    interface Action {
        /**
         * The reply to a request whose path has the route's shape.
         *
         * @throws BadParameter if a parameter cannot be used
         */
        Reply answer(Request request);
    }

    Route(String template, Action action) {
        this.template = template;
        this.shape = List.of(template.substring(1).split("/", -1));
        this.action = action;
    }

    String template() {
        return template;
    }

    Action action() {
        return action;
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
