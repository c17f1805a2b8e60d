package dev.footfall.ingest.accesslog;

import dev.footfall.events.RepoType;
import dev.footfall.ingest.accesslog.RouteTemplate.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From URL to repository: an ordered list of templates, the first match wins. The given ones come before the defaults,
 * which are the URLs of KohakuHub and Hugging Face: {@code /{ns}/{name}/resolve/{revision}/{path*}},
 * {@code /{ns}/{name}.git/git-upload-pack} (also without {@code .git}) and
 * {@code /{ns}/{name}.git/info/lfs/objects/{path*}}, each also with {@code /datasets} and {@code /spaces} before it.
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

    public static Routes defaults() {
        return of(List.of());
    }

    /**
     * These templates, then the defaults. A template is {@code PATH=TYPE:NS/NAME}, for example
     * {@code /downloads/{name}=dataset:elastic/{name}}. PATH may hold {@code {ns}}, {@code {name}}, {@code {revision}}
     * (within one segment, one in each) and, as its last segment, {@code {path*}} (one or more segments); NS and NAME
     * may hold {@code {ns}} and {@code {name}}. A PATH that ends in {@code git-upload-pack} is a route for git, one
     * with {@code info/lfs/objects} for LFS.
     *
     * @throws IllegalArgumentException if a template is not one: it says which and why
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

    /** The target of this raw path (no query); empty when no template matches or the name is an impossible one. */
    Optional<Target> target(String rawPath) {
        UrlPath path = UrlPath.split(rawPath);
        for (RouteTemplate template : given) {
            if (template.matches(path)) return template.target(path);
        }
        for (RouteTemplate template : defaults) {
            if (template.matches(path)) {
                return template.target(path)
                        .filter(target -> !RESERVED.contains(target.repo().namespace()));
            }
        }
        return Optional.empty();
    }
}
