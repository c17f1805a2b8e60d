package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.event;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.publish.Delivery;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that came in one piece have the answers, and are written to the log, as the same requests in several. */
@Tag("slow")
class PostedEventsTest {
    private static final String HEAD = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\n";
    private static final Duration WHILE = Duration.ofMillis(20);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String LAST = "Connection: close\r\n";

    private final TestIngest ingest = new TestIngest();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void answersTheSameHoweverABodyComes(long seed) throws Exception {
        var random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            EventFormat format = random.nextBoolean() ? EventFormat.JSON : EventFormat.NDJSON;
            String body = new String(OddBody.of(format, random), ISO_8859_1);
            String head = HEAD + LAST + "Content-Type: "
                    + (format == EventFormat.JSON ? TestIngest.JSON : TestIngest.NDJSON) + "\r\n";

            Said chunked = said(head + "Transfer-Encoding: chunked\r\n\r\n" + chunks(body));
            String whole = head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            int bytesLater = random.nextInt(Math.max(1, body.length()));

            String shown = "seed=" + seed + " " + i + " " + body;
            assertEquals(chunked, said(whole), shown);
            assertEquals(chunked, said(whole, whole.length() - bytesLater), shown);
        }
    }

    /** The answer without its date, and what was published for it. */
    private record Said(String answer, List<DownloadEvent> published) {}

    private Said said(String request) throws IOException {
        return said(request, request.length());
    }

    /** The same where the rest comes a while after the first bytes. */
    private Said said(String request, int firstBytes) throws IOException {
        int before = ingest.publisher.events().size();
        String answer;
        try (Socket socket = ingest.connection(request.substring(0, firstBytes))) {
            if (firstBytes < request.length()) {
                await().pollDelay(WHILE).until(() -> true); // lets the server read what there is
                socket.getOutputStream().write(request.substring(firstBytes).getBytes(ISO_8859_1));
            }
            answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
        List<DownloadEvent> all = ingest.publisher.events();
        return new Said(answer.replaceAll("Date: [^\r]*\r\n", ""), all.subList(before, all.size()));
    }

    private static String chunks(String body) {
        String all = body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
        return all + "0\r\n\r\n";
    }

    @Test
    void answersSeveralOfAConnectionInTheirOrder() throws Exception {
        String answers = ingest.raw(post(event("first"), "") + post("{}", "") + post(event("last"), LAST));

        assertEquals(List.of("202", "400", "202"), statuses(answers));
        assertEquals(
                List.of("first", "last"),
                ingest.publisher.events().stream().map(DownloadEvent::id).toList());
        assertEquals(2, ingest.counted("accepted"));
        assertEquals(1, ingest.counted("rejected"));
    }

    @Test
    void answersAfterTheAcknowledgement() throws Exception {
        ingest.publisher.hold();
        try (Socket socket = ingest.connection(post(event("held"), LAST))) {
            await().until(() -> ingest.publisher.waiting() == 1);
            assertEquals(0, socket.getInputStream().available());

            ingest.publisher.decide(new Delivery.Unacknowledged("broker 192.0.2.1 is gone"));

            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertEquals(List.of("503"), statuses(answer));
            assertTrue(answer.contains("Retry-After: 1\r\n"), answer);
            assertEquals(1, ingest.counted("unavailable"));
        }
    }

    @Test
    void publishesNothingForWhoMayNot() throws Exception {
        String post = post(event("no"), LAST);

        assertEquals(List.of("403"), statuses(ingest.raw(post.replace("localhost", "hub.example"))));
        try (var guarded = new TestIngest("a-key-of-a-publisher")) {
            String keyed = post.replace("Host:", "Authorization: Bearer KEY\r\nHost:");
            assertEquals(List.of("401"), statuses(guarded.raw(post)));
            assertEquals(List.of("401"), statuses(guarded.raw(keyed)));
            assertEquals(List.of(), guarded.publisher.events());
            assertEquals(List.of("202"), statuses(guarded.raw(keyed.replace("KEY", "a-key-of-a-publisher"))));
        }
        assertEquals(List.of(), ingest.publisher.events());
    }

    @Test
    void refusesPackedBodiesAndOtherPaths() throws Exception {
        String post = post(event("other"), LAST);

        assertEquals(List.of("415"), statuses(ingest.raw(post.replace("Host:", "Content-Encoding: br\r\nHost:"))));
        assertEquals(List.of("404"), statuses(ingest.raw(post.replace("/v1/events", "/v1/event"))));
        assertEquals(List.of("415"), statuses(ingest.raw(post.replace("application/json", "text/plain"))));
        assertEquals(List.of("405"), statuses(ingest.raw(post.replace("POST", "PUT"))));
        assertEquals(List.of("400"), statuses(ingest.raw(post.replace("/v1/events", "/v1/events?a=b"))));
        assertEquals(List.of(), ingest.publisher.events());
    }

    @Test
    void saysThatSomethingFailedHereAndGoesOn() throws Exception {
        VisitorKeys broken = time -> {
            throw new IllegalStateException("192.0.2.7");
        };
        try (var failing = new TestIngest(broken)) {
            String hashed = event("hashed", "\"ip\":\"192.0.2.7\"");

            String answers = failing.raw(post(hashed, "") + post(event("known"), LAST));

            assertEquals(List.of("500", "202"), statuses(answers));
            assertFalse(answers.contains("192"), answers);
        }
    }

    private static String post(String body, String headers) {
        return HEAD + headers + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static List<String> statuses(String answers) {
        return STATUS.matcher(answers).results().map(status -> status.group(1)).toList();
    }
}
