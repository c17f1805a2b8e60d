package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.standalone.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code footfall run} on a disk that others have filled. */
@Tag("proof")
class FullDiskIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MEBIBYTES = 160;
    private static final int BYTES_LEFT = 1 << 20;
    private static final int EVENTS_PER_REQUEST = 2_000;

    @TempDir
    Path directory;

    @TempDir
    Path mountPoint;

    private final HttpClient http = HttpClient.newHttpClient();
    private int runs;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void saysSoInOneSentenceAndLosesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(mountPoint, MEBIBYTES)) {
            long acknowledged = 0;
            long sent = 0;
            try (ChildProcess run = run()) {
                awaitReady(run);
                disk.fill(BYTES_LEFT);
                while (run.isAlive()) {
                    boolean isAcknowledged = post(run, sent);
                    sent += EVENTS_PER_REQUEST;
                    if (isAcknowledged) acknowledged += EVENTS_PER_REQUEST;
                }
                assertSaysThatTheDiskIsFull(run);
            }
            assertTrue(acknowledged > 0, "nothing was acknowledged");

            try (ChildProcess run = run()) {
                assertSaysThatTheDiskIsFull(run);
            }

            disk.free();
            try (ChildProcess run = run()) {
                awaitReady(run);
                long least = acknowledged;
                Awaitility.await().atMost(PATIENCE).until(() -> downloads(run) >= least);
                assertTrue(downloads(run) <= sent, "counted twice");
            }
        }
    }

    private void assertSaysThatTheDiskIsFull(ChildProcess run) throws InterruptedException {
        assertEquals(1, run.exitCode());
        String sentence =
                "footfall: the disk of " + mountPoint + ".*is full: all acknowledged events are in the log\\. .*";
        assertEquals(
                1, run.output().lines().filter(line -> line.matches(sentence)).count(), run::output);
        assertFalse(run.output().contains("LogDirFailureChannel"), run::output);
    }

    private ChildProcess run() {
        var arguments = new ArrayList<>(
                List.of("run", "--data-dir", mountPoint.resolve("data").toString()));
        for (String setting : List.of("query.port=0", "ingest.port=0", "kafka.port=0", "topics.partitions=2")) {
            arguments.addAll(List.of("--set", setting));
        }
        Path output = directory.resolve("run-" + ++runs + ".log");
        return ChildProcess.start(output, Map.of(), ChildProcess.FOOTFALL, arguments);
    }

    private static void awaitReady(ChildProcess run) {
        Awaitility.await().atMost(PATIENCE).until(() -> run.output().contains("ready in") || !run.isAlive());
        assertTrue(run.isAlive(), run::output);
    }

    /** Posts events of so many visitors, from {@code first}; true if they were acknowledged. */
    private boolean post(ChildProcess run, long first) throws InterruptedException {
        Instant now = Instant.now();
        String body = IntStream.range(0, EVENTS_PER_REQUEST)
                .mapToObj(i -> """
                        {"id": "%1$d", "time": "%2$s", "repo_type": "model", "repo": "acme/rocket", "method": "GET", \
                        "status": 200, "user": "user-%1$d"}""".formatted(first + i, now))
                .collect(Collectors.joining("\n"));
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Content-Type", "application/x-ndjson")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body));
        try {
            return send(run, "ingest", "/v1/events", request).statusCode() == 202;
        } catch (IOException e) { // it has ended
            return false;
        }
    }

    private long downloads(ChildProcess run) throws Exception {
        String stats = send(run, "API", "/models/acme/rocket/stats").body();
        return new ObjectMapper().readTree(stats).path("downloads").asLong();
    }

    private HttpResponse<String> send(ChildProcess run, String room, String path) throws Exception {
        return send(run, room, path, HttpRequest.newBuilder());
    }

    private HttpResponse<String> send(ChildProcess run, String room, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        Matcher address =
                Pattern.compile("(?m)^ +" + room + " +(http://[0-9.:]+)").matcher(run.output());
        assertTrue(address.find(), run::output);
        return http.send(
                request.uri(URI.create(address.group(1) + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
