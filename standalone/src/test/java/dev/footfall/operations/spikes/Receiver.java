package dev.footfall.operations.spikes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A receiver of messages, which answers as it is told, and then 204. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Message> messages = new ArrayList<>();
    private final Deque<Integer> statuses = new ArrayDeque<>();

    /** A message as it came, whatever was answered. */
    public record Message(String path, String signature, String body) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }
    }

    public Receiver(Integer... statuses) throws IOException {
        this.statuses.addAll(List.of(statuses));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String signature = exchange.getRequestHeaders().getFirst("X-Footfall-Signature");
        int status;
        synchronized (this) {
            messages.add(new Message(exchange.getRequestURI().getPath(), String.valueOf(signature), body));
            status = statuses.isEmpty() ? 204 : statuses.remove();
        }
        if (status / 100 == 3) exchange.getResponseHeaders().add("Location", "/elsewhere");
        if (status == 429) exchange.getResponseHeaders().add("Retry-After", "20");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
