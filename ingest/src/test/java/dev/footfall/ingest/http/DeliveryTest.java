package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.event;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.publish.Delivery;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DeliveryTest {
    private final TestIngest ingest = new TestIngest();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void answersOnlyAfterTheAcknowledgement() throws Exception {
        ingest.publisher.hold();
        CompletableFuture<HttpResponse<String>> answer = ingest.sendAsync(request(event("held")));
        await().until(() -> ingest.publisher.waiting() == 1);

        assertEquals(200, ingest.get("/health").statusCode());
        assertFalse(answer.isDone());

        ingest.publisher.decide(new Delivery.Acknowledged());
        assertEquals(202, answer.get().statusCode());
        assertEquals("{\"accepted\":1,\"rejected\":[]}", answer.get().body());
    }

    @Test
    void answers503ForTheWholeRequestWhenAnAcknowledgementFails() throws Exception {
        ingest.publisher.hold();
        CompletableFuture<HttpResponse<String>> answer =
                ingest.sendAsync(request("[" + event("a") + ",{}," + event("b") + "]"));
        await().until(() -> ingest.publisher.waiting() == 1);

        ingest.publisher.decide(new Delivery.Unacknowledged("broker 192.0.2.1 is gone"));

        assertUnavailable("LogUnavailable", answer.get());
        assertFalse(answer.get().body().contains("192"));
        assertEquals(2, ingest.counted("unavailable"));
        assertEquals(0, ingest.counted("accepted") + ingest.counted("rejected"));
    }

    @Test
    void answers503WhenTheLogIsAway() throws Exception {
        ingest.publisher.fail("no broker");

        assertUnavailable("LogUnavailable", ingest.post(JSON, event("away")));
        assertEquals(400, ingest.post(JSON, "{}").statusCode());
    }

    @Test
    void answers503AndWritesNothingWhenThereIsNoKeyForAVisitor() throws Exception {
        VisitorKeys none = time -> {
            throw new SharedLogUnavailableException("broker 192.0.2.1 is gone");
        };
        try (var keyless = new TestIngest(none)) {
            String known = event("known", "\"user\":\"alice\"");
            String hashed = event("hashed", "\"ip\":\"192.0.2.7\"");

            HttpResponse<String> refused = keyless.post(JSON, "[" + known + "," + hashed + "]");

            assertUnavailable("LogUnavailable", refused);
            assertFalse(refused.body().contains("192"));
            assertEquals(List.of(), keyless.publisher.events());
            assertEquals(202, keyless.post(JSON, known).statusCode());
            assertEquals(400, keyless.post(JSON, hashed.replace("2026", "9999")).statusCode());
        }
    }

    @Test
    void answers503WhenTooMuchIsInFlightAndRecovers() throws Exception {
        ingest.publisher.hold();
        var large = event("large") + " ".repeat(8 * 1024 * 1024 - event("large").length());
        var held = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 3; i++) {
            held.add(ingest.sendAsync(request(large)));
            int waiting = i + 1;
            await().until(() -> ingest.publisher.waiting() == waiting);
        }

        assertUnavailable("Busy", ingest.post(JSON, event("one-more")));

        ingest.publisher.decide(new Delivery.Acknowledged());
        for (CompletableFuture<HttpResponse<String>> answer : held) {
            assertEquals(202, answer.get().statusCode());
        }
        assertEquals(202, ingest.sendAsync(request("[]")).get().statusCode());
    }

    @Test
    void countsEventsByWhatBecameOfThem() throws Exception {
        ingest.post(JSON, "[" + event("a") + ",{}," + event("b") + "]");
        ingest.post(JSON, "{}");
        ingest.post(JSON, "{");

        assertEquals(2, ingest.counted("accepted"));
        assertEquals(3, ingest.counted("rejected"));
        assertEquals(0, ingest.counted("unavailable"));
    }

    @Test
    void keepsNoShareOfWhatItRefused() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertEquals(415, ingest.post("text/plain", "x".repeat(1_000_000)).statusCode());
            assertEquals(400, ingest.post(JSON, "[".repeat(1_000_000)).statusCode());
        }

        assertEquals(202, ingest.post(JSON, event("after")).statusCode());
    }

    @Test
    void letsRequestsInFlightFinishWhenItCloses() throws Exception {
        ingest.publisher.hold();
        List<String> ids = IntStream.range(0, 100).mapToObj(i -> "closing-" + i).toList();
        List<CompletableFuture<HttpResponse<String>>> answers =
                ids.stream().map(id -> ingest.sendAsync(request(event(id)))).toList();
        await().until(() -> ingest.publisher.waiting() == ids.size());

        CompletableFuture<Void> closing = CompletableFuture.runAsync(ingest::close);
        await().until(() -> isRefused("/health"));
        ingest.publisher.decide(new Delivery.Acknowledged());

        for (var answer : answers) assertEquals(202, answer.get().statusCode());
        closing.get();
        assertEquals(
                Set.copyOf(ids),
                ingest.publisher.events().stream().map(event -> event.id()).collect(Collectors.toSet()));
    }

    private boolean isRefused(String path) throws InterruptedException {
        try {
            return ingest.get(path).statusCode() == 503;
        } catch (IOException e) {
            return true;
        }
    }

    private HttpRequest.Builder request(String body) {
        return ingest.request(JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertUnavailable(String code, HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode());
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
        assertTrue(answer.body().contains("\"code\":\"" + code + "\""), answer.body());
    }
}
