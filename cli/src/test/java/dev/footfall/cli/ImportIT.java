package dev.footfall.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The messages of an import to an operator with a new log. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ImportIT {
    private static final String LINE =
            "192.0.2.7 - - [20/Jan/2026:04:%02d:54 +0000] \"GET %s HTTP/1.1\" 200 12 \"-\" \"curl/8\"\n";

    @TempDir
    private static Path directory;

    private static Standalone house;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void start() {
        house = Standalone.start(
                Settings.read(
                        null,
                        Map.of(),
                        Map.of(
                                "data.dir", directory.resolve("data").toString(),
                                "kafka.port", "0",
                                "query.port", "0",
                                "ingest.port", "0",
                                "topics.partitions", "2")),
                reason -> fail(reason));
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void saysWhichRouteWouldFitWhenNothingIsRouted() throws Exception {
        Path log = log("unrouted.log", LINE.formatted(1, "/get/a").repeat(3) + LINE.formatted(2, "/"));

        assertEquals(3, run("import", log.toString()));
        assertTrue(
                terminal.err()
                        .contains("none of 4 requests is for a file of a repository: most are for /get/a (3), / (1);"
                                + " --route '/get/{name}=dataset:get/{name}' would match"),
                terminal.err());

        assertEquals(0, run("import", log.toString(), "--route", "/get/{name}=dataset:get/{name}"));
    }

    @Test
    void writesNothingInAWrongFormatAndNamesTheRightOne() throws Exception {
        Path log = log("squid.log", LINE.formatted(1, "/get/a").repeat(20));

        assertEquals(2, run("import", log.toString(), "--format", "squid"));
        assertTrue(terminal.err().contains("20 lines read as `combined`"), terminal.err());
        assertEquals(0, run("rejected", "list"));
        assertEquals("no rejected records\n", terminal.out());
        assertEquals(2, run("import", directory.toString()));
        assertTrue(terminal.err().contains(directory + ": is a directory"), terminal.err());
    }

    @Test
    void recognisesEventsAndShowsWhatWasInTheLogAlready() throws Exception {
        Path events = log(
                "events.ndjson",
                "{\"id\":\"1\",\"time\":\"2026-01-20T04:59:54Z\",\"repo_type\":\"model\",\"repo\":\"o/m\","
                        + "\"method\":\"GET\",\"status\":200,\"user\":\"alice\"}\n");

        for (int i = 0; i < 2; i++) assertEquals(0, run("import", events.toString()), terminal::err);

        assertTrue(
                terminal.out().contains("count once: 'duplicate' in .../stats/recent?fields=excluded"), terminal.out());
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> recent().contains("\"duplicate\":1"));
    }

    @Test
    void countsALogOnceThoughItsTrustedProxiesAreNamedBetweenTwoImports() throws Exception {
        String proxied =
                LINE.replace("192.0.2.7", "10.0.0.5").strip() + " \"192.0.2.66, 203.0.113.77, 198.51.100.7\"\n";
        Path log = log("proxied.log", proxied.formatted(1, "/models/hub/egret/resolve/main/w.bin"));
        Path grown =
                log("grown.log", Files.readString(log) + proxied.formatted(50, "/models/hub/egret/resolve/main/w.bin"));
        String named = "ingest.trusted-proxies=private,198.51.100.0/24";

        assertEquals(0, run("import", log.toString()), terminal::err);
        assertEquals(0, run("import", grown.toString(), "--set", named), terminal::err);

        assertTrue(terminal.err().contains("2 routed requests are read by the ingest.trusted-proxies"), terminal.err());
        assertTrue(terminal.err().contains("2026-01-20 were read (not set)"), terminal.err());
        String day = "/models/hub/egret/stats/recent?fields=excluded&from=2026-01-20&to=2026-01-20";
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> get(day).contains("\"duplicate\":1"));
        assertTrue(get(day).contains("\"downloads\":2"), get(day));
        assertTrue(get(day).contains("\"files\":2"), get(day));

        assertEquals(0, run("import", grown.toString(), "--source", "anew", "--set", named), terminal::err);
        assertFalse(terminal.err().contains("routed requests are read by"), terminal.err());
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> get(day).contains("\"downloads\":4"));
    }

    @Test
    void knowsARepositoryOfWhichNothingCountsAndSaysWhy() throws Exception {
        String redirect =
                LINE.formatted(1, "/models/hub/heron/resolve/main/w.bin").replace("\" 200 12", "\" 302 0");

        assertEquals(0, run("import", log("redirects.log", redirect).toString()));
        assertTrue(
                terminal.err()
                        .contains("1 of 1 routed requests are redirects: none counts unless counting.redirects=count"),
                terminal.err());
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> get("/models/hub/heron/stats").contains("\"downloads\":0"));
        assertTrue(get("/models/hub/heron/stats/recent?fields=excluded&from=2026-01-20&to=2026-01-20")
                .contains("\"status\":1"));
        assertTrue(get("/models/hub/wren/stats").contains("RepoNotFound"));
    }

    @Test
    void usesNoOtherLogThanThatOfTheGivenDirectory() throws Exception {
        Path other = directory.resolve("other");
        Files.createDirectories(other.resolve("kafka"));
        Files.writeString(other.resolve("kafka").resolve("meta.properties"), "cluster.id=another\n");
        Path log = log("other.log", LINE.formatted(1, "/a/b/resolve/main/c"));
        String port = house.broker().bootstrapServers().replaceFirst(".*:", "");

        try (FileChannel used = FileChannel.open(other.resolve("lock"), CREATE, WRITE)) {
            assertNotNull(used.lock()); // as by a run of another Kafka
            for (String command : List.of(
                    "import " + log + " --set ingest.visitor-secret=" + "s".repeat(32),
                    "seal --before 2026-01-01",
                    "export-log " + directory.resolve("other.exported"),
                    "export events --out " + directory.resolve("other.csv"),
                    "rejected list",
                    "robots --sessions 1")) {
                terminal.clear();
                String line = command + " --data-dir " + other + " --set kafka.port=" + port;

                assertEquals(1, terminal.execute(line.split(" ")), command);
                assertTrue(terminal.err().contains("has another log than " + other.resolve("kafka")), terminal.err());
            }
        }
    }

    private static String recent() throws IOException, InterruptedException {
        return get("/models/o/m/stats/recent?fields=excluded&from=2026-01-20&to=2026-01-20");
    }

    private static String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + house.query().port() + path);
        return PatientHttp.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    /** Runs a command on the house's log, with the options that all such commands take. */
    private int run(String... words) {
        terminal.clear();
        var arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--bootstrap-servers", house.broker().bootstrapServers()));
        arguments.addAll(List.of("--data-dir", directory.resolve("data").toString()));
        return terminal.execute(arguments.toArray(String[]::new));
    }

    private static Path log(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
