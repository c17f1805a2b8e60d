package dev.footfall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API of a few answers, by path and query; what it has not is 404, {@code limit=500} 400, NDJSON breaks off; HTML is a page. */
final class FakeApi implements AutoCloseable {
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers;
    private final HttpServer server;

    FakeApi(Map<String, String> answers) throws IOException {
        this.answers = answers;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String question = exchange.getRequestURI().toString();
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String answer = answers.get(question);
        if (answer != null && answer.startsWith("301 ")) {
            exchange.getResponseHeaders().add("Location", answer.substring(4));
            exchange.sendResponseHeaders(301, -1);
            exchange.close();
            return;
        }
        if (answer != null && answer.startsWith("<"))
            exchange.getResponseHeaders().add("Content-Type", "text/html");
        int status = answer != null ? 200 : question.contains("limit=500") ? 400 : 404;
        byte[] body = (answer == null ? "{\"code\":\"No\",\"detail\":\"not so\"}" : answer).getBytes(UTF_8);
        boolean breaks = question.endsWith("format=ndjson");
        exchange.sendResponseHeaders(breaks ? 200 : status, breaks ? body.length + 1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush(); // else Java 25 breaks off before the head
        exchange.close();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The {@code Authorization} of each question, in order. */
    List<String> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
