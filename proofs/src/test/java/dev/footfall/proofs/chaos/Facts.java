package dev.footfall.proofs.chaos;

import dev.footfall.proofs.chaos.Balancer.Body;
import dev.footfall.proofs.chaos.Balancer.Errand;
import dev.footfall.proofs.cluster.Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A client that registers, likes and renames repositories, each under a name of its own that no event has. */
final class Facts implements AutoCloseable {
    /** The name of the repository that a fact is on. */
    static final Pattern NAME = Pattern.compile("(?:registered|liked|renamed)-\\d+");

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final long BETWEEN_MILLIS = 50;
    private static final int ACCEPTED = 202;

    private final Balancer ingests;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "facts");

    Facts(List<? extends Server> ingests) {
        this.ingests = new Balancer(ingests, PATIENCE);
    }

    void start() {
        thread.start();
    }

    /** The names of those that were acknowledged and not {@linkplain #forget forgotten}. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    void forget(Set<String> names) {
        acknowledged.removeAll(names);
    }

    private void run() {
        try {
            for (int number = 0; true; number++) {
                put(
                        "registered-" + number,
                        "/v1/repositories/models/facts/registered-" + number,
                        "{\"private\":false}");
                put("liked-" + number, "/v1/likes/models/facts/liked-" + number + "/somebody", "");
                String target = "{\"repo\":\"facts/renamed-" + number + "\"}";
                put("renamed-" + number, "/v1/repositories/models/facts/old-" + number + "/renamed-to", target);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(String name, String path, String body) throws InterruptedException {
        Thread.sleep(BETWEEN_MILLIS);
        var errand = new Errand(path, Optional.of(new Body("PUT", "application/json", body)), Optional.empty());
        Optional<ServerAnswer> answer = ingests.askOne(errand);
        if (answer.filter(given -> given.status() == ACCEPTED).isPresent()) acknowledged.add(name);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
