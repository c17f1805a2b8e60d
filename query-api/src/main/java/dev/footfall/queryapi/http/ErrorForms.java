package dev.footfall.queryapi.http;

import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;

/** Errors in the form of the bundle below whose root they happen, if there is one; others stay as they are. */
final class ErrorForms {
    private final List<Api> bundles;

    ErrorForms(List<Api> bundles) {
        this.bundles = List.copyOf(bundles);
    }

    /** A reply to a request of this path. */
    Reply at(RequestPath path, Reply reply) {
        List<String> segments = path.withoutPrefix().segments();
        if (reply.status() < 400 || segments.isEmpty()) return reply;
        Optional<String> root = Optional.of(segments.get(0));
        return bundles.stream()
                .filter(bundle -> bundle.root().equals(root))
                .findFirst()
                .map(bundle -> bundle.error(reply))
                .orElse(reply);
    }
}
