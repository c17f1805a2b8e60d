package dev.footfall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that ask an API which answers with what controls a terminal. */
class HostileApiTest {
    /** Makes red by C0 and by C1, deletes, overwrites, and turns around. */
    private static final String EVIL = "a/b\u001b[31m\u009b31m\u007f\r\b\u202egpj";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer api;

    @BeforeEach
    void startApi() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            String question = exchange.getRequestURI().toString();
            byte[] body = answer(question).getBytes(UTF_8);
            exchange.sendResponseHeaders(question.contains("limit=500") ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
    }

    private static String answer(String question) throws IOException {
        if (question.contains("format=csv")) return "id,downloads\r\n" + EVIL + ",1\r\n";
        var answer = JSON.createObjectNode().put("detail", EVIL).put("downloads", EVIL);
        answer.putArray("trending").addObject().put("id", EVIL);
        return JSON.writeValueAsString(answer);
    }

    @AfterEach
    void stopApi() {
        api.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trending",
                "trending --format json",
                "trending --format csv",
                "trending --limit 500",
                "stats get model acme/rocket",
                "stats get model acme/rocket --format csv",
                "stats export --all",
            })
    void isShownAndNotSentToTheTerminal(String command) {
        ask(command.split(" "));

        String shown = out.toString() + err;
        assertTrue(shown.toLowerCase(Locale.ROOT).contains("\\u001b[31m"), shown);
        String sent = shown.replace("\r\n", "").replace("\n", "");
        assertTrue(sent.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u202e'), shown);
    }

    @Test
    void isTheSameJson() throws IOException {
        ask("trending", "--format", "json");

        assertEquals(EVIL, JSON.readTree(out.toString()).at("/trending/0/id").asText());
    }

    private void ask(String... arguments) {
        String endpoint = "http://127.0.0.1:" + api.getAddress().getPort();
        Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of(arguments), Stream.of("--endpoint", endpoint))
                        .toArray(String[]::new));
    }
}
