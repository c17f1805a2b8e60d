package dev.footfall.ingest.http;

import io.javalin.http.Context;

/** A route for publishers; {@code publisher} is the index of the caller's key, 0 without keys. */
@FunctionalInterface
public interface PublisherRoute {
    void handle(Context context, int publisher);
}
