package dev.footfall.ingest.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.ingest.accesslog.RouteTemplate.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From URL to repository: an ordered list of templates, the first match wins. The given ones come before the defaults,
 * which are the URLs of KohakuHub and Hugging Face.
 */
public final class Routes {
    /** First segments that are no namespace, so that /datasets/squad/resolve/… is not the model datasets/squad. */
    private static final Set<String> RESERVED = Set.of("datasets", "spaces", "api");

    private static final List<String> DEFAULT_PATHS = List.of(
            "/{ns}/{name}/resolve/{revision}/{path*}",
            "/{ns}/{name}.git/git-upload-pack",
            "/{ns}/{name}/git-upload-pack",
            "/{ns}/{name}.git/info/lfs/objects/{path*}",
            "/{ns}/{name}/info/lfs/objects/{path*}");

    private final List<RouteTemplate> given;
    private final List<RouteTemplate> defaults;

    private Routes(List<RouteTemplate> given, List<RouteTemplate> defaults) {
        this.given = List.copyOf(given);
        this.defaults = List.copyOf(defaults);
    }

    /**
     * These templates (docs/formats.md), then the defaults. A path that ends in {@code git-upload-pack} is a route for git, one
     * with {@code info/lfs/objects} for LFS. Fails if a template is not one: it says which and why.
     */
    public static Routes of(List<String> templates) {
        var given = new ArrayList<RouteTemplate>();
        for (String template : templates) given.add(RouteTemplate.parse(template));
        var defaults = new ArrayList<RouteTemplate>();
        for (String path : DEFAULT_PATHS) {
            defaults.add(RouteTemplate.parse("/datasets" + path + "=dataset:{ns}/{name}"));
            defaults.add(RouteTemplate.parse("/spaces" + path + "=space:{ns}/{name}"));
            defaults.add(RouteTemplate.parse(path + "=" + RepoType.MODEL.label() + ":{ns}/{name}"));
        }
        return new Routes(given, defaults);
    }

    /** Empty where none does, or where no such one can be. */
    public Optional<RepoId> repository(String path) {
        UrlPath split = UrlPath.split(path);
        return given.stream()
                .filter(template -> template.matches(split))
                .findFirst()
                .flatMap(template -> template.routing(split).target())
                .map(Target::repo);
    }

    /** The target by the first template that matches, or the namespace or name that it gives and that is impossible, else "". */
    record Routing(Optional<Target> target, String badName) {
        static final Routing NONE = new Routing(Optional.empty(), "");
    }

    Routing routing(String rawPath) {
        UrlPath path = UrlPath.split(rawPath);
        for (RouteTemplate template : given) {
            if (template.matches(path)) return template.routing(path);
        }
        for (RouteTemplate template : defaults) {
            if (!template.matches(path)) continue;
            Routing routing = template.routing(path);
            boolean isReserved = routing.target().isPresent()
                    && RESERVED.contains(routing.target().get().repo().namespace());
            return isReserved ? Routing.NONE : routing;
        }
        return Routing.NONE;
    }

    /** The first line of an HTTP request; its path is the raw one of the target, without query, and starts with "/". */
    record RequestLine(String method, String path) {
        /** Empty for what is no request ("-", a TLS hello), or has no path ("*", CONNECT's authority). */
        static Optional<RequestLine> of(String request) {
            int space = request.indexOf(' ');
            if (space < 0 || !isMethod(request.substring(0, space))) return Optional.empty();
            int protocol = request.lastIndexOf(" HTTP/");
            String target = request.substring(space + 1, protocol > space ? protocol : request.length())
                    .strip(); // nginx takes several spaces for one
            int query = target.indexOf('?');
            String beforeQuery = query < 0 ? target : target.substring(0, query);
            int pathStart = pathStart(beforeQuery);
            if (pathStart >= beforeQuery.length()) return Optional.empty();
            return Optional.of(new RequestLine(request.substring(0, space), beforeQuery.substring(pathStart)));
        }

        /** In origin form or absolute form (RFC 9112, 3.2); else the target's length. */
        private static int pathStart(String target) {
            if (target.startsWith("/")) return 0;
            boolean isAbsolute =
                    target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8);
            int slash = isAbsolute ? target.indexOf('/', 8) : -1;
            return slash < 0 ? target.length() : slash;
        }

        private static boolean isMethod(String method) {
            if (method.isEmpty() || method.length() > DownloadEvent.Request.MAX_METHOD_LENGTH) return false;
            for (int i = 0; i < method.length(); i++) {
                char c = method.charAt(i);
                boolean isTokenCharacter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
                if (!isTokenCharacter) return false;
            }
            return true;
        }
    }

    /** {@code path} and {@code revision} are decoded; "" and null when the route has none. */
    record Target(RepoId repo, String path, @Nullable String revision, Via via) {}
}
