package dev.footfall.logs.accesslog;

import java.util.List;
import java.util.stream.Stream;

/** The operator's {@code routes} in their order, and the namespace of names without one, "" if there is none. */
public record RouteSettings(List<String> templates, String namespace) {
    public static final RouteSettings NONE = of(List.of());

    /** Fails if a template or the namespace is invalid: the message names it. */
    public RouteSettings {
        templates = List.copyOf(templates);
        var unused = Routes.of(templates, namespace);
    }

    public static RouteSettings of(List<String> templates) {
        return new RouteSettings(templates, "");
    }

    public RouteSettings after(List<String> earlier) {
        return new RouteSettings(joined(earlier, templates), namespace);
    }

    public RouteSettings before(List<String> later) {
        return new RouteSettings(joined(templates, later), namespace);
    }

    public Routes routes() {
        return Routes.of(templates, namespace);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
