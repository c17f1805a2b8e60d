package dev.footfall.proofs.siege;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * A private repository of each type, with downloads and a like, and one that never was beside it, in the same partition.
 * Their names have the same length: a request about the one differs from that about the other by {@link #PRIVATE} alone.
 */
final class Hidden {
    /**
     * The mark in all names of private repositories, and in no others: no hexadecimal digits, which '%' would make a
     * character of.
     */
    static final String PRIVATE = "hushed";

    /** The mark in its place in names that never existed. */
    static final String UNKNOWN = "nobody";

    /** A user who likes the private ones, and nothing else. */
    static final String FAN = "fan-of-" + PRIVATE;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The name of the private one. */
    private final String name;

    /** Its name, and that of the user who likes it, each as a whole. */
    private final Pattern named;

    Hidden(int partitions) {
        name = IntStream.range(0, Integer.MAX_VALUE)
                .mapToObj(number -> "siege/" + PRIVATE + "-" + number)
                .filter(candidate -> isOfOnePartition(candidate, partitions))
                .findFirst()
                .orElseThrow();
        named = Pattern.compile("(?<![\\w.-])(" + Pattern.quote(name) + "|" + FAN + ")(?![\\w.-])");
    }

    private static boolean isOfOnePartition(String candidate, int partitions) {
        for (RepoType type : RepoType.values()) {
            if (partition(type, candidate, partitions) != partition(type, unknown(candidate), partitions)) return false;
        }
        return true;
    }

    private static int partition(RepoType type, String name, int partitions) {
        return BuiltInPartitioner.partitionForKey(
                new RepoId(type, name.substring(0, name.indexOf('/')), name.substring(name.indexOf('/') + 1))
                        .keyBytes(),
                partitions);
    }

    /** The same about what never was. */
    static String unknown(String text) {
        return text.replace(PRIVATE, UNKNOWN);
    }

    String name() {
        return name;
    }

    /**
     * True if a request is about the private one. One about a name that is only like it is not: its answer's as-of
     * depends on the partitions in which the names are.
     */
    boolean isNamedIn(String request) {
        return request.contains(PRIVATE)
                && !named.matcher(request).replaceAll("").contains(PRIVATE);
    }

    /** Sends all of it, and waits until it is known. */
    void send(Besieged target) throws InterruptedException {
        for (RepoType type : RepoType.values()) {
            String path = type.label() + "s/" + name;
            take(target, RawRequest.put(Besieged.HONEST_KEY, "/v1/repositories/" + path, "{\"private\":true}"));
            take(target, RawRequest.put(Besieged.HONEST_KEY, "/v1/likes/" + path + "/" + FAN, ""));
            take(target, RawRequest.events(Besieged.HONEST_KEY, event(type)));
        }
        String owner = Tokens.of("{\"sub\":\"siege\",\"exp\":" + Tokens.LATER + "}");
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        for (RepoType type : RepoType.values()) {
            byte[] question = RawRequest.get("/" + type.label() + "s/" + name + "/stats", owner);
            while (target.query(Door.HONEST)
                    .ask(question)
                    .filter(Hidden::isKnown)
                    .isEmpty()) {
                if (System.nanoTime() > giveUpNanos) throw new IllegalStateException("what is private is not counted");
                Thread.sleep(100);
            }
        }
    }

    private static boolean isKnown(Heard heard) {
        return heard.body().equals("{\"downloads\":1,\"likes\":1}");
    }

    private static void take(Besieged target, byte[] request) throws InterruptedException {
        while (target.ingest(Door.HONEST)
                .ask(request)
                .filter(heard -> heard.status() == 202)
                .isEmpty()) {
            Thread.sleep(100);
        }
    }

    private String event(RepoType type) {
        return "{\"id\":\"private-" + type.label() + "\",\"time\":\"2023-06-01T12:00:00Z\",\"repo_type\":\""
                + type.label() + "\",\"repo\":\"" + name + "\",\"method\":\"GET\",\"status\":200,\"user\":\"siege\"}\n";
    }
}
