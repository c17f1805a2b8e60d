package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.TopicSpec;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Bytes in Kafka for each event of live traffic: posted at a steady rate, so that each commit writes what changed. Sizes of a
 * log that is read from its start say too little: then a commit has many events.
 */
final class SizeBench {
    private static final long DEFAULT_EVENTS = 60_000;
    private static final int RATE = 300;
    private static final int REQUEST_EVENTS = 5;
    private static final List<Long> DAILY = List.of(1_000_000L, 10_000_000L, 100_000_000L, 1_000_000_000L);
    private static final int DAYS = 365;
    private static final int REPLICAS = 3;

    private final ProductProcess product;
    private final Settings settings;
    private final Load load;
    private final EventText text;
    private long rawBytes;

    private SizeBench(ProductProcess product, Settings settings, Load load, EventText text) {
        this.product = product;
        this.settings = settings;
        this.load = load;
        this.text = text;
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        var text = new EventText(new Catalog(load.repositories(), options.partitions()), load.seed());
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            Settings settings = directory.settings(options, "data");
            try (ProductProcess product = ProductProcess.run(settings)) {
                product.awaitReady();
                RowVerdict verdict = new SizeBench(product, settings, load, text).measure(lines);
                return verdict.wrong() == 0;
            }
        }
    }

    private RowVerdict measure(Consumer<String> lines) {
        RoomConfigs configs = RoomConfigs.of(product.onKafka(settings));
        Map<String, Long> before = bytes(configs);
        long startNanos = System.nanoTime();
        post(startNanos);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        product.awaitCounted();
        Map<String, Long> after = bytes(configs);
        RowVerdict verdict = TopicEnds.check(configs, load.events());
        var measures = new Measures();
        measures.rates(RATE, load.events() / seconds);
        var line = new BenchLine("size", load)
                .rates(measures, "the rate at which events are posted, " + REQUEST_EVENTS + " in a request")
                .verdict(verdict)
                .put("cpu_micros_per_event", product.use().path("cpu_seconds").asDouble() * 1e6 / load.events())
                .peaks(product.use())
                .put("raw_bytes_per_event", (double) rawBytes / load.events());
        after.forEach((kind, bytes) ->
                line.put(kind + "_bytes_per_event", (double) (bytes - before.getOrDefault(kind, 0L)) / load.events()));
        double log = (double) (after.getOrDefault("log", 0L) - before.getOrDefault("log", 0L)) / load.events();
        lines.accept(line.set("log_gb_a_year", years(log)).text());
        return verdict;
    }

    /** By events a day, of all replicas: the log, which is kept. All else is compacted. */
    private static ObjectNode years(double bytesPerEvent) {
        ObjectNode gigabytes = JsonNodeFactory.instance.objectNode();
        for (long daily : DAILY)
            gigabytes.put(Long.toString(daily), Math.round(bytesPerEvent * daily * DAYS * REPLICAS / 1e9));
        return gigabytes;
    }

    private void post(long startNanos) {
        Iterator<LoadEvent> events = load.stream();
        try (var connection = new HttpConnection(product.ingestPort())) {
            for (long sent = 0; sent < load.events(); ) {
                var request = new ArrayList<byte[]>();
                while (request.size() < REQUEST_EVENTS && sent + request.size() < load.events())
                    request.add(text.of(events.next()));
                LockSupport.parkNanos(startNanos + sent * 1_000_000_000L / RATE - System.nanoTime());
                int status = connection.send(HttpConnection.post(request)).status();
                if (status != 202) throw new IllegalStateException("ingest answered " + status);
                sent += request.size();
                for (byte[] event : request) rawBytes += event.length;
            }
        }
    }

    /** Of one replica, by what the topics are for. */
    private static Map<String, Long> bytes(RoomConfigs configs) {
        String changelogs = StateId.mainApplication(configs.names());
        Map<String, Long> bytes = new TreeMap<>();
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(configs.kafka()))) {
            List<Integer> brokers = admin.describeCluster().nodes().get().stream()
                    .map(node -> node.id())
                    .toList();
            var directories = admin.describeLogDirs(brokers).allDescriptions().get(1, TimeUnit.MINUTES);
            directories.values().stream()
                    .flatMap(disks -> disks.values().stream())
                    .flatMap(disk -> disk.replicaInfos().entrySet().stream())
                    .forEach(replica -> bytes.merge(
                            kind(replica.getKey().topic(), configs, changelogs),
                            replica.getValue().size(),
                            Long::sum));
            return bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not tell the sizes of its topics", e);
        }
    }

    private static String kind(String topic, RoomConfigs configs, String changelogs) {
        if (topic.equals(configs.names().name(TopicSpec.DOWNLOAD_EVENTS))) return "log";
        if (topic.startsWith(changelogs)) return "changelog";
        if (topic.equals("__transaction_state")) return "transactions";
        return topic.equals("__consumer_offsets") ? "offsets" : "others";
    }
}
