package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.web.Dashboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All routes: those of the API with and without {@code /api} in front, those of the dashboard without. */
final class Routes {
    private static final Set<String> UNLIMITED = Set.of("/health", "/ready", "/metrics");

    private final List<Route> api;
    private final List<Route> web = new ArrayList<>();

    Routes(Asking asking, OperationsRoutes operations) {
        this.api = List.of(
                Route.get("/{type}s/{namespace}/{name}/stats", new StatsRoute(asking)),
                Route.get("/{type}s/{namespace}/{name}/stats/recent", new RecentRoute(asking)),
                Route.get("/trending", new TrendingRoute(asking)),
                Route.get("/health", request -> operations.health()),
                Route.get("/ready", request -> operations.ready()),
                Route.get("/metrics", request -> operations.metrics()));
        for (Dashboard.File file : Dashboard.files()) {
            Reply reply = Reply.of(200, file.contentType(), file.text())
                    .withEntityTag()
                    .with("Content-Security-Policy", Dashboard.CONTENT_SECURITY_POLICY);
            web.add(Route.get(file.path(), request -> reply));
        }
    }

    /** The route whose shape the path has. */
    Optional<Match> match(RequestPath path) {
        RequestPath inner = path.withoutPrefix();
        return find(api, inner).or(() -> find(web, path));
    }

    /** Where nothing is: 404, the same for a repository that is unknown and for one that cannot be. */
    static Reply nowhere(RequestPath path) {
        return path.withoutPrefix().isAboutRepositories() ? Problem.repoNotFound() : Problem.notFound();
    }

    private static Optional<Match> find(List<Route> routes, RequestPath path) {
        return routes.stream().filter(route -> route.matches(path)).findFirst().map(route -> new Match(route, path));
    }

    /** A route and the path, without its prefix, that has its shape. */
    record Match(Route route, RequestPath path) {
        /** Whether callers may ask for it only so often: not what operators' tools ask for. */
        boolean isLimited() {
            return !UNLIMITED.contains(route.template());
        }

        Reply answer(QueryParameters query, Caller caller, byte[] body) {
            return route.action().answer(new Request(path, query, caller, body));
        }
    }
}
