package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessGuardTest {
    private final TestIngest open = new TestIngest();
    private final TestIngest locked = new TestIngest("first-key", "second-key");

    @AfterAll
    void stop() {
        open.close();
        locked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer first-key", "Bearer second-key", "bearer second-key", "BEARER  first-key"})
    void admitsEveryKey(String authorization) throws Exception {
        assertEquals(202, withAuthorization(authorization).statusCode());
    }

    @Test
    void tellsKeysApartThatDifferInLettersAloneOnOneConnection() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertEquals(401, withAuthorization("Bearer FIRST-KEY").statusCode());
            assertEquals(202, withAuthorization("Bearer first-key").statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer first",
                "Bearer first-key2",
                "Bearer first-key,second-key",
                "first-key",
                "Basic first-key",
                "Bearer FIRST-KEY"
            })
    void answers401ToAnythingElse(String authorization) throws Exception {
        HttpResponse<String> answer = withAuthorization(authorization);

        assertEquals(401, answer.statusCode());
        assertEquals(
                "Bearer realm=\"footfall ingest\"",
                answer.headers().firstValue("WWW-Authenticate").orElse(""));
        assertTrue(answer.body().contains("\"code\":\"Unauthorized\""), answer.body());
        assertFalse(answer.body().contains("key2"));
    }

    @Test
    void answers401WithoutAKeyWhateverTheRequestIs() throws Exception {
        assertEquals(401, locked.post(JSON, event("e")).statusCode());
        assertEquals(401, locked.post("text/plain", "x").statusCode());
        assertEquals(401, locked.send(request("/v1/events/")).statusCode());
        assertTrue(
                locked.publisher.events().stream().noneMatch(event -> event.id().equals("e")));
    }

    @Test
    void asksNoKeyOfAProbe() throws Exception {
        assertEquals(200, locked.get("/health").statusCode());
        assertEquals(200, locked.get("/ready").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:28081",
                "127.0.0.1",
                "127.0.0.1:80",
                "127.255.0.9",
                "[::1]",
                "[::1]:28081"
            })
    void answersALoopbackHost(String host) throws Exception {
        assertTrue(get(open, host).startsWith("HTTP/1.1 200 "), get(open, host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org", "example.org:28081", "localhost.example.org", "127.0.0.1.example.org", "127.0.0.256",
                        "127.1",
                "0.0.0.0", "192.0.2.1", "[::2]", "[::ffff:127.0.0.1]", "xlocalhost", "127x0x0x1"
            })
    void refusesAHostThatIsNotLoopback(String host) throws Exception {
        String answer = get(open, host);

        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
        assertTrue(answer.contains("\"code\":\"HostNotAllowed\""), answer);
        assertTrue(open.raw("POST /v1/events HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n[]")
                .startsWith("HTTP/1.1 403 "));
    }

    @Test
    void answersWithoutAHostTheCheckOfALoadBalancerButNothingOfHttp11() throws Exception {
        assertTrue(open.raw("GET /ready HTTP/1.0\r\n\r\n").contains(" 200 "));
        assertTrue(open.raw("GET /ready HTTP/1.0\r\nOrigin: https://example.org\r\n\r\n")
                .contains(" 403 "));
        assertFalse(
                open.raw("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n").contains(" 200 "));
    }

    @Test
    void answersAnyHostWithKeys() throws Exception {
        assertTrue(get(locked, "example.org").startsWith("HTTP/1.1 200 "));
    }

    /** A browser asks nobody before it sends these for a page from anywhere. */
    @Test
    void takesNothingFromAWebPageWithoutKeys() throws Exception {
        for (String type : new String[] {"text/plain", JSON}) {
            HttpResponse<String> answer = open.send(HttpRequest.newBuilder(open.uri("/v1/events"))
                    .header("Origin", "https://example.org")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(event("page"))));

            assertEquals(403, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"code\":\"HostNotAllowed\""), answer.body());
        }
    }

    @Test
    void neverAnswersCors() throws Exception {
        for (String method : new String[] {"OPTIONS", "POST", "GET"}) {
            HttpResponse<String> answer = open.send(HttpRequest.newBuilder(open.uri("/v1/events"))
                    .header("Origin", "https://example.org")
                    .header("Access-Control-Request-Method", "POST")
                    .method(method, BodyPublishers.ofString("[]")));

            assertTrue(answer.headers().map().keySet().stream()
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-")));
            assertTrue(answer.statusCode() >= 400, method);
        }
    }

    private static String get(TestIngest ingest, String host) throws Exception {
        return ingest.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private HttpResponse<String> withAuthorization(String value) throws Exception {
        return locked.send(request("/v1/events").header("Authorization", value));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(locked.uri(path))
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofByteArray(event("door").getBytes(StandardCharsets.UTF_8)));
    }
}
