package dev.footfall.queryapi.http;

import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.OperationAccess;
import java.util.List;

/**
 * A shape of paths, and what answers there. In the template, which is also the label in metrics, <code>{type}s</code>
 * matches a plural type, any other name in braces one segment, and <code>{path*}</code> at the end all others.
 */
record Route(Endpoint endpoint, Api bundle, List<String> shape, KnownNames known) {
    private static final String TYPE = "{type}s";
    private static final String REST = "{path*}";

    static Route of(Endpoint endpoint, Api bundle) {
        Operation operation = endpoint.operation();
        String path = operation.template().substring(1);
        return new Route(endpoint, bundle, List.of(path.split("/", -1)), KnownNames.ofQuery(operation));
    }

    String template() {
        return endpoint.operation().template();
    }

    boolean isForOperators() {
        return bundle.isForOperators();
    }

    boolean hasBody() {
        return endpoint.operation().body().isPresent();
    }

    String methods() {
        return hasBody() ? "OPTIONS, POST" : "GET, HEAD, OPTIONS";
    }

    boolean takes(String method) {
        return List.of(methods().split(", ")).contains(method);
    }

    /**
     * Refuses a parameter that the route does not read, unless clients of other APIs or of pages ask it, which may send more. A
     * caller who needs a token first is left to the route's own refusal.
     */
    void requireKnown(QueryParameters query, Caller caller) {
        Operation operation = endpoint.operation();
        boolean isOwn = operation.isDescribed() && !bundle.ignoresUnknown();
        boolean lacksToken =
                operation.access() == OperationAccess.USER && caller.user().isEmpty();
        if (!isOwn || lacksToken) return;
        for (String name : query.names()) known.check(name, "", String.join(", ", query.texts(name)));
    }

    boolean matches(RequestPath path) {
        List<String> segments = bundle.takesTrailingSlash() ? path.withoutTrailingSlash() : path.segments();
        boolean takesRest = shape.get(shape.size() - 1).equals(REST);
        int fixed = takesRest ? shape.size() - 1 : shape.size();
        if (takesRest ? segments.size() < fixed : segments.size() != fixed) return false;
        for (int i = 0; i < fixed; i++) {
            if (!matches(shape.get(i), segments.get(i))) return false;
        }
        return true;
    }

    private static boolean matches(String shape, String segment) {
        if (shape.equals(TYPE)) return RepoType.ofPlural(segment).isPresent();
        return shape.startsWith("{") || shape.equals(segment);
    }
}
