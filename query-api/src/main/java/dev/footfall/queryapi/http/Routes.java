package dev.footfall.queryapi.http;

import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.web.ApiPages;
import dev.footfall.queryapi.web.Dashboard;
import dev.footfall.queryapi.web.WebFile;
import dev.footfall.web.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All routes: those of the API with and without {@code /api} in front, those of the dashboard without. */
final class Routes {
    private static final Set<String> UNLIMITED = Set.of("/health", "/ready", "/ready/standbys", "/metrics");

    private final List<Route> api = new ArrayList<>();
    private final List<Route> web = new ArrayList<>();

    Routes(Asking asking, OperationsRoutes operations) {
        aboutRepositories(asking);
        api.add(new Route(TrendingRoute.OPERATION, new TrendingRoute(asking)));
        api.add(new Route(LikeRoutes.LIKES_OF_USER, new LikeRoutes(asking)::likesOfUser));
        api.add(new Route(BulkRoute.OPERATION, new BulkRoute(asking)));
        api.add(new Route(DailyRoute.OPERATION, new DailyRoute(asking)));
        api.add(new Route(OperationsRoutes.HEALTH, request -> operations.health()));
        api.add(new Route(OperationsRoutes.READY, request -> operations.ready()));
        api.add(new Route(OperationsRoutes.STANDBYS, request -> operations.standbys()));
        api.add(new Route(OperationsRoutes.METRICS, request -> operations.metrics()));
        for (WebFile file : ApiPages.files()) api.add(file(file));
        for (WebFile file : Dashboard.files()) web.add(file(file));
        Reply description = ApiDescription.reply(describedWithItself(api), operations(web));
        api.add(new Route(ApiDescription.OPERATION, request -> description));
    }

    private void aboutRepositories(Asking asking) {
        var likes = new LikeRoutes(asking);
        var badges = new BadgeRoutes(asking);
        api.add(new Route(StatsRoute.OPERATION, new StatsRoute(asking)));
        api.add(new Route(RecentRoute.OPERATION, new RecentRoute(asking)));
        api.add(new Route(BadgeRoutes.SVG, badges::svg));
        api.add(new Route(BadgeRoutes.JSON, badges::json));
        api.add(new Route(LikeRoutes.LIKE, likes::like));
        api.add(new Route(LikeRoutes.LIKERS, likes::likers));
    }

    private static Route file(WebFile file) {
        Reply reply = Reply.of(200, file.contentType(), file.bytes())
                .withEntityTag()
                .with("Content-Security-Policy", file.contentSecurityPolicy());
        Operation operation =
                Responses.file(Operation.get(file.path(), file.meaning()), file.contentType(), Schema.text());
        return new Route(operation, request -> reply);
    }

    private static List<Operation> operations(List<Route> routes) {
        return routes.stream().map(Route::operation).toList();
    }

    private static List<Operation> describedWithItself(List<Route> routes) {
        return Stream.concat(operations(routes).stream(), Stream.of(ApiDescription.OPERATION))
                .toList();
    }

    /** All of them, in the order in which they are tried. */
    List<Route> all() {
        return Stream.concat(api.stream(), web.stream()).toList();
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

        Reply answer(QueryParameters query, Sender sender, byte[] body) {
            return route.action().answer(new Request(path, query, sender, body));
        }
    }
}
