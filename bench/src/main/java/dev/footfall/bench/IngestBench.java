package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Measures HTTP ingest, beside a bare producer of the same JSON and settings. */
final class IngestBench {
    private static final long DEFAULT_EVENTS = 500_000;
    private static final int BATCH_EVENTS = 1_000;
    private static final int BATCH_CONNECTIONS = 4;
    private static final int SINGLE_CONNECTIONS = 32;

    /** Single-event requests are this many times fewer, for each costs much more. */
    private static final int SINGLE_SHARE = 20;

    /** Events of a request, and the divisor of the number of events. */
    private static final Map<Integer, Integer> SIZES = new TreeMap<>(Map.of(1, SINGLE_SHARE, 50, 2, 5_000, 1));

    private static final int CALLERS = 8;

    private final BenchCluster cluster;
    private final Child server;
    private final Corpus corpus;
    private final long events;
    private final PostLoad posts;
    private final Measures measures = new Measures();
    private final Map<Integer, Measures> bySize = new TreeMap<>();
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
            bench.measures.run(options, bench::produce, bench::post);
            RowVerdict verdict = TopicEnds.check(cluster.configs(), bench.produced + bench.posts.accepted.get());
            JsonNode use = server.ask("use");
            lines.accept(new BenchLine("ingest", load)
                    .rates(bench.measures, "bare KafkaProducer with the same JSON and settings")
                    .verdict(verdict)
                    .medians(bench.measures, "cpu_micros_per_event")
                    .peaks(use)
                    .put("batch_events", BATCH_EVENTS)
                    .put("connections", BATCH_CONNECTIONS)
                    .put("refused", bench.posts.refused.get())
                    .spreads(bench.measures, "single_per_s")
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
        measures.add("cpu_micros_per_event", cpuSeconds() * 1e6 / batched.events());
        PostLoad.Sent single = posts.send(corpus.requests(1), Math.max(1, events / SINGLE_SHARE), SINGLE_CONNECTIONS);
        measures.add("single_per_s", single.perSecond());
        SIZES.forEach((size, share) -> {
            PostLoad.Sent sent = posts.send(corpus.requests(size), Math.max(1, events / share), CALLERS);
            Measures ofSize = bySize.computeIfAbsent(size, any -> new Measures());
            ofSize.add("events_per_s", sent.perSecond());
            ofSize.add("p50_ms", sent.answerMillis().percentile(50));
            ofSize.add("p99_ms", sent.answerMillis().percentile(99));
        });
        return batched.perSecond();
    }

    private ObjectNode sizes() {
        ObjectNode json = new ObjectNode(JsonNodeFactory.instance);
        bySize.forEach((size, ofSize) -> {
            ObjectNode figures = json.putObject(Integer.toString(size));
            ofSize.names().forEach(name -> figures.set(name, ofSize.get(name).json()));
        });
        return json;
    }

    private double cpuSeconds() {
        double before = usedSeconds;
        usedSeconds = server.ask("use").path("cpu_seconds").asDouble();
        return usedSeconds - before;
    }

    private static final class PostLoad {
        private static final Pattern ACCEPTED = Pattern.compile("\"accepted\":(\\d+)");
        private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(50);

        private final int port;
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();

        PostLoad(int port) {
            this.port = port;
        }

        record Sent(long events, double seconds, Figures answerMillis) {
            double perSecond() {
                return events / seconds;
            }
        }

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
            }
        }

        private void send(HttpConnection connection, byte[] request) {
            while (true) {
                HttpReply response = connection.send(request);
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
    }
}
