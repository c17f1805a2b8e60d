package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** {@code footfall run} as a process of its own, which can be killed as the power cut does it. */
final class RunningFootfall implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int queryPort = freePort();
    private final int kafkaPort = freePort();
    private final ChildProcess process;

    RunningFootfall(Path directory, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--data-dir",
                directory.toString(),
                "--port",
                Integer.toString(queryPort),
                "--set",
                "kafka.port=" + kafkaPort,
                "--set",
                "ingest.port=0"));
        arguments.addAll(List.of(more));
        this.process = ChildProcess.start(directory.resolve("output"), Map.of(), ChildProcess.FOOTFALL, arguments);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** True once it answers questions. */
    boolean isReady() throws IOException, InterruptedException {
        assertTrue(process.isAlive(), process::output);
        try {
            return get("/ready").contains("\"ready\":true");
        } catch (ConnectException e) {
            return false;
        }
    }

    /** All that it has printed. */
    String output() {
        return process.output();
    }

    String metrics() throws IOException, InterruptedException {
        return get("/metrics");
    }

    /** The number of records that the state accounts for; 0 while it cannot be asked. */
    long eventsRead() throws IOException, InterruptedException {
        assertTrue(process.isAlive(), process::output);
        try {
            return metrics()
                    .lines()
                    .filter(line -> line.startsWith("footfall_events_read_total "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                    .sum();
        } catch (ConnectException e) {
            return 0;
        }
    }

    /** The rows of a model's days from 2019-01-01 to a last one, as the API prints them. */
    String rows(String model, LocalDate last) throws IOException, InterruptedException {
        String body = get("/models/" + model + "/stats/recent?from=2019-01-01&to=" + last + "&fields=excluded");
        return body.substring(body.indexOf('['), body.indexOf(']') + 1);
    }

    private String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + queryPort + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    /** Below those that the system gives away, and above those of brokers: one would have it before the process has. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) { // another one
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
