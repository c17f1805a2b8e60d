package dev.footfall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API that answers each request in the ways it was told to, one after the other, the last one again and again. */
final class ScriptedApi implements AutoCloseable {
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Answer other = new Answer(404, "{}");

    private record Answer(int status, String body) {}

    /** A request, such as {@code GET /v1/whatif}. */
    record Asked(String request, String contentType, String body) {}

    ScriptedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Adds an answer to this request. */
    ScriptedApi on(String request, int status, String body) {
        answers.computeIfAbsent(request, any -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    /** Gives this answer to all other requests. */
    ScriptedApi onAny(int status, String body) {
        other = new Answer(status, body);
        return this;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(new Asked(request, String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")), body));
        Deque<Answer> left = answers.getOrDefault(request, new ArrayDeque<>());
        Answer answer = left.isEmpty() ? other : left.size() == 1 ? left.peek() : left.remove();
        byte[] bytes = answer.body.getBytes(UTF_8);
        if (answer.body.startsWith("{")) exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All requests so far. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** All requests so far, without their bodies. */
    List<String> requests() {
        return asked.stream().map(Asked::request).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
