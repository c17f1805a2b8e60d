package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * From URL to repository: an ordered list of templates, the first match wins. The given ones come before the URLs of
 * hubs, which may be below given prefixes.
 */
public final class Routes {
    private static final Pattern PREFIX = Pattern.compile("/[^/=?{}][^=?{}]*");

    private final List<RouteTemplate> given;
    private final List<UrlPath> prefixes;
    private final String namespace;

    private Routes(List<RouteTemplate> given, List<UrlPath> prefixes, String namespace) {
        this.given = List.copyOf(given);
        this.prefixes = List.copyOf(prefixes);
        this.namespace = namespace;
    }

    public static Routes of(List<String> templates) {
        return of(templates, "");
    }

    /**
     * These templates (docs/formats.md), then the hubs' URLs, whose names without a namespace are in {@code namespace},
     * unrouted if that is "". A path that ends in {@code git-upload-pack} is a route for git, one with
     * {@code info/lfs/objects} for LFS. Fails if a template or the namespace is none: it says which and why.
     */
    static Routes of(List<String> templates, String namespace) {
        if (!namespace.isEmpty() && RepoId.of(RepoType.MODEL, namespace, "a").isEmpty()) {
            throw new IllegalArgumentException("namespace \"" + namespace + "\": " + RepoId.NAME_RULE);
        }
        var given = new ArrayList<RouteTemplate>();
        var prefixes = new ArrayList<UrlPath>();
        for (String template : templates) {
            if (PREFIX.matcher(template).matches()) prefixes.add(prefix(template));
            else given.add(RouteTemplate.parse(template));
        }
        return new Routes(given, prefixes, namespace);
    }

    /** These templates alone, each with a repository. */
    public static Routes named(List<String> templates) {
        return new Routes(templates.stream().map(RouteTemplate::parse).toList(), List.of(), "");
    }

    private static UrlPath prefix(String text) {
        String path = UrlPath.merged(text + '/');
        return UrlPath.split(path.substring(0, path.length() - 1));
    }

    /** Empty where no given template matches, or where no such one can be. */
    public Optional<RepoId> repository(String path) {
        UrlPath split = UrlPath.split(path);
        return given.stream()
                .filter(template -> template.matches(split))
                .findFirst()
                .flatMap(template -> template.routing(split).target())
                .map(RouteTarget::repo);
    }

    /** These, tried before all others. */
    Routes after(List<String> earlier) {
        Routes first = of(earlier, namespace);
        return new Routes(joined(first.given, given), joined(first.prefixes, prefixes), namespace);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    Optional<RepoId> repository(RequestLine request) {
        return routing(request).target().map(RouteTarget::repo);
    }

    Routing routing(RequestLine request) {
        UrlPath path = UrlPath.split(request.path());
        for (RouteTemplate template : given) {
            if (template.matches(path)) return template.routing(path);
        }
        for (UrlPath prefix : prefixes) {
            if (!path.startsWith(prefix)) continue;
            Optional<HubFile> file = HubPaths.file(path, request.query(), prefix.segments());
            if (file.isPresent()) return file.get().routing(namespace);
        }
        return HubPaths.file(path, request.query(), 0)
                .map(file -> file.routing(namespace))
                .orElse(Routing.NONE);
    }
}
