package dev.footfall.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.projection.Projections;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures questions for sums over all repositories and users, each of another period and then once more, and the heap
 * that a thousand different ones leave; beside a route of the same server with a constant answer.
 */
final class AnalyticsBench {
    private static final int TURNS = 20;
    private static final int DIFFERENT = 1_000;
    private static final int LONG_USERS = 100;
    private static final int YEAR = 365;
    private static final String REFERENCE = "health";
    private static final String PRODUCT = "summary_again";

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final Rounds rounds = new Rounds();
    private final Map<String, Figures> figures = new LinkedHashMap<>();

    private AnalyticsBench(BenchOptions options, Load load) {
        this.options = options;
        this.load = load;
        this.catalog = new Catalog(load.repositories(), options.partitions());
    }

    /** Measures; {@code --visitors} are users here. */
    static boolean run(BenchOptions options, Consumer<String> lines) {
        BenchOptions.Shape shape = options.shape();
        long events = options.oneSizeOr((long) shape.repositories() * shape.days());
        Load load = options.load(events).byUsers();
        try (BenchCluster cluster = BenchCluster.open(options)) {
            return new AnalyticsBench(options, load).measure(cluster, lines);
        }
    }

    private boolean measure(BenchCluster cluster, Consumer<String> lines) {
        new LoadPublisher(load, catalog, options.notes()).publish(cluster.configs());
        publishYears(cluster);
        var settings = BenchSettings.with(
                cluster.settings(),
                Map.of(Setting.AUTH_JWT_SECRET, BearerToken.SECRET, Setting.PROJECTIONS, Projections.ALL.names()));
        try (ProductProcess product = ProductProcess.serve(settings)) {
            product.awaitCounted();
            product.awaitReady();
            try (var asked = new AnalyticsLatencies(load, product.queryPort())) {
                Verdict verdict = HttpRows.compare(options, load, catalog, product.queryPort())
                        .plus(summary(asked));
                measure(asked);
                double before = product.heapMib();
                askDifferent(asked);
                lines.accept(line(product.use(), verdict, before, product.heapMib()));
                return verdict.wrong() == 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes files of a few users on each day before the load, so that there is a year of their own. */
    private void publishYears(BenchCluster cluster) {
        int days = YEAR - Math.min(YEAR - 1, load.days());
        var before = new Load(
                (long) LONG_USERS * days,
                LONG_USERS,
                LONG_USERS,
                days,
                ~load.seed(),
                load.until().minusDays(load.days()),
                Load.Manner.VISITS);
        new LoadPublisher(before.byUsers(), new Catalog(LONG_USERS, options.partitions()), options.notes())
                .publish(cluster.configs());
    }

    private Verdict summary(AnalyticsLatencies asked) {
        var rules = new LoadRules(options.rules(), load.seed());
        long expected = 0;
        for (Iterator<LoadEvent> events = load.stream(); events.hasNext(); ) {
            if (rules.exclusion(events.next()).isEmpty()) expected++;
        }
        long answered = asked.files();
        boolean isRight = answered == expected;
        String fault = "the summary has " + answered + " files of " + expected;
        return Verdict.NOTHING.and(0, isRight ? 0 : 1, isRight ? "" : fault);
    }

    private void measure(AnalyticsLatencies asked) {
        List<String> routes = asked.routes();
        routes.forEach(asked::askTwice); // warms it up
        asked.millis().clear();
        for (int round = 1; round <= options.rounds(); round++) {
            for (int turn = 0; turn < TURNS; turn++) {
                routes.forEach(asked::askTwice);
                asked.askForOwnYear(EventText.user(UsersStream.visitor((round * TURNS + turn) % LONG_USERS)));
                asked.askForHealth();
            }
            asked.millis().forEach(this::note);
            rounds.add(perSecond(asked, REFERENCE), perSecond(asked, PRODUCT));
            asked.millis().clear();
            options.notes().accept("round " + round + " of " + options.rounds() + " asked");
        }
    }

    private static double perSecond(AnalyticsLatencies asked, String question) {
        return 1_000 / requireNonNull(asked.millis().get(question)).median();
    }

    private void note(String question, Figures millis) {
        for (int percent : new int[] {50, 99}) {
            String key = question + "_p" + percent + "_ms";
            double value = millis.percentile(percent);
            figures.computeIfAbsent(key, unused -> new Figures()).add(value);
            options.notes().accept(key + ": " + Math.round(value));
        }
    }

    private static void askDifferent(AnalyticsLatencies asked) {
        List<String> routes = asked.routes();
        for (int number = 0; number < DIFFERENT; number++) asked.askForHours(routes.get(number % routes.size()));
    }

    private String line(JsonNode use, Verdict verdict, double heapBeforeMib, double heapAfterMib) {
        BenchLine line = new BenchLine("analytics", load)
                .rates(
                        rounds,
                        "GET /health of the same server, a constant answer; product: a summary that was asked before")
                .verdict(verdict)
                .put("users", UsersStream.users(load))
                .put("cpu_micros_per_event", use.path("cpu_seconds").asDouble() * 1e6 / load.events())
                .put("peak_heap_mib", use.path("peak_heap_mib").asLong())
                .put("peak_rss_mib", use.path("peak_rss_mib").asLong())
                .put("heap_before_mib", heapBeforeMib)
                .put("heap_after_1000_different_mib", heapAfterMib);
        figures.forEach((key, values) -> line.put(key, values.median()));
        return line.text();
    }
}
