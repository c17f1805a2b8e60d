package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures the counting of a log from its start until the last commit, beside consumers that only read it; with several
 * sets of projections by turns, each in a process of its own.
 */
final class ReplayBench {
    private static final long DEFAULT_EVENTS = 1_000_000;

    /** The events after which the compiler has little left to do; a log of years is longer by far. */
    private static final long WARM_EVENTS = 15_000_000;

    private static final long MOST_WARM_UPS = 3;

    private final BenchOptions options;
    private final List<Replays> all;

    private ReplayBench(BenchOptions options) {
        this.options = options;
        this.all = options.projectionsOrThose().stream()
                .map(projections -> new Replays(projections, options))
                .toList();
    }

    /** Measures each size, and compares the cost of an event with the first size's. */
    static boolean run(BenchOptions options, Consumer<String> lines) {
        List<ReplayBench> done = new ArrayList<>();
        for (long events : options.eventsOr(DEFAULT_EVENTS)) {
            var bench = new ReplayBench(options);
            done.add(bench);
            Load load = options.load(events);
            bench.measure(load);
            for (int i = 0; i < bench.all.size(); i++) {
                lines.accept(bench.all.get(i).line(load, done.get(0).all.get(i), bench.all.get(0)));
            }
        }
        return done.stream().flatMap(bench -> bench.all.stream()).allMatch(Replays::areRight);
    }

    private void measure(Load load) {
        var catalog = new Catalog(load.repositories(), options.partitions());
        try (BenchCluster cluster = BenchCluster.open(options);
                Child consumer = Child.start(cluster.settings(), "consume")) {
            new LoadPublisher(load, catalog, options.notes()).publish(cluster.configs());
            try {
                for (Replays replays : all) replays.start(cluster, new Oracle(load, catalog, options.rules()));
                measure(load, consumer);
            } finally {
                all.forEach(Replays::close);
            }
        }
    }

    /** The first rounds are not measured but warm the JVMs up; how the very first was is said beside the rest. */
    private void measure(Load load, Child consumer) {
        long warmUps = Math.max(1, Math.min(MOST_WARM_UPS, WARM_EVENTS / load.events()));
        for (long round = 1; round <= warmUps; round++) {
            read(consumer);
            all.forEach(Replays::warmUp);
        }
        List<Replays> turns = new ArrayList<>(all);
        for (int round = 1; round <= options.rounds(); round++) {
            double perSecond = read(consumer);
            note("round %d of %d: reference %,.0f/s", round, options.rounds(), perSecond);
            for (Replays replays : turns) {
                note("round %d with %s: %,.0f/s", round, replays.projections(), replays.measure(perSecond));
            }
            Collections.reverse(turns); // none of them always comes after the reference
        }
    }

    private void note(String form, Object... values) {
        options.notes().accept(String.format(Locale.ROOT, form, values));
    }

    private static double read(Child consumer) {
        return Math.max(read(consumer, 1), read(consumer, 2));
    }

    private static double read(Child consumer, int threads) {
        JsonNode answer = consumer.ask(Integer.toString(threads));
        return answer.path("records").asLong() / answer.path("seconds").asDouble();
    }
}
