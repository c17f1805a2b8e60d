package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no library would send: each is answered as a problem, with every header of an answer, and nothing else. */
class RawRequestsTest {
    private static final Pattern HEAD = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final Set<String> ALWAYS = Set.of(
            "Access-Control-Allow-Origin: *",
            "Cache-Control: no-store",
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
            "Content-Type: application/problem+json",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "X-Error-Code: ",
            "X-Error-Message: ",
            "X-Frame-Options: DENY",
            "X-Request-Id: ");

    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.knowing(Neighbourhood.state(2), 0, TrustedProxies.NONE);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/acme%C0%AFopen/stats",
                "/models%C0%AFacme/open/stats",
                "/models/acme\u00c0\u00afopen/stats",
                "/models\u00c0\u00afacme/open/stats",
                "/v1/users/a%C0%AFb/likes",
                "/v1/users/a\u00c0\u00afb/likes",
                "/v1/users/%ED%A0%80/likes",
                "/v1/users/%C0%80/likes",
            })
    void takesNoByteForTextThatIsNone(String path) {
        String answer = served.raw("GET " + path);

        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    }

    /** ␍ is the end of a line, † 20,000 letters, ° no ASCII. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "404 | GET /nothing HTTP/1.1␍Host: x␍␍",
                "405 | DELETE /trending HTTP/1.1␍Host: x␍␍",
                "405 | POST /trending HTTP/1.1␍Host: x␍Content-Length: 2␍␍{}",
                "404 | CONNECT /trending HTTP/1.1␍Host: x␍␍",
                "414 | GET /† HTTP/1.1␍Host: x␍␍",
                "414 | GET /trending?days=† HTTP/1.1␍Host: x␍␍",
                "431 | GET /trending HTTP/1.1␍Host: x␍X-A: †␍␍",
                "431 | GET /trending HTTP/1.1␍Host: x␍Authorization: Bearer †␍␍",
                "400 | GET /trending HTTP/1.1␍␍",
                "400 | GET /trending HTTP/1.1␍Host: x␍Host: y␍␍",
                "400 | GET /trending HTTP/1.1␍Host: a b␍␍",
                "400 | GET /trending HTTP/1.1␍Host: x␍No colon␍␍",
                "400 | GET /trending HTTP/1.1␍Host: x␍A : b␍␍",
                "400 | GET /trending HTTP/1.1␍Host: x␍ folded␍␍",
                "400 | GET /trending HTTP/1.1␍Host: x␍Content-Length: -1␍␍",
                "400 | GET /trending HTTP/1.1␍Host: x␍Content-Length: 1␍Content-Length: 2␍␍",
                "400 | GET /trending HTTP/1.1␍Host: x␍Content-Length: 1␍Transfer-Encoding: chunked␍␍",
                "400 | GET /trending HTTP/1.1␍Host: x␍Transfer-Encoding: chunked, identity␍␍",
                "505 | GET /trending␍␍",
                "400 | GET␍␍",
                "400 | ␍␍ ␍␍",
                "400 | °°° ° HTTP/1.1␍Host: x␍␍",
                "400 | {\"jsonrpc\":\"2.0\"}␍␍",
                "505 | GET /trending HTTP/3.0␍Host: x␍␍",
                "426 | PRI * HTTP/2.0␍␍SM␍␍",
            })
    void answersWithAProblem(int status, String request) {
        String response = send(request);

        Matcher head = HEAD.matcher(response);
        assertTrue(head.lookingAt(), response);
        assertEquals(status, Integer.parseInt(head.group(1)), response);
        for (String header : ALWAYS) assertTrue(response.contains("\r\n" + header), () -> header + " in " + response);
        assertFalse(response.contains("jetty") || response.contains("Exception"), response);
        assertFalse(response.contains("\r\nServer: "), response);
        String body = response.substring(response.indexOf("\r\n\r\n") + 4);
        assertEquals(status, Served.parsed(body).get("status").asInt(), response);
        assertFalse(body.contains("aaa"), response);
    }

    @Test
    void namesTheMethodsThatThereAre() {
        assertTrue(served.raw("DELETE /trending").contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"abc-1_2, true", "a.b, false", "10.1.2.3, false", "::1, false", "x y, false", "'', false", "é, false"})
    void givesASaneRequestIdBackInErrorsToo(String id, boolean isSane) {
        String response = served.raw("GET /nothing", "X-Request-Id: " + id);

        assertEquals(isSane, response.contains("\r\nX-Request-Id: " + id + "\r\n"), response);
        assertTrue(
                Pattern.compile("\r\nX-Request-Id: [A-Za-z0-9_-]+\r\n")
                        .matcher(response)
                        .find(),
                response);
    }

    @Test
    void givesNeitherOfTwoRequestIdsBack() {
        String response = served.raw("GET /nothing", "X-Request-Id: first-id", "X-Request-Id: second-id");

        assertFalse(response.contains("-id\r\n"), response);
    }

    @Test
    void takesTwoAuthorizationsForNone() {
        String member = Neighbourhood.Asker.MEMBER.headers()[0];
        String secret = "GET " + Neighbourhood.Repository.PRIVATE.path() + "/stats";

        assertTrue(served.raw(secret, member).startsWith("HTTP/1.1 200"));
        assertTrue(served.raw(secret, member, member).startsWith("HTTP/1.1 404"));
        assertTrue(served.raw(secret, member, "Authorization: Basic x").startsWith("HTTP/1.1 404"));
    }

    @Test
    void answersAnOldClientAndOneThatSendsABodyAlong() {
        assertTrue(send("GET /health HTTP/1.0␍␍").startsWith("HTTP/1.1 200"));
        assertTrue(send("GET /health HTTP/1.1␍Host: x␍Connection: close␍Content-Length: 5␍␍12345")
                .startsWith("HTTP/1.1 200"));
    }

    private static String send(String request) {
        String text =
                request.replace("␍", "\r\n").replace("†", "a".repeat(20_000)).replace("°", "\u00e9");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return read(socket);
        } catch (IOException e) {
            throw new IllegalStateException(request, e);
        }
    }

    /** All that came before the connection was ended, in order or not: a server need not read what it refused. */
    private static String read(Socket socket) throws IOException {
        var text = new StringBuilder();
        try {
            int next = socket.getInputStream().read();
            while (next >= 0) {
                text.append((char) next);
                next = socket.getInputStream().read();
            }
        } catch (SocketException e) {
            assertTrue(text.length() > 0, e::toString);
        }
        return text.toString();
    }
}
