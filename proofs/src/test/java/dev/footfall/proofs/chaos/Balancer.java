package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A load balancer in front of servers: by turns, and on to the next when one refuses, is silent or answers 503. One that
 * did not answer at all is left alone for a moment, and then tried by one request first.
 */
final class Balancer {
    private static final long ASIDE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;
    private static final int MOST_WAITS = 60;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final List<Target> targets;
    private final Duration patience;
    private final AtomicInteger turn = new AtomicInteger();

    Balancer(List<? extends Server> servers, Duration patience) {
        this.targets = servers.stream().map(Target::new).toList();
        this.patience = patience;
    }

    private static final class Target {
        final Server server;
        final AtomicLong asideUntilNanos = new AtomicLong(System.nanoTime());
        volatile boolean isSilent;

        Target(Server server) {
            this.server = server;
        }

        boolean isToBeTried() {
            if (!isSilent) return true;
            long until = asideUntilNanos.get();
            long now = System.nanoTime();
            return now - until >= 0 && asideUntilNanos.compareAndSet(until, now + 3 * ASIDE_NANOS);
        }

        void hasAnswered(boolean answered) {
            if (!answered) asideUntilNanos.set(System.nanoTime() + ASIDE_NANOS);
            isSilent = !answered;
        }
    }

    /**
     * The first answer other than 503; else the last 503; empty when no server answered.
     *
     * @param tries is given what each server said, empty for one that said nothing
     */
    Optional<ServerAnswer> ask(Errand errand, Consumer<Optional<ServerAnswer>> tries) throws InterruptedException {
        Optional<ServerAnswer> last = Optional.empty();
        boolean isTried = false;
        for (Target target : rotation()) {
            if (!target.isToBeTried()) continue;
            isTried = true;
            Optional<ServerAnswer> answer = ask(target, errand, tries);
            if (answer.isPresent()) last = answer;
            if (answer.isPresent() && answer.get().status() != UNAVAILABLE) return answer;
        }
        return isTried ? last : ask(rotation().get(0), errand, tries);
    }

    private Optional<ServerAnswer> ask(Target target, Errand errand, Consumer<Optional<ServerAnswer>> tries)
            throws InterruptedException {
        Optional<ServerAnswer> answer = askOnce(target.server, errand);
        target.hasAnswered(answer.isPresent());
        tries.accept(answer);
        return answer;
    }

    /**
     * A request to any of the servers.
     *
     * @param path path and query
     * @param body its body; without one it is a GET
     * @param token the bearer token of the caller; without one it is nobody's
     */
    record Errand(String path, Optional<Body> body, Optional<String> token) {
        /** A GET of nobody's. */
        static Errand get(String path) {
            return new Errand(path, Optional.empty(), Optional.empty());
        }
    }

    /**
     * The body of a request that is no GET.
     *
     * @param method the request's method
     * @param type its media type
     * @param text itself
     */
    record Body(String method, String type, String text) {
        static Body ofPost(String type, String text) {
            return new Body("POST", type, text);
        }
    }

    /** All of them, another one first each time. */
    private List<Target> rotation() {
        var all = new ArrayList<Target>(targets);
        Collections.rotate(all, turn.getAndIncrement());
        return all;
    }

    /** The answer of the server whose turn it is; empty when it does not answer. */
    Optional<ServerAnswer> askOne(Errand errand) throws InterruptedException {
        List<Target> all = rotation();
        Target target = all.stream().filter(Target::isToBeTried).findFirst().orElse(all.get(0));
        return ask(target, errand, unused -> {});
    }

    /** The answer of one server, asked again when it says so; empty when there is none in time. */
    Optional<ServerAnswer> ask(Server server, Errand errand) throws InterruptedException {
        Optional<ServerAnswer> answer = askOnce(server, errand);
        for (int waits = 0; waits < MOST_WAITS && isTooMany(answer); waits++) {
            TimeUnit.SECONDS.sleep(retryAfterSeconds(answer.orElseThrow()));
            answer = askOnce(server, errand);
        }
        return answer;
    }

    private static boolean isTooMany(Optional<ServerAnswer> answer) {
        return answer.filter(said -> said.status() == TOO_MANY).isPresent();
    }

    private static long retryAfterSeconds(ServerAnswer answer) {
        return answer.header("retry-after").map(Long::parseLong).orElse(1L);
    }

    private Optional<ServerAnswer> askOnce(Server server, Errand errand) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + errand.path()))
                .timeout(patience);
        errand.token().or(server::key).ifPresent(key -> request.header("Authorization", "Bearer " + key));
        errand.body()
                .ifPresent(sent -> request.header("Content-Type", sent.type())
                        .method(sent.method(), HttpRequest.BodyPublishers.ofString(sent.text())));
        try {
            return Optional.of(ServerAnswer.of(
                    server.toString(), http.send(request.build(), HttpResponse.BodyHandlers.ofString())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
