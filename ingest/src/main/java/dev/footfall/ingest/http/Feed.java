package dev.footfall.ingest.http;

import dev.footfall.web.openapi.Operation;
import io.javalin.config.RoutesConfig;
import java.util.List;

/**
 * A way in beside ingest's own routes, such as the logs of file servers: routes of its own, and what it reads elsewhere. It
 * has what it publishes from {@link IngestWiring}.
 */
public interface Feed extends AutoCloseable {
    /** Adds its routes; called once, before ingest listens. {@code bodies} and {@code access} are shared by all routes. */
    void addTo(RoutesConfig routes, Bodies bodies, AccessGuard access);

    /** Its routes in the description of ingest, the same whatever is configured. */
    default List<Operation> operations() {
        return List.of();
    }

    /** The names, tags and examples of its operations: an overlay of the description, in JSON. */
    default String words() {
        return "{}";
    }

    /** Begins to read what does not come over HTTP; called once, when ingest listens. */
    default void start() {}

    /** Ends what {@link #start} began; ingest stops later. */
    @Override
    default void close() {}
}
