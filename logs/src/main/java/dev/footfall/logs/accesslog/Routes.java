package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
                .map(RouteTarget::repo);
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
}
