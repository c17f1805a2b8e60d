package dev.footfall.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Measures the counting of a log from its start to the last commit, beside bare consumers; sets of projections take
 * turns.
 */
final class ReplayBench {
    private static final long DEFAULT_EVENTS = 1_000_000;

    /** The events after which C2 has compiled nearly everything. */
    private static final long WARM_EVENTS = 15_000_000;

    private static final long MOST_WARM_UPS = 3;
    private static final Duration POLL = Duration.ofMillis(100);

    private ReplayBench() {}

    static boolean run(BenchOptions options, Consumer<String> lines) {
        List<List<Replays>> done = new ArrayList<>();
        for (long events : options.eventsOr(DEFAULT_EVENTS)) {
            Load load = options.load(events);
            List<Replays> all = measure(options, load);
            done.add(all);
            for (int i = 0; i < all.size(); i++) {
                lines.accept(all.get(i).line(load, done.get(0).get(i), all.get(0)));
            }
        }
        return done.stream().flatMap(List::stream).allMatch(Replays::areRight);
    }

    private static List<Replays> measure(BenchOptions options, Load load) {
        var catalog = new Catalog(load.repositories(), options.partitions());
        var oracle = new Oracle(load, catalog, options.rules());
        List<Replays> all = new ArrayList<>();
        try (BenchCluster cluster = BenchCluster.open(options);
                Child consumer = Child.start(cluster.settings(), "consume")) {
            new LoadPublisher(load, catalog, options.notes()).publish(cluster.configs());
            try {
                for (Projections projections : options.projectionsOrThose())
                    all.add(new Replays(projections, options, cluster, oracle));
                measure(options, load, all, consumer);
            } finally {
                all.forEach(Replays::close);
            }
        }
        return all;
    }

    private static void measure(BenchOptions options, Load load, List<Replays> all, Child consumer) {
        long warmUps = Math.max(1, Math.min(MOST_WARM_UPS, WARM_EVENTS / load.events()));
        for (long round = 1; round <= warmUps; round++) {
            read(consumer);
            all.forEach(Replays::warmUp);
        }
        List<Replays> turns = new ArrayList<>(all);
        for (int round = 1; round <= options.rounds(); round++) {
            double perSecond = read(consumer);
            options.note("round %d of %d: reference %,.0f/s", round, options.rounds(), perSecond);
            for (Replays replays : turns) {
                options.note("round %d with %s: %,.0f/s", round, replays.projections(), replays.measure(perSecond));
            }
            Collections.reverse(turns); // none of them always comes after the reference
        }
    }

    private static double read(Child consumer) {
        return Math.max(read(consumer, 1), read(consumer, 2));
    }

    private static double read(Child consumer, int threads) {
        JsonNode answer = consumer.ask(Integer.toString(threads));
        return answer.path("records").asLong() / answer.path("seconds").asDouble();
    }

    /** Consumers that poll the log to its end and discard it: the lower bound of a replay. */
    static ObjectNode consume(Settings settings, int threads) {
        RoomConfigs configs = RoomConfigs.of(settings);
        try (TopicEnds ends = TopicEnds.now(configs)) {
            List<Map<TopicPartition, Long>> shares = shares(ends.ends(), threads);
            long startNanos = System.nanoTime();
            List<CompletableFuture<Long>> readers = shares.stream()
                    .map(share -> CompletableFuture.supplyAsync(
                            () -> consume(configs.kafka(), share), task -> new Thread(task, "bare-consumer").start()))
                    .toList();
            long endNanos =
                    readers.stream().mapToLong(CompletableFuture::join).max().orElseThrow();
            double seconds = (endNanos - startNanos) / 1e9;
            return new ObjectNode(JsonNodeFactory.instance)
                    .put("seconds", seconds)
                    .put("records", ends.records());
        }
    }

    private static List<Map<TopicPartition, Long>> shares(Map<TopicPartition, Long> ends, int threads) {
        return List.copyOf(ends.entrySet().stream()
                .collect(groupingBy(
                        end -> end.getKey().partition() % threads, toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .values());
    }

    /** Returns when the last record was read: a close waits for the fetch under way, which finds nothing, for half a second. */
    private static long consume(Map<String, String> kafka, Map<TopicPartition, Long> share) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put("max.poll.records", 2_000);
        properties.put("enable.auto.commit", false);
        long left = share.values().stream().mapToLong(Long::longValue).sum();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(share.keySet());
            consumer.seekToBeginning(share.keySet());
            while (left > 0) {
                left -= consumer.poll(POLL).count();
            }
            return System.nanoTime();
        }
    }
}
