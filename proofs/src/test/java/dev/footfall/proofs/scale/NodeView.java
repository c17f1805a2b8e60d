package dev.footfall.proofs.scale;

import dev.footfall.proofs.cluster.Member;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * The HTTP view of one node. Safe for any number of threads.
 *
 * @param node the node
 */
record NodeView(Member node) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * A node's answer.
     *
     * @param status the status
     * @param body the text after the headers
     */
    record NodeReply(int status, String body) {
        boolean isOk() {
            return status == 200;
        }
    }

    /** Its answer; empty when there is none in time. */
    Optional<NodeReply> get(String path) throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(question, HttpResponse.BodyHandlers.ofString());
            return Optional.of(new NodeReply(response.statusCode(), response.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The sum of a metric over its labels; 0 while nobody answers. */
    double metric(String name) throws InterruptedException {
        return get("/metrics")
                .map(said -> said.body()
                        .lines()
                        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum())
                .orElse(0.0);
    }
}
