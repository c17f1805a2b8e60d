package dev.footfall.queryapi.http;

import dev.footfall.events.Unchecked;
import dev.footfall.web.Lazy;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Description;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All routes: those of the API with and without {@code /api} in front, those of the dashboard without. */
final class RouteTable {
    private static final String PREFIX = "/api";
    private static final Operation DESCRIPTION = Responses.file(
            Operation.get("/openapi.json", "This description: OpenAPI 3.1."), Reply.JSON, Schema.anyObject());

    private final List<Route> prefixed = new ArrayList<>();
    private final List<Route> plain = new ArrayList<>();

    RouteTable(List<Api> bundles, QueryService service) {
        for (Api bundle : bundles) {
            List<Route> routes = bundle.isPrefixed() ? prefixed : plain;
            for (Endpoint endpoint : bundle.endpoints(service)) {
                routes.add(Route.of(service.backend().answers(endpoint) ? endpoint : endpoint.off(), bundle));
            }
        }
        Stream<Operation> all =
                Stream.concat(prefixed.stream().map(route -> route.endpoint().operation()), Stream.of(DESCRIPTION));
        List<Operation> shown = all.filter(Operation::isDescribed).toList();
        var description = new Lazy<>(() -> description(shown, bundles));
        Endpoint described = Endpoint.of(DESCRIPTION, request -> description.get());
        prefixed.add(Route.of(described, any -> List.of(described)));
    }

    Set<String> operatorPaths() {
        return prefixed.stream()
                .filter(Route::isForOperators)
                .map(Route::template)
                .flatMap(path -> Stream.of(path, PREFIX + path))
                .collect(Collectors.toSet());
    }

    Optional<Match> match(RequestPath path) {
        RequestPath inner = path.withoutPrefix();
        return find(prefixed, inner).or(() -> find(plain, path));
    }

    private static Optional<Match> find(List<Route> routes, RequestPath path) {
        return routes.stream().filter(route -> route.matches(path)).findFirst().map(route -> new Match(route, path));
    }

    record Match(Route route, RequestPath path) {
        Reply answer(QueryParameters query, Sender sender, Request.Message message) {
            route.requireKnown(query, sender.caller());
            return route.endpoint().handler().apply(new Request(path, query, sender, message));
        }
    }

    /** The reply, which stays as it is until the next start. */
    private static Reply description(List<Operation> operations, List<Api> bundles) {
        Stream<String> words = Stream.concat(
                Stream.of(Unchecked.text(RouteTable.class, "openapi.json")),
                bundles.stream().map(Api::words));
        return Description.of(operations, words.toList());
    }
}
