package dev.footfall.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Latencies of the API: one request of each route in turn, on one connection. */
final class QueryLatencies {
    /** The route whose answer is constant. */
    static final String REFERENCE = "health";

    static final String STATS = "stats";

    private final Map<String, Figures> millisByRoute = new LinkedHashMap<>();
    private int turns;

    private QueryLatencies() {}

    /**
     * Asks.
     *
     * @param turns the most requests of each route
     * @param goOn asked before every hundredth of them whether there is reason to go on
     */
    static QueryLatencies measure(Load load, Catalog catalog, int port, int turns, BooleanSupplier goOn) {
        var popularity = new Popularity(catalog.size());
        Map<String, Function<SplittableRandom, String>> paths = new LinkedHashMap<>();
        paths.put(REFERENCE, random -> "/health");
        paths.put(STATS, random -> HttpRows.path(catalog.id(popularity.pick(random))) + "/stats");
        paths.put("recent", random -> HttpRows.path(catalog.id(popularity.pick(random))) + "/stats/recent?days=30");
        paths.put("classes", random -> HttpRows.path(catalog.id(popularity.pick(random))) + "/stats/classes?days=30");
        paths.put("trending", random -> "/trending?repo_type=model&days=7&limit=20");
        var latencies = new QueryLatencies();
        var random = new SplittableRandom(load.seed());
        try (var connection = new HttpConnection(port)) {
            for (int turn = 0; turn < turns && (turn % 100 != 0 || goOn.getAsBoolean()); turn++) {
                paths.forEach((route, path) -> latencies.ask(connection, route, path.apply(random)));
                latencies.turns++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return latencies;
    }

    private void ask(HttpConnection connection, String route, String path) {
        byte[] request = HttpConnection.get(path);
        long startNanos = System.nanoTime();
        int status = connection.send(request).status();
        double millis = (System.nanoTime() - startNanos) / 1e6;
        // a repository all of whose events are excluded is not known
        if (status != 200 && status != 404) throw new IllegalStateException(path + " answered " + status);
        millisByRoute.computeIfAbsent(route, unused -> new Figures()).add(millis);
    }

    /** The number of requests of each route. */
    int turns() {
        return turns;
    }

    double percentile(String route, int percent) {
        return requireNonNull(millisByRoute.get(route)).percentile(percent);
    }

    Iterable<String> routes() {
        return millisByRoute.keySet();
    }
}
