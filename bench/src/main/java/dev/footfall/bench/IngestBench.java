package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.bench.RowCheck.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Measures the intake of events by HTTP, beside a producer that sends the same JSON with the same settings. */
final class IngestBench {
    private static final long DEFAULT_EVENTS = 500_000;
    private static final int BATCH_EVENTS = 1_000;
    private static final int BATCH_CONNECTIONS = 4;
    private static final int SINGLE_CONNECTIONS = 32;

    /** The factor by which single-event requests are fewer, for each costs much more. */
    private static final int SINGLE_SHARE = 20;

    /** Events of a request, and the factor by which events in such requests are fewer. */
    private static final Map<Integer, Integer> SIZES = new TreeMap<>(Map.of(1, SINGLE_SHARE, 50, 2, 5_000, 1));

    private static final int CALLERS = 8;

    private final BenchCluster cluster;
    private final Child server;
    private final Corpus corpus;
    private final long events;
    private final PostLoad posts;
    private final Figures cpuMicros = new Figures();
    private final Figures singlePerSecond = new Figures();
    private final Map<Integer, Posts> bySize = new TreeMap<>();
    private long produced;
    private double usedSeconds;

    private IngestBench(BenchCluster cluster, Child server, Corpus corpus, long events) {
        this.cluster = cluster;
        this.server = server;
        this.corpus = corpus;
        this.events = events;
        this.posts = new PostLoad(server.answer().path("port").asInt());
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        var corpus = new Corpus(load, new Catalog(load.repositories(), options.partitions()));
        try (BenchCluster cluster = BenchCluster.open(options);
                Child server = Child.start(cluster.settings(), "ingest")) {
            var bench = new IngestBench(cluster, server, corpus, load.events());
            Rounds rounds = Rounds.run(options.rounds(), bench::produce, bench::post, options.notes());
            Verdict verdict = bench.check();
            JsonNode use = server.ask("use");
            lines.accept(new BenchLine("ingest", load)
                    .rates(rounds, "bare KafkaProducer with the same JSON and settings")
                    .verdict(verdict)
                    .put("cpu_micros_per_event", bench.cpuMicros.median())
                    .put("peak_heap_mib", use.path("peak_heap_mib").asLong())
                    .put("peak_rss_mib", use.path("peak_rss_mib").asLong())
                    .put("batch_events", BATCH_EVENTS)
                    .put("connections", BATCH_CONNECTIONS)
                    .put("refused", bench.posts.refused())
                    .set("single_per_s", bench.singlePerSecond.json())
                    .put("single_connections", SINGLE_CONNECTIONS)
                    .set("of_eight_callers", bench.sizes())
                    .text());
            return verdict.wrong() == 0;
        }
    }

    private double produce() {
        produced += events;
        return events / corpus.produce(cluster.configs().publisher(), events);
    }

    private double post() {
        cpuSeconds();
        List<byte[]> batches = corpus.requests(BATCH_EVENTS);
        PostLoad.Sent batched = posts.send(batches, events, BATCH_CONNECTIONS);
        cpuMicros.add(cpuSeconds() * 1e6 / batched.events());
        PostLoad.Sent single = posts.send(corpus.requests(1), Math.max(1, events / SINGLE_SHARE), SINGLE_CONNECTIONS);
        singlePerSecond.add(single.perSecond());
        SIZES.forEach((size, share) -> bySize.computeIfAbsent(size, any -> new Posts())
                .add(posts.send(corpus.requests(size), Math.max(1, events / share), CALLERS)));
        return batched.perSecond();
    }

    private record Posts(Figures perSecond, Figures p50Millis, Figures p99Millis) {
        Posts() {
            this(new Figures(), new Figures(), new Figures());
        }

        void add(PostLoad.Sent sent) {
            perSecond.add(sent.perSecond());
            p50Millis.add(sent.answerMillis().percentile(50));
            p99Millis.add(sent.answerMillis().percentile(99));
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.set("events_per_s", perSecond.json());
            json.set("p50_ms", p50Millis.json());
            json.set("p99_ms", p99Millis.json());
            return json;
        }
    }

    private ObjectNode sizes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        bySize.forEach((size, figures) -> json.set(Integer.toString(size), figures.json()));
        return json;
    }

    /** Processor time that the server used since the last call. */
    private double cpuSeconds() {
        double before = usedSeconds;
        usedSeconds = server.ask("use").path("cpu_seconds").asDouble();
        return usedSeconds - before;
    }

    /** Every event that was accepted, or that the reference sent, is a record of the topic, and nothing else is. */
    private Verdict check() {
        try (TopicEnds ends = TopicEnds.now(cluster.configs())) {
            long expected = produced + posts.accepted();
            long wrong = Math.abs(ends.records() - expected);
            String what = wrong == 0 ? "" : "expected " + expected + " records, there are " + ends.records();
            return new Verdict(expected, wrong, what);
        }
    }

    /** Clients that post prepared requests to ingest as fast as it answers, each on a connection and thread of its own. */
    private static final class PostLoad {
        private static final Pattern ACCEPTED = Pattern.compile("\"accepted\":(\\d+)");
        private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(50);

        private final int port;
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();

        PostLoad(int port) {
            this.port = port;
        }

        /**
         * The result of one call of {@link #send}.
         *
         * @param answerMillis the time until each request was accepted
         */
        record Sent(long events, double seconds, Figures answerMillis) {
            double perSecond() {
                return events / seconds;
            }
        }

        /** Sends the requests in turn until this many events are accepted. */
        Sent send(List<byte[]> requests, long events, int connections) {
            long before = accepted.get();
            var next = new AtomicLong();
            var answers = new Figures();
            long startNanos = System.nanoTime();
            List<CompletableFuture<Void>> clients = IntStream.range(0, connections)
                    .mapToObj(client -> CompletableFuture.runAsync(
                            () -> send(requests, before + events, next, answers),
                            task -> new Thread(task, "poster").start()))
                    .toList();
            clients.forEach(CompletableFuture::join);
            return new Sent(accepted.get() - before, (System.nanoTime() - startNanos) / 1e9, answers);
        }

        private void send(List<byte[]> requests, long until, AtomicLong next, Figures answers) {
            try (var connection = new HttpConnection(port)) {
                while (accepted.get() < until) {
                    long startNanos = System.nanoTime();
                    send(connection, requests.get((int) (next.getAndIncrement() % requests.size())));
                    double millis = (System.nanoTime() - startNanos) / 1e6;
                    synchronized (answers) {
                        answers.add(millis);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void send(HttpConnection connection, byte[] request) {
            while (true) {
                HttpConnection.Response response = connection.send(request);
                Matcher matcher = ACCEPTED.matcher(response.body());
                if (response.status() == 202 && matcher.find()) {
                    accepted.addAndGet(Long.parseLong(matcher.group(1)));
                    return;
                }
                if (response.status() != 503 && response.status() != 429) {
                    throw new IllegalStateException("ingest answered " + response.status() + ": " + response.body());
                }
                refused.incrementAndGet();
                LockSupport.parkNanos(BEFORE_ANOTHER_TRY.toNanos());
            }
        }

        long accepted() {
            return accepted.get();
        }

        /** Requests that were refused because there was too much to do, and sent again. */
        long refused() {
            return refused.get();
        }
    }
}
