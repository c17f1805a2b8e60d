package dev.footfall.ingest.accesslog;

import java.util.List;
import java.util.Optional;

/** Routes that could be meant for paths which no route knows: a first guess, for people to correct. */
final class RouteProposal {
    private RouteProposal() {}

    /** The route of a path, as {@code --route} takes it; empty if there is none to propose. */
    static Optional<String> of(String path) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        if (segments.get(0).isEmpty()) return Optional.empty();
        String template = switch (segments.size()) {
            case 1 -> "/{name}=dataset:files/{name}";
            case 2 -> "/" + segments.get(0) + "/{name}=dataset:" + segments.get(0) + "/{name}";
            default -> "/" + segments.get(0) + "/{name}/{path*}=dataset:" + segments.get(0) + "/{name}";
        };
        try {
            boolean isRoute = Routes.of(List.of(template)).target(path).isPresent();
            return isRoute ? Optional.of(template) : Optional.empty();
        } catch (IllegalArgumentException e) { // its first segment is no name of a namespace
            return Optional.empty();
        }
    }
}
