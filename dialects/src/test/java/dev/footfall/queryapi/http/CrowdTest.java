package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.ProxiedState;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many requests at once for what takes long. */
class CrowdTest {
    private static final String LONG_AGO = "/trending?to=2020-01-01";

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger asking = new AtomicInteger();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final List<Future<Integer>> answers = new ArrayList<>();

    @AfterEach
    void stop() {
        released.countDown();
        clients.shutdownNow();
    }

    /** One whose rankings are made as soon as the latch is open. */
    private LocalState slow() {
        return ProxiedState.of((proxy, method, arguments) -> switch (method.getName()) {
            case "partitions" -> 1;
            case "renames" -> Renames.NONE;
            case "partitionOf" -> 0;
            case "registration" -> Optional.empty();
            case "standing" -> Standing.UNREGISTERED;
            case "trending", "of" -> {
                asking.incrementAndGet();
                released.await();
                Object nothing = method.getName().equals("of") ? Optional.empty() : List.of();
                yield new LocalRead.Found<>(nothing, new AsOf(Optional.empty(), 0));
            }
            case "number" -> new LocalRead.Found<>(0L, new AsOf(Optional.empty(), 0));
            case "sourceDays" -> new LocalRead.Found<>(List.of(), new AsOf(Optional.empty(), 0));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Served served() {
        return Served.knowing(slow(), 10_000, TrustedProxies.of("127.0.0.1"));
    }

    private void ask(Served served, String path, String address) {
        answers.add(clients.submit(
                () -> served.get(path, "X-Forwarded-For", address).statusCode()));
    }

    @Test
    void readsAFewRankingsOfLongAgoAtATimeAndRefusesOthersAtOnce() throws Exception {
        try (Served served = served()) {
            for (int i = 0; i < 8; i++) ask(served, LONG_AGO, "10.0.0." + i / 2);
            Awaitility.await().until(() -> asking.get() == 8);

            HttpResponse<String> own = served.get(LONG_AGO, "X-Forwarded-For", "10.0.0.1");
            HttpResponse<String> other = served.get(LONG_AGO, "X-Forwarded-For", "10.0.0.9");

            assertEquals(503, own.statusCode());
            assertEquals(503, other.statusCode());
            assertEquals("1", other.headers().firstValue("Retry-After").orElseThrow());
            released.countDown();
            for (Future<Integer> answer : answers) assertEquals(200, answer.get());
            assertEquals(200, served.get(LONG_AGO).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LONG_AGO,
                "/trending?classes=tool",
                "/models/a/b/stats/files?interval=day",
                "/npm/downloads/point/last-day/a/b,a/c",
                "/cran/downloads/total/last-day/a/b,a/c"
            })
    void makesTwoAnswersThatReadManyRowsForACallerAtATime(String ranking) {
        try (Served served = served()) {
            for (int i = 0; i < 2; i++) ask(served, ranking, "10.0.0.1");
            Awaitility.await().until(() -> asking.get() == 2);

            HttpResponse<String> third = served.get(ranking, "X-Forwarded-For", "10.0.0.1");

            assertEquals(429, third.statusCode());
            assertEquals("1", third.headers().firstValue("Retry-After").orElseThrow());
            released.countDown();
        }
    }

    @Test
    void answersOperatorsWhateverIsUnderWay() {
        try (Served served = served()) {
            for (int i = 0; i < 220; i++) ask(served, "/trending", "10.0.0." + i % 5);
            Awaitility.await().until(() -> asking.get() == 200);

            assertEquals(200, served.get("/health").statusCode());
            assertEquals(200, served.get("/api/metrics").statusCode());
            HttpResponse<String> late = served.get("/trending", "X-Forwarded-For", "10.0.0.9");
            assertEquals(503, late.statusCode());
            assertEquals("NotReady", late.headers().firstValue("X-Error-Code").orElseThrow());
            released.countDown();
        }
    }
}
