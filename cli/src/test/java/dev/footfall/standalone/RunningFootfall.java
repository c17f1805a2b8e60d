package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code footfall run} as a process of its own, which can be killed as the power cut does it. */
final class RunningFootfall implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Pattern API = Pattern.compile("(?m)^ +API +(http://\\S+?:\\d+)/");
    private static final Pattern KAFKA = Pattern.compile("(?m)^ +Kafka +(\\S+:\\d+)$");
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final HttpClient impatient = HttpClient.newHttpClient();
    private final ChildProcess process;

    RunningFootfall(Path directory, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--data-dir",
                directory.toString(),
                "--port",
                "0",
                "--set",
                "kafka.port=0",
                "--set",
                "ingest.port=0"));
        arguments.addAll(List.of(more));
        Path output = directory.resolve("output-" + STARTED.incrementAndGet());
        this.process = ChildProcess.start(output, Map.of(), ChildProcess.FOOTFALL, arguments);
    }

    String bootstrapServers() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> printed(KAFKA), Optional::isPresent)
                .orElseThrow();
    }

    /** True once it answers questions. */
    boolean isReady() throws IOException, InterruptedException {
        assertTrue(process.isAlive(), process::output);
        if (printed(API).isEmpty()) return false;
        try {
            return impatient
                            .send(request("/ready"), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
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

    /** The number of records that the state accounts for; 0 while it cannot be reached. */
    long eventsRead() throws IOException, InterruptedException {
        assertTrue(process.isAlive(), process::output);
        if (printed(API).isEmpty()) return 0;
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
        return PatientHttp.send(request(path), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpRequest request(String path) {
        String api = printed(API).orElseThrow(() -> new AssertionError(output()));
        return HttpRequest.newBuilder(URI.create(api + path)).build();
    }

    /** The match of this pattern in the addresses that the process prints once all its ports are open. */
    private Optional<String> printed(Pattern address) {
        return address.matcher(process.output())
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
